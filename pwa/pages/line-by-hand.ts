/** What can be said by hand about a line now, and about time of which nothing is known. Pure; times in ms. */
import type { Window } from '../../shared/calendar/windows.ts';
import { MINUTE_MS } from '../../shared/documents/document.ts';
import { MANUAL_STATE_MS } from '../../shared/documents/manual-state.ts';
import { endOf, saidStates, standing, type SaidState } from '../../shared/production/manual-entries.ts';
import { unknownTime } from '../../shared/production/unknown-time.ts';
import type { LineData, ManualInput } from '../data/line-data.ts';

/** So far back somebody who stands there knows what the line did; what is older is entered as such. */
const REMEMBERED_MS = 30 * MINUTE_MS;
/** Shorter stretches are not worth a word. */
const SHORTEST_MS = MINUTE_MS;

export interface ByHandNow {
  source: string;
  /** Since when the source is out of reach. */
  lostSince: number;
  /** What was said and holds now. */
  said: SaidState | null;
  /** What was said last has expired. */
  expired: SaidState | null;
  /** From when on the next thing said holds. */
  stateFrom: number;
  /** Since when nobody has counted. */
  countFrom: number;
}

/** Null while the line can be heard. `now` is the gateway's time. */
export function byHandNow({ now: row, manual }: LineData, now: number): ByHandNow | null {
  const lost = row?.state === 'Undefined' ? (row.sourceLost ?? null) : null;
  if (!lost) return null;
  const states = saidStates(manual).filter(({ to }) => to > lost.since);
  const said = stateAt(states, now);
  const last = states.findLast(({ to }) => to <= now) ?? null;
  const unsaidSince = Math.max(lost.since, last?.to ?? lost.since);
  const counts = standing(manual).filter(({ kind, from }) => kind === 'count' && from >= lost.since);
  return {
    source: lost.source,
    lostSince: lost.since,
    said,
    expired: said ? null : last,
    stateFrom: said || now - unsaidSince > REMEMBERED_MS ? now : unsaidSince,
    countFrom: Math.max(lost.since, ...counts.map(endOf)),
  };
}

export function stateAt(states: readonly SaidState[], at: number): SaidState | null {
  return states.findLast(({ from, to }) => from <= at && at < to) ?? null;
}

/** Stretches of the hours on this device of which nothing is known, newest first. */
export function unknownStretches({ hours }: LineData): Window[] {
  return unknownTime(hours)
    .filter(({ from, to }) => to - from >= SHORTEST_MS)
    .reverse();
}

type StateInput = Extract<ManualInput, { type: 'manual-state' }>;

/** A state from now on holds for half an hour; one of the past for its whole stretch. A planned reason is no fault. */
export function stateInput(
  { line, reasons }: LineData,
  said: { runs: boolean; reason: string | null },
  of: { from: number; to: number | null; now: number },
): StateInput {
  const reason = reasons.find(({ code }) => code === said.reason);
  return {
    type: 'manual-state',
    line: line.id,
    from: of.from,
    until: of.to ?? of.now + MANUAL_STATE_MS,
    state: said.runs ? 'Execute' : reason?.planned ? 'Idle' : 'Held',
    reason: said.reason,
    ...(reason && { name: reason.name }),
    supersedes: null,
  };
}

/** Takes back the entry `id`. */
export function undoing(input: ManualInput, id: string): ManualInput {
  return { ...input, supersedes: id, withdrawn: true };
}
