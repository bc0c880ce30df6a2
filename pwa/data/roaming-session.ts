/**
 * What lets this device in at a gateway that is not its home: a token for some minutes, got with the device's key and the
 * ticket of whoever is signed on. It is in memory only, and renewed before it ends.
 */
import type { DeviceSessionAnswer } from '../../shared/access/protocol.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../shared/sync/compatibility.ts';
import type { GatewayReference } from '../../shared/sync/rows.ts';
import { accessRequests, type AccessRequests } from './access-requests.ts';
import type { DeviceKeys } from './device-key.ts';
import type { Fetch } from './requests.ts';

/** A token is good for ten minutes. */
const RENEW_MS = 8 * 60_000;
/** The gateway did not answer when it was to be renewed. */
const RENEW_AGAIN_MS = 15_000;
/** Gateways let pages of others ask only with a token; this is none, and says so. */
const NO_TOKEN = 'none-yet';
const UNAUTHENTICATED = 401;

export interface SessionParts {
  gateway: GatewayReference;
  fetch: Fetch;
  keys: Pick<DeviceKeys, 'sign'>;
  /** This device's id. */
  id: () => string;
  /** Of whoever is signed on here; null = nobody is, or there is none. */
  ticket: () => string | null;
  stop: AbortSignal;
}

export class RoamingSession {
  readonly gateway: GatewayReference;
  /** Asks this gateway, by a path of it; with a new token if the one at hand is not taken any more. */
  readonly fetch: Fetch;
  readonly requests: AccessRequests;
  /** There is a new token: what goes on by the old one is to begin anew. */
  renewed: () => void = () => undefined;
  readonly #parts: SessionParts;
  #token: string;
  #ticket: string | null;
  #renewing: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  private constructor(parts: SessionParts, { token, ticket }: Entry) {
    this.#parts = parts;
    this.#token = token;
    this.#ticket = ticket;
    this.gateway = parts.gateway;
    this.fetch = (url, init) => this.#ask(url, init);
    this.requests = accessRequests(this.fetch, parts.stop);
    this.#renewIn(RENEW_MS);
  }

  /** Null: the gateway is out of reach, or does not let this device in. Rejects only when the device cannot use its key. */
  static async open(parts: SessionParts): Promise<RoamingSession | null> {
    const entry = await comeIn(parts);
    return entry && new RoamingSession(parts, entry);
  }

  /** Somebody may have signed on or off. */
  async follow(): Promise<void> {
    if (this.#closed || this.#parts.ticket() === this.#ticket) return;
    // Whoever has left is out at once, not when the token ends.
    if (this.#ticket !== null) await this.requests.signOff(null);
    await this.renew();
  }

  /** False: it goes on with the token that it has. */
  renew(): Promise<boolean> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #renew(): Promise<boolean> {
    const entry = this.#closed ? null : await comeIn(this.#parts).catch(() => null);
    if (this.#closed) return false;
    this.#renewIn(entry ? RENEW_MS : RENEW_AGAIN_MS);
    if (!entry) return false;
    this.#token = entry.token;
    this.#ticket = entry.ticket;
    this.renewed();
    return true;
  }

  #renewIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), ms);
  }

  async #ask(url: string, init: RequestInit): Promise<Response> {
    const { fetch, gateway } = this.#parts;
    const used = this.#token;
    const answer = await fetch(...carrying(used, gateway, [url, init]));
    if (answer.status !== UNAUTHENTICATED) return answer;
    // After a sleep it has ended; another request may have got the next one meanwhile.
    if (used === this.#token && !(await this.renew())) return answer;
    return fetch(...carrying(this.#token, gateway, [url, init]));
  }
}

interface Entry {
  token: string;
  ticket: string | null;
}

async function comeIn({ gateway, fetch, keys, id, ticket, stop }: SessionParts): Promise<Entry | null> {
  const requests = accessRequests((url, init) => fetch(...carrying(NO_TOKEN, gateway, [url, init])), stop);
  const asked = await requests.challenge(id());
  if (!asked.ok) return null;
  const signature = await keys.sign(asked.body);
  if (signature === null) return null;
  const shown = ticket();
  const question = {
    id: id(),
    challenge: asked.body,
    signature,
    bearer: true,
    ...(shown !== null && { ticket: shown }),
  };
  const answer = await requests.session(question);
  const { token, device, person } = (answer.ok ? answer.body : {}) as Partial<DeviceSessionAnswer>;
  // One's own device sees nothing without its person.
  if (typeof token !== 'string' || (device?.role === 'personal' && !person)) return null;
  return { token, ticket: shown };
}

function carrying(token: string, { origin }: GatewayReference, [path, init]: Parameters<Fetch>): Parameters<Fetch> {
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${token}`);
  const url = new URL(path, origin);
  // Pages of other gateways may send no header of ours.
  url.searchParams.set(PROTOCOL_HEADER, String(PROTOCOL));
  return [url.href, { ...init, headers, credentials: 'omit' }];
}
