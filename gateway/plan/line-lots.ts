/**
 * What a line made of each lot, from its hours. Cycles without a lot (`0`, as machines print before anybody entered one) are
 * counted with the lot around them: the one before, or the next when there was none yet.
 */
import { productionDay } from '../../shared/calendar/working-time.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { Run } from '../../shared/documents/line-hour.ts';
import type { LotDay } from '../../shared/orders/lot-row.ts';
import type { LotHour } from './lot-hours.ts';

export interface LineLot {
  lot: string;
  /** Of the latest run that has a lot of its own. */
  item: string;
  produced: number;
  good: number;
  rework: number;
  empty: number;
  fromMs: number;
  toMs: number;
  days: LotDay[];
  /** Hours in which it ran, in order. */
  hours: LotHour[];
  /** Also those without a lot that are counted with it; in order. */
  runs: { hour: LotHour; run: Run }[];
  /** When the line ran it and nothing else, stops included; in order. */
  stretches: (Window & { good: number })[];
}

export function isLot(lot: string): boolean {
  return !/^0*$/.test(lot);
}

/** By lot, in order of first run. `hours` = of one line, in order. A run that crosses the start of a day is of the day before. */
export function lotsOfLine(
  hours: readonly LotHour[],
  { zone, dayStart }: { zone: string; dayStart: string },
): Map<string, LineLot> {
  const lots = new Map<string, LineLot>();
  const dayOf = daysRemembered(zone, dayStart);
  let latest: LineLot | null = null;
  for (const { lot: name, hour, run } of withLots(hours)) {
    const lot: LineLot = lots.get(name) ?? emptyLot(name, run);
    lots.set(name, lot);
    count(lot, { hour, run, day: dayOf(run.fromMs) });
    const { fromMs: from, toMs: to, good } = run;
    const stretch = latest === lot ? lot.stretches.at(-1) : undefined;
    if (!stretch) lot.stretches.push({ from, to, good });
    else Object.assign(stretch, { to: Math.max(stretch.to, to), good: stretch.good + good });
    latest = lot;
  }
  return lots;
}

/** The lot that a line ran last; null = it never had one. */
export function currentLot(hours: readonly LotHour[]): string | null {
  for (const { runs } of hours.toReversed()) {
    const run = runs.findLast(({ lot }) => isLot(lot));
    if (run) return run.lot;
  }
  return null;
}

/** Runs in order, each with the lot that it is counted with; those of a line that never had a lot are nobody's. */
function* withLots(hours: readonly LotHour[]): Generator<{ lot: string; hour: LotHour; run: Run }> {
  let before: string | null = null;
  let early: { hour: LotHour; run: Run }[] = [];
  for (const hour of hours)
    for (const run of hour.runs) {
      if (isLot(run.lot)) {
        before = run.lot;
        for (const each of early) yield { lot: before, ...each };
        early = [];
      }
      if (before === null) early.push({ hour, run });
      else yield { lot: before, hour, run };
    }
}

function emptyLot(lot: string, { item, fromMs, toMs }: Run): LineLot {
  const counts = { produced: 0, good: 0, rework: 0, empty: 0 };
  return { lot, item, ...counts, fromMs, toMs, days: [], hours: [], runs: [], stretches: [] };
}

function count(lot: LineLot, { hour, run, day }: { hour: LotHour; run: Run; day: number }): void {
  const { produced, good, rework, empty } = run;
  lot.produced += produced;
  lot.good += good;
  lot.rework += rework;
  lot.empty += empty;
  lot.fromMs = Math.min(lot.fromMs, run.fromMs);
  if (isLot(run.lot)) lot.item = run.item;
  // A machine that runs empty between two lots does not go on with the first of them, which may have been completed.
  if (isLot(run.lot) || produced > 0) lot.toMs = Math.max(lot.toMs, run.toMs);
  if (lot.hours.at(-1) !== hour) lot.hours.push(hour);
  lot.runs.push({ hour, run });
  let today = lot.days.find((each) => each.day === day);
  if (!today) lot.days.push((today = { day, produced: 0, good: 0, rework: 0 }));
  today.produced += produced;
  today.good += good;
  today.rework += rework;
}

/** Runs come in order: most lie in the day of the one before. */
function daysRemembered(zone: string, dayStart: string): (at: number) => number {
  let day = { from: 0, to: 0 };
  return (at) => {
    if (at < day.from || at >= day.to) day = productionDay(at, zone, dayStart);
    return day.from;
  };
}
