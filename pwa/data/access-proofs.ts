/** Who entered what, shown to a gateway that is not this device's home: by the tickets of those who signed on here. */
import type { AccessMemory, UsedTicket } from './access-memory.ts';
import type { AccessRequests } from './access-requests.ts';
import type { PersonFact } from './requests.ts';
import { readTicket } from './ticket.ts';

const MOST_PER_REQUEST = 100;
/** Between the sign-on and its answer. */
const SLACK_MS = 60_000;

type Tickets = Pick<AccessMemory, 'used' | 'proofs'>;

/** The ticket of whoever is signed on; null = nobody is, or home gave none. `now` = the gateway's time, ms. */
export function ticketOf({ person, used, proofs }: Tickets & Pick<AccessMemory, 'person'>, now: number): string | null {
  if (!person) return null;
  const open = [...proofs, ...used].filter(({ until }) => until === null).map(({ ticket }) => ticket);
  const good = open.filter((text) => {
    const ticket = readTicket(text);
    return ticket?.user === person.user && ticket.notAfter > now;
  });
  return good.at(-1) ?? null;
}

/** Whether it can be shown by whom the entry is: somebody had signed on then, with a ticket that was good. */
export function isProved({ used, proofs }: Tickets, { at, by }: Pick<PersonFact, 'at' | 'by'>): boolean {
  return [...proofs, ...used].some(({ ticket: text, from, until }) => {
    const ticket = readTicket(text);
    if (ticket?.user !== by.user || ticket.device !== by.origin) return false;
    return from - SLACK_MS <= at && at <= Math.min(until ?? Infinity, ticket.notAfter) + SLACK_MS;
  });
}

/**
 * False: the gateway has not looked at them. None is forgotten here, whatever it answers: what it does not take goes to
 * home, which wants to see them, too. `now` = the gateway's time, ms.
 */
export async function showTickets(
  { used, proofs }: Tickets,
  { requests, now }: { requests: Pick<AccessRequests, 'tickets'>; now: number },
): Promise<boolean> {
  const shown = [...proofs, ...used].map((each) => ({ ...each, until: lastOf(each, now) }));
  for (let i = 0; i < shown.length; i += MOST_PER_REQUEST) {
    const answer = await requests.tickets(shown.slice(i, i + MOST_PER_REQUEST));
    if (!answer.ok) return false;
  }
  return true;
}

function lastOf({ ticket, from, until }: UsedTicket, now: number): number {
  return Math.max(from, Math.min(until ?? now, readTicket(ticket)?.notAfter ?? now));
}
