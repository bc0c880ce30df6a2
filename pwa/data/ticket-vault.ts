/** The tickets of people who typed their PIN at this station, each behind that PIN. */
import type { Ticket } from '../../shared/access/protocol.ts';
import type { DeviceKeys } from './device-key.ts';
import type { Safe } from './safe.ts';
import { lockTicket, openTicket, readTicket, type LockedTicket } from './ticket.ts';

/** After so many wrong PINs only the gateway lets the person in. */
const MOST_WRONG = 5;

interface Kept {
  locked: LockedTicket;
  notAfter: number;
  wrong: number;
}

/** `none`: there is no ticket that is good now, so nothing can be said about the PIN. */
export type VaultAnswer = { kind: 'opened'; text: string; ticket: Ticket } | { kind: 'wrong' } | { kind: 'none' };

export class TicketVault {
  readonly #safe: Safe;
  readonly #keys: DeviceKeys;
  readonly #iterations: number | undefined;
  /** One after the other, so that no two tries count as one. */
  #last: Promise<unknown> = Promise.resolve();

  /** `iterations` of PBKDF2, if other than usual. */
  constructor(safe: Safe, keys: DeviceKeys, iterations?: number) {
    this.#safe = safe;
    this.#keys = keys;
    this.#iterations = iterations;
  }

  /** Replaces the person's former one, and forgets wrong tries: the gateway has just let the person in. */
  async keep(text: string, pin: string): Promise<void> {
    const ticket = readTicket(text);
    if (!ticket) return;
    const locked = await lockTicket(text, pin, await this.#keys.forTickets(), this.#iterations);
    const kept: Kept = { locked, notAfter: ticket.notAfter, wrong: 0 };
    await this.#safe.put(nameOf(ticket.user), kept);
  }

  /** `now` = the gateway's time, ms. A try counts before it is made: switching the device off in between gives no free one. */
  open(user: string, pin: string, now: number): Promise<VaultAnswer> {
    const tried = this.#last.then(() => this.#try(user, pin, now));
    this.#last = tried.catch(() => undefined);
    return tried;
  }

  async #try(user: string, pin: string, now: number): Promise<VaultAnswer> {
    const name = nameOf(user);
    const kept = (await this.#safe.get(name)) as Kept | undefined;
    if (!kept) return { kind: 'none' };
    if (kept.notAfter <= now || kept.wrong >= MOST_WRONG) {
      await this.#safe.remove(name);
      return { kind: 'none' };
    }
    await this.#safe.put(name, { ...kept, wrong: kept.wrong + 1 });
    const text = await openTicket(kept.locked, pin, await this.#keys.forTickets());
    const ticket = text === null ? null : readTicket(text);
    if (text === null || !ticket) return { kind: 'wrong' };
    await this.#safe.put(name, kept);
    return ticket.notBefore <= now ? { kind: 'opened', text, ticket } : { kind: 'none' };
  }
}

function nameOf(user: string): string {
  return `ticket:${user}`;
}
