/**
 * Requests to the plant: with the token, over TLS that leads to the CA it is known by, in bounded time and size. A link
 * can be open and dead (half-open), so silence ends a request as surely as an error does.
 */
import { Agent as PlainAgent, request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { PROTOCOL, PROTOCOL_HEADER, VERSION_HEADER } from '../../../shared/sync/compatibility.ts';
import { trusting } from '../../auth/ask-gateway.ts';
import type { PlantLink } from '../../auth/plant-link.ts';
import type { Answer, Question } from './exchange.ts';
import { PlantFailure } from './plant-failure.ts';

/** A pulled batch of large chunks; more than that is no answer to any of our questions. */
const MOST_BYTES = 192 * 1024 * 1024;

export interface Patience {
  connectMs: number;
  /** Without a byte in either direction. */
  silenceMs: number;
  /** For the whole of it: a drop now and then is not silence. */
  wholeMs: number;
}
export const PATIENCE: Patience = { connectMs: 10_000, silenceMs: 30_000, wholeMs: 300_000 };

export interface PlantRequestsParts {
  link: PlantLink;
  /** Of this release. */
  version: string;
  patience: Patience;
  /** At once. */
  connections: number;
}

export class PlantRequests {
  readonly #link: PlantLink;
  readonly #version: string;
  readonly #patience: Patience;
  readonly #agent: PlainAgent | SecureAgent;
  readonly #send: typeof secureRequest;
  readonly #closing = new AbortController();

  constructor({ link, version, patience, connections }: PlantRequestsParts) {
    const agent = { keepAlive: true, maxSockets: connections };
    const isSecure = new URL(link.origin).protocol === 'https:';
    this.#link = link;
    this.#version = version;
    this.#patience = patience;
    this.#agent = isSecure
      ? new SecureAgent({ ...agent, ...(link.ca !== null && trusting(link.ca)) })
      : new PlainAgent(agent);
    this.#send = isSecure ? secureRequest : plainRequest;
  }

  /** `path` from the origin. Answers any status that `expected` lists; rejects with PlantFailure otherwise. */
  async ask(question: Question, expected: readonly number[]): Promise<Answer> {
    const { status, text, retryAfterMs } = await this.#exchange(question, true);
    const json = parsed(text);
    if (expected.includes(status) && json !== undefined) return { status, json };
    throw failureOf(status, json, {
      plant: this.#link.name,
      asked: `${question.method} ${question.path}`,
      retryAfterMs,
    });
  }

  /** What is under way fails. */
  close(): void {
    this.#closing.abort();
    this.#agent.destroy();
  }

  async #exchange(question: Question, again: boolean): Promise<Exchanged> {
    const deadline = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#patience.wholeMs)]);
    const asked = this.#begin(question, deadline);
    try {
      return await this.#answer(asked, question.body);
    } catch (cause) {
      // A connection that was kept may have been closed by the plant just now; all requests may be repeated.
      if (again && asked.reusedSocket && (cause as NodeJS.ErrnoException).code === 'ECONNRESET')
        return this.#exchange(question, false);
      const { name, origin } = this.#link;
      const why = cause instanceof Error ? cause.message : String(cause);
      if (isAboutCertificate(cause))
        throw new PlantFailure('refused', `"${origin}" is not the plant: ${why}.`, { cause });
      throw new PlantFailure('away', `The plant "${name}" at "${origin}" does not answer: ${why}.`, { cause });
    }
  }

  #begin({ method, path, body }: Question, signal: AbortSignal): ClientRequest {
    return this.#send(`${this.#link.origin}${path}`, {
      method,
      signal,
      agent: this.#agent,
      timeout: this.#patience.silenceMs,
      headers: {
        authorization: `Bearer ${this.#link.token}`,
        [PROTOCOL_HEADER]: String(PROTOCOL),
        [VERSION_HEADER]: this.#version,
        accept: 'application/json',
        ...(body !== null && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      },
    });
  }

  #answer(asked: ClientRequest, body: string | null): Promise<Exchanged> {
    return new Promise((resolve, reject) => {
      const { connectMs, silenceMs } = this.#patience;
      asked.once('error', reject);
      asked.once('timeout', () => asked.destroy(new Error(`silent for ${silenceMs} ms`)));
      asked.once('socket', (socket) => {
        if (!socket.connecting) return;
        const timer = setTimeout(() => asked.destroy(new Error(`no connection in ${connectMs} ms`)), connectMs);
        const connected = () => clearTimeout(timer);
        socket.once('secureConnect', connected).once('close', connected);
        if (!('encrypted' in socket)) socket.once('connect', connected);
      });
      asked.once('response', (answer) => void wholeOf(answer).then(resolve, reject));
      asked.end(body ?? undefined);
    });
  }
}

interface Exchanged {
  status: number;
  text: string;
  retryAfterMs: number | null;
}

async function wholeOf(answer: IncomingMessage): Promise<Exchanged> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('its answer has no end');
    parts.push(part);
  }
  const seconds = Number(answer.headers['retry-after'] ?? NaN);
  const retryAfterMs = seconds >= 0 ? seconds * 1_000 : null;
  return { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString(), retryAfterMs };
}

interface About {
  plant: string;
  asked: string;
  retryAfterMs: number | null;
}

function failureOf(status: number, json: unknown, { plant, asked, retryAfterMs }: About): PlantFailure {
  const said = detailOf(json);
  const sentence = `The plant "${plant}" answered ${status} to "${asked}"${said === null ? '' : `: ${said}`}`;
  const wait = retryAfterMs === null ? {} : { retryAfterMs };
  // 426: of a release that is too far away.
  if (status === 401 || status === 403 || status === 426) return new PlantFailure('refused', said ?? sentence);
  if (status === 503 || status === 429) return new PlantFailure('later', said ?? sentence, wait);
  // Said by a proxy before the plant.
  if (status === 502 || status === 504) return new PlantFailure('away', sentence);
  return new PlantFailure('fault', sentence);
}

function detailOf(json: unknown): string | null {
  const { detail, reason } = (json ?? {}) as { detail?: unknown; reason?: unknown };
  const said = detail ?? reason;
  return typeof said === 'string' && said !== '' ? said.slice(0, 300) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAboutCertificate(cause: unknown): boolean {
  return /CERT|^ERR_TLS|LEAF_SIGNATURE/.test(String((cause as { code?: unknown }).code ?? ''));
}
