/**
 * Hours with what people said by hand, where nothing else is known. A minute that the machine itself reported is never
 * changed: as soon as its rows arrive, what was typed for that time is of no account any more.
 */
import { intersect, subtract, totalMs, union, type Window } from '../calendar/windows.ts';
import { HOUR_MS, hourStart, MINUTE_MS } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';
import { addToMinutes } from './hour-tally.ts';
import { endOf, saidStates, standing, type CountEntry, type ManualEntry, type SaidState } from './manual-entries.ts';
import { spread } from './spread.ts';
import { unknownTime } from './unknown-time.ts';

/** Which of the 60 minutes rest on what people said; absent = none. */
export interface ByHand {
  byHand?: readonly boolean[];
}
type Filled<H> = H & { byHand: boolean[] };

export interface ManualParts<H> {
  /** Of one line, sorted by time. */
  hours: readonly H[];
  entries: readonly ManualEntry[];
  /** Nothing is filled in beyond, ms: a state may be said to last longer than now. */
  until: number;
  /** An hour of which there is no row, as `unknownHour` makes it. */
  unknownHour: (hourAt: number) => H;
}

/**
 * A state turns unknown time into running time (Execute) or into a stop with down time (Held, Idle). A count says how
 * many parts were made in its window in all: what the machine did not see of them is spread over the unknown minutes,
 * as whole parts, leaving out time in which the line was said to stand. Hours without any of that are handed on as they are.
 */
export function withManual<H extends LineHourBody>({
  hours,
  entries,
  until,
  unknownHour,
}: ManualParts<H>): (H & ByHand)[] {
  const spans = standing(entries)
    .map((entry) => ({ from: entry.from, to: Math.min(endOf(entry), until) }))
    .filter(({ from, to }) => from < to);
  if (spans.length === 0) return [...hours];
  const filled = new Map<number, Filled<H>>();
  const known = new Map(hours.map((hour) => [hour.hourAt, hour]));
  for (const span of union(spans))
    for (let hourAt = hourStart(span.from); hourAt < span.to; hourAt += HOUR_MS)
      filled.set(hourAt, coveredTo(span.to, filled.get(hourAt) ?? copyOf(known.get(hourAt) ?? unknownHour(hourAt))));
  const after = [...hours.filter(({ hourAt }) => !filled.has(hourAt)), ...filled.values()].sort(
    (a, b) => a.hourAt - b.hourAt,
  );
  const unknown = intersect(unknownTime(after), [{ from: -Infinity, to: until }]);
  const said = saidStates(entries).map((state) => ({ ...state, to: Math.min(state.to, until) }));
  const stood = said.filter(({ state }) => state !== 'Execute').sort((a, b) => a.from - b.from);
  // Counts first, and over what the machine left open: a state says nothing about how many.
  for (const entry of standing(entries)) if (entry.kind === 'count') addCount(entry, filled, unknown, stood);
  for (const state of said) addState(state, filled, unknown, until);
  return after;
}

function copyOf<H extends LineHourBody>(hour: H): Filled<H> {
  return {
    ...hour,
    produced: [...hour.produced],
    good: [...hour.good],
    rework: [...hour.rework],
    downMs: [...hour.downMs],
    unknownMs: [...hour.unknownMs],
    stops: [...hour.stops],
    byHand: new Array<boolean>(60).fill(false),
  };
}

/** Beyond what an hour covers nothing is known either. */
function coveredTo<H extends LineHourBody>(to: number, hour: Filled<H>): Filled<H> {
  addToMinutes(hour.unknownMs, hour.hourAt, hour.coveredTo, to);
  hour.coveredTo = Math.max(hour.coveredTo, Math.min(to, hour.hourAt + HOUR_MS));
  return hour;
}

type Filling = Map<number, Filled<LineHourBody>>;

function addState({ from, to, state }: SaidState, filled: Filling, unknown: readonly Window[], until: number): void {
  for (const part of intersect([{ from, to }], unknown)) {
    for (let hourAt = hourStart(part.from); hourAt < part.to; hourAt += HOUR_MS) {
      const hour = filled.get(hourAt)!;
      const ms = new Array<number>(60).fill(0);
      addToMinutes(ms, hourAt, part.from, part.to);
      ms.forEach((length, m) => {
        if (length === 0) return;
        hour.byHand[m] = true;
        hour.unknownMs[m] = Math.max(0, hour.unknownMs[m]! - length);
        if (state !== 'Execute') hour.downMs[m]! += length;
      });
      if (state === 'Execute') continue;
      if (part.from < hourAt) hour.openAtStart = part.from;
      else hour.stops = [...hour.stops, stopOf(part, until)].sort((a, b) => a[0] - b[0]);
    }
  }
}

/** What people say to last until now and longer has no end yet. */
function stopOf({ from, to }: Window, until: number): [number, number | null] {
  return [from, to < until ? to : null];
}

function addCount(entry: CountEntry, filled: Filling, unknown: readonly Window[], stood: readonly Window[]): void {
  const window = [{ from: entry.from, to: entry.to }];
  const open = intersect(window, unknown);
  const ran = subtract(open, stood);
  const minutes = minutesOf(totalMs(ran) > 0 ? ran : open);
  if (minutes.length === 0) return;
  const seen = seenByMachine(entry, filled);
  const missing = (quantity: number, of: number) => Math.max(0, quantity - of);
  const produced = spread(
    missing(entry.produced, seen.produced),
    minutes.map(({ ms }) => ms),
  );
  const parts = produced.reduce((sum, count) => sum + count, 0);
  const good = spread(Math.min(parts, missing(entry.good, seen.good)), produced);
  const left = produced.map((count, i) => count - good[i]!);
  const bad = parts - good.reduce((sum, count) => sum + count, 0);
  const rework = spread(Math.min(bad, missing(entry.rework, seen.rework)), left);
  minutes.forEach(({ at }, i) => {
    const hour = filled.get(hourStart(at))!;
    const m = (at - hour.hourAt) / MINUTE_MS;
    hour.byHand[m] = true;
    hour.produced[m]! += produced[i]!;
    hour.good[m]! += good[i]!;
    hour.rework[m]! += rework[i]!;
  });
}

/** What the machine reported in minutes that begin within the entry's window. */
function seenByMachine({ from, to }: CountEntry, filled: Filling): { produced: number; good: number; rework: number } {
  const seen = { produced: 0, good: 0, rework: 0 };
  for (let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS; at < to; at += MINUTE_MS) {
    const hour = filled.get(hourStart(at));
    if (!hour) continue;
    const m = (at - hour.hourAt) / MINUTE_MS;
    if (hour.byHand[m]) continue;
    seen.produced += hour.produced[m]!;
    seen.good += hour.good[m]!;
    seen.rework += hour.rework[m]!;
  }
  return seen;
}

function minutesOf(windows: readonly Window[]): { at: number; ms: number }[] {
  const minutes = new Map<number, number>();
  for (const { from, to } of windows) {
    for (let at = Math.floor(from / MINUTE_MS) * MINUTE_MS; at < to; at += MINUTE_MS) {
      const ms = Math.min(to, at + MINUTE_MS) - Math.max(from, at);
      minutes.set(at, (minutes.get(at) ?? 0) + ms);
    }
  }
  return [...minutes].map(([at, ms]) => ({ at, ms }));
}
