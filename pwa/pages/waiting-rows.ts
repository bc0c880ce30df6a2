/** What waits on this device, entry by entry, and why. Pure. */
import type { WaitingRow } from '../components/sync/ls-sync-waiting.ts';
import type { Entry } from '../data/collections.ts';
import type { Connection } from '../data/line-data.ts';
import type { SyncState } from '../data/sync.ts';
import { clockOfDay } from '../locales/format.ts';
import { syncText as s } from '../locales/sync.ts';
import { enteredBy, lineOf, typedIn, whatEntered, type Around } from './entry-words.ts';

export interface WhyWaiting {
  state: Connection['state'];
  fit: SyncState['fit'];
  /** Somebody, or the device itself, may send. */
  maySend: boolean;
}

export function waitingRows(waiting: readonly Entry[], around: Around, why: WhyWaiting): WaitingRow[] {
  return waiting.map((entry) => {
    const { id, fact } = entry;
    return {
      id,
      what: whatEntered(fact, around),
      line: lineOf(fact, around),
      by: enteredBy(fact, around),
      typed: typedIn(fact),
      why: whyWaits(entry, around, why),
      pending: fact.pending === true,
      until: fact.expiresAt === undefined ? null : clockOfDay(fact.expiresAt, around.zone, around.now),
    };
  });
}

/** What keeps all of them comes before what the gateway said of this one. */
function whyWaits({ fact, waits }: Entry, { people }: Around, { state, fit, maySend }: WhyWaiting): string {
  if (fit !== 'fine') return s('becauseFit');
  if (state === 'unreachable') return s('becauseUnreachable');
  if (!maySend) return s('becauseNobody');
  const user = fact.by.user ?? '';
  switch (waits?.code) {
    case undefined:
      return s('becauseSending');
    case 'author':
      return s('becauseAuthor', people.get(user) ?? user);
    case 'line':
      return s('becauseLine');
    case 'store':
      return s('becauseStore');
    case 'clock':
      return s('becauseClock');
    case null:
      return s('becauseSaid', waits?.reason ?? '');
  }
}
