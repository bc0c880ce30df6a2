/** What people said about a line by hand: which entries count, and what state they say when. */
import type { Window } from '../calendar/windows.ts';
import type { ManualCount } from '../documents/manual-count.ts';
import type { ManualState, ManualStateName } from '../documents/manual-state.ts';

interface Entered {
  id: string;
  at: number;
  supersedes: string | null;
  withdrawn?: true;
}
export type CountEntry = Entered &
  Pick<ManualCount, 'from' | 'to' | 'produced' | 'good' | 'rework' | 'comment'> & { kind: 'count' };
export type StateEntry = Entered & Pick<ManualState, 'from' | 'until' | 'state' | 'reason'> & { kind: 'state' };
export type ManualEntry = CountEntry | StateEntry;

/** The end of what it speaks of, ms. */
export function endOf(entry: ManualEntry): number {
  return entry.kind === 'count' ? entry.to : entry.until;
}

/** Without those that were replaced or taken back; in order of entering. */
export function standing<E extends ManualEntry>(entries: readonly E[]): E[] {
  const superseded = new Set(entries.map(({ supersedes }) => supersedes));
  return entries
    .filter(({ id, withdrawn }) => !withdrawn && !superseded.has(id))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export interface SaidState extends Window {
  entry: StateEntry;
  state: ManualStateName;
}

/** Which state was said for which time, sorted; where entries overlap the later one counts. */
export function saidStates(entries: readonly ManualEntry[]): SaidState[] {
  let said: SaidState[] = [];
  for (const entry of standing(entries)) {
    if (entry.kind !== 'state' || entry.until <= entry.from) continue;
    const { from, until: to, state } = entry;
    const left = said.flatMap((other) => [
      { ...other, to: Math.min(other.to, from) },
      { ...other, from: Math.max(other.from, to) },
    ]);
    said = [...left.filter((part) => part.from < part.to), { from, to, state, entry }];
  }
  return joined(said.sort((a, b) => a.from - b.from));
}

/** What was said again when it expired is one state that goes on. */
function joined(said: readonly SaidState[]): SaidState[] {
  const all: SaidState[] = [];
  for (const part of said) {
    const last = all.at(-1);
    if (last && last.to === part.from && last.state === part.state && last.entry.reason === part.entry.reason)
      all[all.length - 1] = { ...last, to: part.to };
    else all.push(part);
  }
  return all;
}
