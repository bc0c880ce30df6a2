/**
 * Working out of reach, and at the plant's other gateways: whoever signs on at a station or a device of their own gets a
 * ticket, signed here, that lets the same device let them in again until it expires, and shows at other gateways who is
 * there. What the person may is what is known where it is shown; the ticket only proves that they had signed on at that
 * device.
 */
import type { Person } from '../../shared/access/person.ts';
import type { UsedTickets } from '../../shared/access/protocol.ts';
import type { LateAudit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { IdentityKey } from './identity-key.ts';
import { personHistory, stretchesOf, type Stretch } from './person-history.ts';
import type { DevicePrincipal } from './principal.ts';
import { readTicket, signTicket, type SignedTicket } from './signed-ticket.ts';
import { SLACK_MS, type Sessions } from './session.ts';
import type { Versions } from './versions.ts';

export type Used = UsedTickets['tickets'][number];
const UNSIGNED = 'No gateway of this plant signed the ticket.';
export type TicketAnswer = { ok: true } | { ok: false; reason: string };

export interface TicketParts {
  identity: IdentityKey;
  gateway: string;
  store: Store;
  versions: Pick<Versions, 'get' | 'gateways'>;
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

  /** Good from now. `device` = id of the device where the person has just signed on; `atMost` = when it ends at the latest, ms. */
  issue(
    { user, name, roles, lines }: Pick<Person, 'user' | 'name' | 'roles' | 'lines'>,
    device: string,
    atMost = Infinity,
  ): string {
    const { gateway, identity, now, goodForMs } = this.#parts;
    const notBefore = now();
    const who = { gateway, user, name, roles, lines, device };
    return signTicket(identity, { ...who, notBefore, notAfter: Math.min(notBefore + goodForMs, atMost) });
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
      const ticket = readTicket(this.#parts, used.ticket);
      const reason = ticket ? await this.#useOne(ticket, used, device, address) : UNSIGNED;
      answers.push(reason === null ? { ok: true } : { ok: false, reason });
      if (reason !== null) refused.push({ user: ticket?.user ?? null, reason });
    }
    this.#refused(refused, device);
    return answers;
  }

  /**
   * Who is at the device now, by a ticket: null = nobody, and the trail says why, unless they were just disabled. Rejects
   * with STORE_UNREACHABLE.
   */
  async present(text: string, device: Pick<DevicePrincipal, 'id'>): Promise<{ user: string; until: number } | null> {
    const ticket = readTicket(this.#parts, text);
    const now = this.#parts.now();
    const why = ticket ? this.#whyNot(ticket, device, { from: now, until: now }) : UNSIGNED;
    if (!ticket || why !== null) {
      this.#refused([{ user: ticket?.user ?? null, reason: why ?? UNSIGNED }], device);
      return null;
    }
    const { user, notBefore: given, notAfter: until } = ticket;
    const stretches = await this.#stretches(user, { given, from: now, until: now });
    return stretches.length === 0 || now >= until ? null : { user, until };
  }

  /** Why it is worth nothing; null = it is used. */
  async #useOne(
    ticket: SignedTicket,
    { from, until }: Used,
    device: DevicePrincipal,
    address: string,
  ): Promise<string | null> {
    const why = this.#whyNot(ticket, device, { from, until });
    if (why !== null) return why;
    const { now } = this.#parts;
    const { user, notBefore, notAfter } = ticket;
    const start = Math.max(from, notBefore);
    const latest = Math.min(until, notAfter, now());
    const window = { given: notBefore, from: start, until: Math.max(start, latest) };
    const stretches = await this.#stretches(user, window);
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

  async #stretches(user: string, window: Parameters<typeof stretchesOf>[1]): Promise<Stretch[]> {
    const { store, versions } = this.#parts;
    return stretchesOf(await personHistory(store, versions.gateways, user), window);
  }

  #whyNot(
    ticket: SignedTicket,
    device: Pick<DevicePrincipal, 'id'>,
    { from, until }: Omit<Used, 'ticket'>,
  ): string | null {
    if (ticket.device !== device.id) return `The ticket is for "${ticket.device}".`;
    if (until < from) return 'The time ends before it begins.';
    if (Math.max(from, until) > this.#parts.now() + SLACK_MS) return 'The time is yet to come: see the device’s clock.';
    if (from < ticket.notBefore - SLACK_MS || until > ticket.notAfter + SLACK_MS)
      return `The ticket was good until ${new Date(ticket.notAfter).toISOString()}.`;
    return null;
  }

  /** One entry of the trail for all of a request, so that a device cannot fill it. */
  #refused(all: readonly { user: string | null; reason: string }[], device: Pick<DevicePrincipal, 'id'>): void {
    const [first] = all;
    if (!first) return;
    const { user, reason } = first;
    const happened = { subject: user ?? device.id, user, device: device.id, reason, new: { tickets: all.length } };
    this.#parts.audit.recordLater({ what: 'ticket-refused', ...happened });
  }
}
