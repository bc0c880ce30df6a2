/** Tickets with which people worked out of reach: the gateway checks them before it is given what they entered. */
import type { UsedTicket } from './access-memory.ts';
import type { AccessRequests } from './access-requests.ts';
import type { AccessStore } from './access-store.ts';

export interface UsedParts {
  store: AccessStore;
  requests: AccessRequests;
  /** The gateway's time, ms. */
  now: () => number;
}

const MOST_PER_REQUEST = 100;
/** It did not look at them: the device's own session may be over, for one. */
const ASK_AGAIN = [401, 403, 408, 429];

/**
 * False: the gateway has not looked at them yet, entries must wait. A ticket that it refuses is not sent again either: its
 * entries come back one by one, each with its reason. A ticket in use is sent each time, as far as now.
 */
export async function sendTickets({ store, requests, now }: UsedParts): Promise<boolean> {
  if (store.memory.used.length > 0 && !store.state.device) {
    // Not a device any more: there is nobody who could bring them.
    store.change((memory) => ({ ...memory, used: [] }));
  }
  for (let sent: UsedTicket[] = []; ;) {
    const next = store.memory.used.filter((used) => !sent.some((other) => same(other, used)));
    const batch = next.slice(0, MOST_PER_REQUEST);
    if (batch.length === 0) return true;
    const until = now();
    const answer = await requests.tickets(
      batch.map((used) => ({ ...used, until: Math.max(used.from, used.until ?? until) })),
    );
    if (!answer.ok && (answer.status === null || ASK_AGAIN.includes(answer.status))) return false;
    sent = [...sent, ...batch];
    const over = batch.filter((used) => used.until !== null);
    if (over.length === 0) continue;
    store.change((memory) => ({
      ...memory,
      used: memory.used.filter((used) => !over.some((other) => same(other, used) && other.until === used.until)),
    }));
  }
}

function same(a: UsedTicket, b: UsedTicket): boolean {
  return a.ticket === b.ticket && a.from === b.from;
}
