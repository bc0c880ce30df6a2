/** Somebody with a browser of their own, as far as the gateway can tell: keeps its cookies, asks from its own page. */
import type { SignOnAnswer } from '../../shared/access/protocol.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { Lines } from '../../shared/access/may.ts';
import type { Fetch } from './local-fetch.ts';

export const PASSWORD = 'three green conveyors';

export class Visitor {
  readonly address: string;
  /** What this browser writes as `by.origin`. */
  readonly origin: string;
  readonly #cookies = new Map<string, string>();
  readonly #fetch: Fetch;
  user: string | null = null;

  constructor(
    address: string,
    origin = `device-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`,
    ask: Fetch = fetch,
  ) {
    this.address = address;
    this.origin = origin;
    this.#fetch = ask;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await this.#fetch(`${this.address}${path}`, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/max-age=0\b/i.test(line)) this.#cookies.delete(name!);
      else this.#cookies.set(name!, value!);
    }
    return response;
  }

  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return this.ask(path, { method, ...(body !== undefined && json) });
  }

  /** The answer's body; throws what the gateway said when it is no success. */
  async get<T>(path: string): Promise<T> {
    return answered<T>(await this.ask(path));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    return answered<T>(await this.send('POST', path, body));
  }

  async signOn(user: string, password = PASSWORD): Promise<SignOnAnswer> {
    const answer = await this.post<SignOnAnswer>('/api/access/sign-on', {
      ...{ way: 'password', user, password, origin: this.origin },
    });
    this.user = user;
    return answer;
  }

  /** The first admin, by the code that the gateway printed. */
  async setUp(code: string, user = 'admin'): Promise<void> {
    const name = 'Test admin';
    await this.post('/api/access/setup', { code, user, name, password: PASSWORD, origin: this.origin });
    this.user = user;
  }

  async signOnAsDemo(user: string): Promise<void> {
    await this.post('/api/access/sign-on', { way: 'demo', user, origin: this.origin });
    this.user = user;
  }

  /** As an admin: somebody new, signed on in a browser of their own. */
  async invite(user: string, roles: Role[], lines: Lines = '*', visitor = new Visitor(this.address)): Promise<Visitor> {
    const question = { user, name: `Test ${user}`, roles, lines };
    const { invitation } = await this.post<{ invitation: { code: string } }>('/api/people', question);
    const accept = { user, code: invitation.code, password: PASSWORD, origin: visitor.origin };
    await visitor.post('/api/access/invitation', accept);
    visitor.user = user;
    return visitor;
  }
}

async function answered<T>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} at ${response.url}: ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}
