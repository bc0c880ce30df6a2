/** One question to another gateway of the plant: over TLS to whom a person vouched for, or in the open without leaving the machine. */
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

/** Answers to questions of this kind are small: whoever sends more is not who it should be. */
const MOST_BYTES = 256 * 1024;

export interface GatewayQuestion {
  /** `https://plant.local`, or plain HTTP on this machine. */
  origin: string;
  path: string;
  body: unknown;
  token?: string;
  /** PEM of a certificate that must be in its chain; null = plain HTTP. */
  ca: string | null;
  timeoutMs: number;
}

export interface GatewayAnswer {
  status: number;
  /** What the body says; null = it is no JSON. */
  body: unknown;
  retryAfterMs: number | null;
}

/** Rejects with the connection's own error when there is no answer in time. */
export function askGateway({ origin, path, body, token, ca, timeoutMs }: GatewayQuestion): Promise<GatewayAnswer> {
  const request = origin.startsWith('https:') ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      agent: false,
      // In all, not since the last byte: nobody waits for who sends a byte now and then.
      signal: AbortSignal.timeout(timeoutMs),
      ...(ca !== null && trusting(ca)),
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      const bytes: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        bytes.push(part);
        if (size > MOST_BYTES) answer.destroy(new Error('its answer is far too long'));
      });
      answer.once('error', reject);
      answer.once('end', () => {
        const seconds = Number(answer.headers['retry-after']);
        resolve({
          status: answer.statusCode ?? 0,
          body: parsed(Buffer.concat(bytes).toString()),
          retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
        });
      });
    });
    asked.end(JSON.stringify(body));
  });
}

/** For every connection to a gateway that is known by this certificate, also when it is not the topmost of its chain. */
export function trusting(ca: string): { ca: string; allowPartialTrustChain: true } {
  return { ca, allowPartialTrustChain: true };
}

/** What a gateway said was wrong; null = it said nothing. */
export function detailOf({ body }: Pick<GatewayAnswer, 'body'>): string | null {
  const said = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof said === 'string' ? said : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
