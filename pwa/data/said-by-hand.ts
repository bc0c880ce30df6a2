/** What was said by hand, from rows and from this device's own entries. Pure. */
import type { HourRow, ManualRowEntry } from '../../shared/sync/rows.ts';
import type { EnteredCount, EnteredState, LineData } from './line-data.ts';
import type { LineEntry } from './plan-entries.ts';

type Said = LineData['manual'][number];

/** Each id once; an entry is in the row of every hour that it touches. */
export function saidByHand(hours: readonly HourRow[], own: readonly LineEntry[]): Said[] {
  const inRows = hours.flatMap((hour) => hour.manual ?? []).map((entry): Said => ({ ...entry, unsent: false }));
  const fromRows = [...new Map(inRows.map((entry) => [entry.id, entry])).values()];
  const fromHere = notInRows(own, hours, fromRows).flatMap(({ fact, acceptedAt }): Said[] =>
    fact.type === 'reason'
      ? []
      : [{ ...entryOf(fact), unsent: acceptedAt === null, ...pendingOf({ fact, acceptedAt }) }],
  );
  return [...fromRows, ...fromHere].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** A fact that was entered here, as rows have it. */
export function entryOf(fact: EnteredCount | EnteredState): ManualRowEntry {
  const { _id: id, at, from, supersedes, by, withdrawn } = fact;
  const said = { id, at, from, supersedes, origin: by.origin, ...(withdrawn ? { withdrawn } : {}) };
  if (fact.type === 'manual-state')
    return { kind: 'state', ...said, until: fact.until, state: fact.state, reason: fact.reason };
  const { to, produced, good, rework, comment } = fact;
  return { kind: 'count', ...said, to, produced, good, rework, ...(comment === undefined ? {} : { comment }) };
}

/** Who says that a line stands may say why with it: that is the stop's reason until somebody gives another one. */
export function reasonByHand(entry: Said): LineData['given'] {
  if (entry.kind !== 'state' || entry.reason === null || entry.withdrawn) return [];
  const { id, at, from, until, reason, supersedes, origin, unsent, pending = false } = entry;
  return [{ id, at, from, to: until, code: reason, supersedes, origin, unsent, ...(pending && { pending }) }];
}

/** Until the gateway took it, it has not been checked. */
export function pendingOf({ fact, acceptedAt }: Pick<LineEntry, 'fact' | 'acceptedAt'>): { pending?: true } {
  return acceptedAt === null && fact.pending === true ? { pending: true } : {};
}

/** Own entries that no row shows yet. */
export function notInRows<E extends { id: string }>(
  own: readonly E[],
  hours: readonly HourRow[],
  rows: readonly { id: string }[],
): E[] {
  const shown = new Set([...rows.map(({ id }) => id), ...hours.flatMap((hour) => hour.facts)]);
  return own.filter((entry) => !shown.has(entry.id));
}
