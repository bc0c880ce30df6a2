/** Signing on and off: at the gateway, or out of reach by a ticket. */
import type { SignOnAnswer } from '../../shared/access/protocol.ts';
import type { AccessResult, PersonHere, SignOnTry } from './access.ts';
import type { AccessAsked } from './access-asked.ts';
import { withoutPerson, withPerson, withProof } from './access-memory.ts';
import type { AccessRefresh } from './access-refresh.ts';
import type { AccessReply, AccessRequests } from './access-requests.ts';
import type { AccessStore } from './access-store.ts';
import type { TicketVault } from './ticket-vault.ts';

export interface SignOnParts {
  store: AccessStore;
  requests: AccessRequests;
  refresh: AccessRefresh;
  asked: AccessAsked;
  vault: TicketVault;
  /** This device's id. */
  origin: () => string;
  /** The gateway's time, ms. */
  now: () => number;
  /** Somebody is at the device. */
  touched: () => void;
  /** Of what the home is the gateway in whose place another one answers; null = home answers, or nobody does. */
  awayFrom: () => string | null;
  fault: (error: unknown) => void;
}

export class SignOn {
  readonly #parts: SignOnParts;

  constructor(parts: SignOnParts) {
    this.#parts = parts;
  }

  async signOn(how: SignOnTry): Promise<AccessResult> {
    const { requests, store, origin } = this.#parts;
    // A gateway that was out of reach a moment ago may let a person wait for long.
    if (how.way === 'pin' && !store.state.reachable) {
      const result = await this.#byTicket(how);
      if (result.kind !== 'out-of-reach') return result;
    }
    const pin = 'pin' in how ? how.pin : undefined;
    const result = await this.arrive(() => requests.signOn({ ...how, origin: origin() }), { pin, wrong: MISTYPED });
    const last = result.kind === 'out-of-reach' && how.way === 'pin' ? await this.#byTicket(how) : result;
    const home = this.#parts.awayFrom();
    return last.kind === 'out-of-reach' && home !== null ? { kind: 'needs-home', home } : last;
  }

  /** Somebody comes in by what `ask` asks. `pin` was typed, and opens the ticket later; see `resultOf` for `wrong`. */
  async arrive(
    ask: () => Promise<AccessReply<SignOnAnswer>>,
    { pin, wrong }: { pin?: string | undefined; wrong?: readonly number[] } = {},
  ): Promise<AccessResult> {
    const { store, vault, refresh, now, fault } = this.#parts;
    // Told after this sign-on, it would end the wrong session.
    if (store.memory.leftAt !== null) await refresh.now();
    let answer = await ask();
    if (!answer.ok && answer.status === FORBIDDEN && store.memory.enrolled) {
      // The device's own session may be over: it is renewed, and then it can be said from where somebody signs on.
      await refresh.now();
      answer = await ask();
    }
    if (!answer.ok) return resultOf(answer, wrong);
    const { person, ticket } = answer.body;
    const { locked: _, ...here } = person;
    store.change((memory) => {
      const next = { ...withPerson(memory, { ...here, byTicket: false }, now()), leftAt: null };
      return ticket ? withProof(next, ticket, now()) : next;
    });
    this.#arrived();
    if (ticket && pin !== undefined) void vault.keep(ticket, pin).catch(fault);
    void refresh.now();
    return { kind: 'ok' };
  }

  /** `at` = when the person left, gateway's clock, ms. */
  signOff(at: number): void {
    this.#parts.store.change((memory) => withoutPerson(memory, at));
    void this.#parts.refresh.now();
  }

  async #byTicket({ user, pin }: { user: string; pin: string }): Promise<AccessResult> {
    const { store, vault, origin, now } = this.#parts;
    if (store.state.device?.role !== 'station') return { kind: 'out-of-reach' };
    const at = now();
    const answer = await vault.open(user, pin, at);
    if (answer.kind === 'wrong') return { kind: 'wrong' };
    if (answer.kind === 'none' || answer.ticket.device !== origin()) return { kind: 'out-of-reach' };
    const { name, roles, lines, notAfter } = answer.ticket;
    const person: PersonHere = { user, name, roles, lines, until: notAfter, hasPin: true, byTicket: true };
    store.change((memory) => {
      const next = withPerson(withoutPerson(memory, at), person, at);
      return { ...next, used: [...next.used, { ticket: answer.text, from: at, until: null }] };
    });
    this.#arrived();
    return { kind: 'ok' };
  }

  #arrived(): void {
    const { touched, asked, store } = this.#parts;
    touched();
    asked.arrived(store.state);
  }
}

const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;
/** A name that cannot be one is as wrong as a name that nobody has. */
const MISTYPED = [400, UNAUTHENTICATED];
const THROTTLED = 429;

/** `wrong` = what the gateway answers to somebody who is not let in by what was typed. */
export function resultOf(
  answer: AccessReply<unknown> & { ok: false },
  wrong: readonly number[] = [UNAUTHENTICATED],
): AccessResult {
  const { status, retryAfterMs, detail } = answer;
  if (status === null) return { kind: 'out-of-reach' };
  if (wrong.includes(status)) return { kind: 'wrong' };
  if (status === THROTTLED) return { kind: 'throttled', seconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) };
  return { kind: 'refused', why: detail };
}
