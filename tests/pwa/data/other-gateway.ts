/** Another gateway of the plant, as far as a device that roams can tell: it knows devices by their key and people by tickets. */
import { verify, type JsonWebKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UsedTicket } from '../../../pwa/data/access-memory.ts';
import { readTicket } from '../../../pwa/data/ticket.ts';
import type { GatewayReference } from '../../../shared/sync/rows.ts';
import { FakeGateway } from './fake-gateway.ts';

export class OtherGateway extends FakeGateway {
  readonly lines: string[];
  /** Whom each token speaks for; null = for the device alone. */
  readonly tokens = new Map<string, string | null>();
  readonly shown: UsedTicket[] = [];
  /** Authorization of every request, in order. */
  readonly carried: string[] = [];
  #challenge = 0;

  constructor(gateway: string, lines: string[], home: FakeGateway) {
    super();
    this.gateway = gateway;
    this.lines = lines;
    this.before = (request, response) => this.#answers(request, response, home);
  }

  get reference(): GatewayReference {
    return { id: this.gateway, name: `Gateway ${this.gateway}`, origin: this.url, role: 'line', lines: this.lines };
  }

  /** Every token has ended. */
  forgetTokens(): void {
    this.tokens.clear();
  }

  async #answers(request: IncomingMessage, response: ServerResponse, home: FakeGateway): Promise<boolean> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const carried = request.headers.authorization ?? '';
    this.carried.push(carried);
    const say = (status: number, body: unknown): true => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      return true;
    };
    if (!carried.startsWith('Bearer ') || request.headers.cookie !== undefined) return say(403, {});
    const isQuestion = pathname.startsWith('/api/devices/');
    if (!isQuestion && !this.tokens.has(carried.slice('Bearer '.length))) return say(401, {});
    if (pathname === '/api/devices/challenge') return say(200, { challenge: `sign-this-${++this.#challenge}` });
    if (pathname === '/api/devices/session') return say(...this.#session(await bodyOf(request), home));
    if (pathname === '/api/access/sign-off') {
      this.tokens.delete(carried.slice('Bearer '.length));
      return say(200, {});
    }
    if (pathname !== '/api/access/tickets') return false;
    const { tickets } = await bodyOf<{ tickets: UsedTicket[] }>(request);
    this.log.push(`POST tickets ${tickets.length}`);
    this.shown.push(...tickets);
    return say(200, { results: tickets.map(() => ({ ok: true })) });
  }

  #session(
    { id, challenge, signature, bearer, ticket: text }: Record<string, string | boolean>,
    home: FakeGateway,
  ): [number, unknown] {
    const known = home.access.enrolled.get(String(id));
    const said = Buffer.from(String(challenge));
    const key = { key: known?.key as JsonWebKey, format: 'jwk', dsaEncoding: 'ieee-p1363' } as const;
    if (!known || !verify('sha256', said, key, Buffer.from(String(signature), 'base64url'))) return [401, {}];
    const ticket = typeof text === 'string' ? readTicket(text) : null;
    const token = `token-${this.gateway}-${this.#challenge}`;
    this.tokens.set(token, ticket?.user ?? null);
    const person = ticket && { ...ticket, until: ticket.notAfter, locked: false, hasPin: true };
    return [
      200,
      { device: known.device, ...(bearer && { token, until: Date.now() + 600_000 }), ...(person && { person }) },
    ];
  }
}

async function bodyOf<T = Record<string, string | boolean>>(request: IncomingMessage): Promise<T> {
  return JSON.parse(Buffer.concat(await request.toArray()).toString()) as T;
}
