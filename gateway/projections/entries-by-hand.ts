/** What people said about a line by hand: from facts to entries as rows and reports need them. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { LONGEST_MANUAL_MS, type ManualCount } from '../../shared/documents/manual-count.ts';
import type { ManualState } from '../../shared/documents/manual-state.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { ManualRowEntry } from '../../shared/sync/rows.ts';
import { lineDatabases } from '../store/line-databases.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

export type ManualFact = ManualCount | ManualState;

export function isManual(fact: StoredDocument): fact is StoredDocument & ManualFact {
  return fact.type === 'manual-count' || fact.type === 'manual-state';
}

/** Starts of the hours that it speaks of; a gateway accepts no more than a day of them. */
export function touchedHours(fact: ManualFact): number[] {
  const to = Math.min(endOf(fact), fact.from + LONGEST_MANUAL_MS);
  const hours: number[] = [];
  for (let hourAt = hourStart(fact.from); hourAt < to; hourAt += HOUR_MS) hours.push(hourAt);
  return hours;
}

export function entryOf(fact: ManualFact): ManualRowEntry {
  const { _id: id, at, from, supersedes, by } = fact;
  const said = { id, at, from, supersedes, origin: by.origin, ...(fact.withdrawn && { withdrawn: true as const }) };
  if (fact.type === 'manual-state') {
    const { until, state, reason } = fact;
    return { kind: 'state', ...said, until, state, reason };
  }
  const { to, produced, good, rework, comment } = fact;
  return { kind: 'count', ...said, to, produced, good, rework, ...(comment !== undefined && { comment }) };
}

/** Everything that was said about time in `window`, whenever it was said; those that replace or take back others included. */
export async function entriesByHand(store: Store, line: string, window: Window): Promise<ManualRowEntry[]> {
  const entries = new Map<string, ManualRowEntry>();
  // Said at most a minute ahead of the time that it speaks of, but as late as anybody likes.
  const said = { from: window.from - LONGEST_MANUAL_MS, to: Infinity };
  for (const database of await lineDatabases(store, 'facts', line, said)) {
    for (const fact of await store.range(database, prefixRange('manual-')))
      if (isManual(fact) && fact.from < window.to && endOf(fact) > window.from) entries.set(fact._id, entryOf(fact));
  }
  return [...entries.values()];
}

function endOf(fact: ManualFact): number {
  return fact.type === 'manual-count' ? fact.to : fact.until;
}
