/**
 * Working out of reach: whoever signs on at a station gets a ticket, signed here, that lets the same device let them in
 * again until it expires. The gateway learns of it afterwards. What the person may is what is known here about that time;
 * the ticket only proves that they had signed on at that device.
 */
import type { Person } from '../../shared/access/person.ts';
import type { Ticket, UsedTickets } from '../../shared/access/protocol.ts';
import type { LateAudit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { IdentityKey } from './identity-key.ts';
import { personHistory, stretchesOf, type Stretch } from './person-history.ts';
import type { DevicePrincipal } from './principal.ts';
import { SLACK_MS, type Sessions } from './session.ts';

export type Used = UsedTickets['tickets'][number];
export type TicketAnswer = { ok: true } | { ok: false; reason: string };

export interface TicketParts {
  identity: IdentityKey;
  gateway: string;
  store: Store;
  sessions: Pick<Sessions, 'start' | 'covering'>;
  audit: LateAudit;
  /** How long a ticket is good, ms. */
  goodForMs: number;
  now: () => number;
}

export class Tickets {
  readonly #parts: TicketParts;

  constructor(parts: TicketParts) {
    this.#parts = parts;
  }

  /** Good from now. `device` = id of the station where the person has just signed on. */
  issue({ user, name, roles, lines }: Pick<Person, 'user' | 'name' | 'roles' | 'lines'>, device: string): string {
    const { gateway, identity, now, goodForMs } = this.#parts;
    const notBefore = now();
    const ticket: Ticket = { gateway, user, name, roles, lines, device, notBefore, notAfter: notBefore + goodForMs };
    const said = Buffer.from(JSON.stringify(ticket)).toString('base64url');
    return `${said}.${identity.sign(`ticket.${said}`)}`;
  }

  /**
   * `from..until` = when the device let the person work with it. Makes the sessions that their entries need, once. Answers
   * in order; rejects with STORE_UNREACHABLE, and asking again is harmless.
   */
  async use(all: readonly Used[], device: DevicePrincipal, address: string): Promise<TicketAnswer[]> {
    const answers: TicketAnswer[] = [];
    const refused: { user: string | null; reason: string }[] = [];
    // One after the other: the same ticket may be there twice.
    for (const used of all) {
      const ticket = this.#read(used.ticket);
      const reason = ticket
        ? await this.#useOne(ticket, used, device, address)
        : 'This gateway did not sign the ticket.';
      answers.push(reason === null ? { ok: true } : { ok: false, reason });
      if (reason !== null) refused.push({ user: ticket?.user ?? null, reason });
    }
    this.#refused(refused, device);
    return answers;
  }

  /** Why it is worth nothing; null = it is used. */
  async #useOne(
    ticket: Ticket,
    { from, until }: Used,
    device: DevicePrincipal,
    address: string,
  ): Promise<string | null> {
    const why = this.#whyNot(ticket, device, { from, until });
    if (why !== null) return why;
    const { store, gateway, now } = this.#parts;
    const { user, notBefore, notAfter } = ticket;
    const start = Math.max(from, notBefore);
    const latest = Math.min(until, notAfter, now());
    const window = { given: notBefore, from: start, until: Math.max(start, latest) };
    const stretches = stretchesOf(await personHistory(store, gateway, user), window);
    if (stretches.length === 0) return `"${user}" was no user of this plant any more.`;
    for (const stretch of stretches) await this.#begin(stretch, { user, origin: device.id, address, clientAt: from });
    return null;
  }

  /** Who was given another role meanwhile had it from then on, also where nobody knew. */
  async #begin(
    { from, until, body: { name, roles, lines } }: Stretch,
    { user, origin, address, clientAt }: { user: string; origin: string; address: string; clientAt: number },
  ): Promise<void> {
    const { sessions, audit } = this.#parts;
    const isKnown = sessions
      .covering(user, origin, from)
      .some((session) => session.kind === 'ticket' && session.from <= from && session.until >= until);
    if (isKnown) return;
    const window = { from, until };
    await audit.record({ what: 'ticket-used', subject: user, user, device: origin, roles, clientAt, new: window });
    const who = { user, name, roles, lines, origin, address };
    await sessions.start({ kind: 'ticket', way: 'ticket', by: 'ticket', ...who, ...window });
  }

  /** What this gateway once signed; null = it did not. */
  #read(text: string): Ticket | null {
    const [said = '', signature = '', ...rest] = text.split('.');
    if (rest.length > 0 || !this.#parts.identity.verify(`ticket.${said}`, signature)) return null;
    return JSON.parse(Buffer.from(said, 'base64url').toString()) as Ticket;
  }

  #whyNot(ticket: Ticket, device: DevicePrincipal, { from, until }: Omit<Used, 'ticket'>): string | null {
    if (ticket.device !== device.id) return `The ticket is for "${ticket.device}".`;
    if (until < from) return 'The time ends before it begins.';
    if (Math.max(from, until) > this.#parts.now() + SLACK_MS) return 'The time is yet to come: see the device’s clock.';
    if (from < ticket.notBefore - SLACK_MS || until > ticket.notAfter + SLACK_MS)
      return `The ticket was good until ${new Date(ticket.notAfter).toISOString()}.`;
    return null;
  }

  /** One entry of the trail for all of a request, so that a device cannot fill it. */
  #refused(all: readonly { user: string | null; reason: string }[], device: DevicePrincipal): void {
    const [first] = all;
    if (!first) return;
    const { user, reason } = first;
    const happened = { subject: user ?? device.id, user, device: device.id, reason, new: { tickets: all.length } };
    this.#parts.audit.recordLater({ what: 'ticket-refused', ...happened });
  }
}
