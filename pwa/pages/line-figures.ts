/** What a line's page and its card say in numbers: the shared functions over what is on this device. */
import { productionDay } from '../../shared/calendar/working-time.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/documents/document.ts';
import { iso22400 } from '../../shared/kpi/iso22400.ts';
import type { OeeReport } from '../../shared/kpi/report.ts';
import { standardQuantity } from '../../shared/kpi/standard-quantity.ts';
import { saidStates } from '../../shared/production/manual-entries.ts';
import { stopsOf, type Stop } from '../../shared/production/stops.ts';
import type { HourRow, LineRow, LineState } from '../../shared/sync/rows.ts';
import type { ShownState } from '../components/ls-now-state.ts';
import type { StopRow } from '../components/ls-stop-list.ts';
import type { LineData } from '../data/line-data.ts';
import { stateAt } from './line-by-hand.ts';
import { restKind } from './rest-kind.ts';
import { stopRows } from './stop-rows.ts';

/** Behind by more than this, `now` says nothing about how far the counts go (bytes). */
const BEHIND_BYTES = 65_536;

export interface LineFigures {
  /** The production day that the figures are of. */
  day: Window;
  /** Last moment that the figures rest on; null = no data. */
  until: number | null;
  report: OeeReport | null;
  /** What the standard rate would have made by `until`; null = no data. */
  standardSoFar: number | null;
  /** Produced against standard, as a ratio of the standard: 0.019 = 1.9 % ahead. */
  againstStandard: number | null;
  /** Mean over the known minutes of the last 60, parts per minute; null = none is known. */
  hourPerMinute: number | null;
  state: ShownState;
  /** Since when the state lasts, ms; null = not known. */
  stateSince: number | null;
  /** The state is what a person says, for the machine says nothing. */
  stateByHand: boolean;
  /** Part of the production day's figures is what people entered by hand. */
  byHand: boolean;
  /** All stops on this device. */
  stops: Stop[];
  /** Stops of the production day above the line's limit, newest first. */
  longStops: StopRow[];
  withoutReason: number;
  /** The stop that lasts now and is neither planned nor short. */
  standing: StopRow | null;
}

/** `now` only decides the day while there is no data. */
export function lineFigures(data: LineData, now: number): LineFigures {
  const { plant, line, now: row, hours } = data;
  const zone = plant.timezone;
  const until = lastKnown(hours, row);
  const at = until ?? now;
  const day = productionDay(at, zone, plant.productionDayStart);
  const rest = () => restKind(line, zone, { from: at, to: at + 1 });
  const said = row?.state === 'Undefined' ? stateAt(saidStates(data.manual), Math.max(until ?? 0, now)) : null;
  const state = shownState(said?.state ?? row?.state, rest);
  const stops = withStanding(stopsOf(line.id, hours), state, row);
  const longStops = stopRows(stops, data, day, at);
  const today = hours.filter((hour) => hour.hourAt + HOUR_MS > day.from);
  const reachesIn = hours.findLast((hour) => hour.hourAt + HOUR_MS <= day.from && hour.stops.length > 0);
  const soFar = until === null ? null : { from: day.from, to: until };
  const report = soFar && iso22400(reachesIn ? [reachesIn, ...today] : today, soFar, line, zone);
  const standardSoFar = soFar && standardQuantity(line, zone, soFar);
  return {
    day,
    until,
    report,
    standardSoFar,
    againstStandard: report && standardSoFar ? report.producedQuantity / standardSoFar - 1 : null,
    hourPerMinute: until === null ? null : lastHour(hours, until),
    state,
    stateSince: said?.from ?? row?.since ?? null,
    stateByHand: said !== null,
    byHand: today.some((hour) => hour.byHand?.includes(true)),
    stops,
    longStops,
    withoutReason: longStops.filter((stop) => !stop.planned && !stop.reason).length,
    standing: state === 'stopped' ? (longStops.find((stop) => stop.to === null && !stop.planned) ?? null) : null,
  };
}

/** Remembers the last result: a page renders more often than its data change. */
export function rememberedFigures(): (data: LineData, now: number) => LineFigures {
  let last: { data: LineData; figures: LineFigures } | null = null;
  return (data, now) => {
    if (last?.data !== data) last = { data, figures: lineFigures(data, now) };
    return last.figures;
  };
}

/** Live frames carry counts beyond the stored hour; the line's row, sent with them, tells how far. */
function lastKnown(hours: readonly HourRow[], row: LineRow | null): number | null {
  const covered = hours.at(-1)?.coveredTo ?? null;
  if (covered === null || !row || row.behindBytes > BEHIND_BYTES) return covered;
  return Math.max(covered, row.at);
}

function shownState(state: LineState | undefined, rest: () => ShownState): ShownState {
  switch (state) {
    case 'Execute':
      return 'running';
    case 'Suspended':
      return 'shortStop';
    case 'Held':
    case 'Stopped':
    case 'Aborted':
      return 'stopped';
    case 'Idle':
      return rest();
    case 'Undefined':
    case undefined:
      return 'stateUnknown';
  }
}

/** The line's row may tell of a stop before the hour does. */
function withStanding(stops: Stop[], state: ShownState, row: LineRow | null): Stop[] {
  const since = row?.since ?? null;
  // What a person says is among the stops already.
  if (state !== 'stopped' || !row || row.state === 'Undefined' || since === null || stops.at(-1)?.to === null)
    return stops;
  return [...stops, { id: `${row.line}:${since}`, from: since, to: null }];
}

function lastHour(hours: readonly HourRow[], until: number): number | null {
  const end = Math.floor(until / MINUTE_MS) * MINUTE_MS;
  const from = Math.max(end - HOUR_MS, firstKnown(hours));
  let sum = 0;
  let minutes = 0;
  for (const hour of hours.slice(-2)) {
    hour.produced.forEach((made, m) => {
      const at = hour.hourAt + m * MINUTE_MS;
      if (at < from || at >= end || hour.unknownMs[m]! > 0) return;
      sum += made;
      minutes++;
    });
  }
  return minutes === 0 ? null : sum / minutes;
}

/** Before its first cycle nothing is known of a line, unless it was standing when its first hour began. */
function firstKnown(hours: readonly HourRow[]): number {
  const first = hours.find(({ openAtStart, firstCycleAt }) => openAtStart !== null || firstCycleAt !== null);
  if (!first) return Infinity;
  return first.openAtStart === null ? first.firstCycleAt! : first.hourAt;
}
