/** What the .xlsx report of a line says: the figures of `npx lineside report` by all definitions, its stops, its hours. */
import { setImmediate } from 'node:timers/promises';
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { plannedTime, productionDay, type PlannedLine } from '../../shared/calendar/working-time.ts';
import { intersect, totalMs, type Window } from '../../shared/calendar/windows.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { lineHourKey, type LineHourBody } from '../../shared/documents/line-hour.ts';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import { iso22400 } from '../../shared/kpi/iso22400.ts';
import { standardQuantity } from '../../shared/kpi/standard-quantity.ts';
import { attachReasons } from '../../shared/production/reasons.ts';
import { stopClass, stopMs, stopsOf } from '../../shared/production/stops.ts';
import type { LineReport, ReportedHour, ReportedStop } from '../api/report-workbook.ts';
import type { ReportAsked } from '../api/routes/reports.ts';
import { lineVersion } from '../projections/configuration.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import { figuresOfFiles, figuresOfHours, filesOf, hoursOf, reaching, readWindow, type ReportedLine } from './report.ts';
import type { Store } from '../store/store.ts';

/** Months have up to 31 days, one of them 25 hours. */
const LONGEST_MS = (31 * 24 + 1) * HOUR_MS;
/** The definitions that need every row hold live values up meanwhile: 6 s for a month of rows, half a second for a week. */
const LONGEST_BY_ROWS_MS = (7 * 24 + 1) * HOUR_MS;

const NO_ROWS = 'workday and whole-file are computed by the gateway that reads the line';
const TOO_LONG = 'workday and whole-file are computed for up to 7 days at a time';

export interface LineReportParts {
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  line: (id: string) => ReportedLine | null;
  /** What planners set of calendars. */
  rules: () => CalendarRules;
  /** Of a line that another gateway reads: hours that are not stated yet. */
  openHours?: (line: string) => readonly LineHourBody[];
  /** Rows of hours: where people's reasons are. */
  rows: { get(ids: readonly string[]): Promise<(Pick<StoredHourRow, 'reasons'> | null)[]> };
  now: () => number;
  /** Is the line listened to and read to its end? Then its open stop lasts until now. */
  live: (line: string) => boolean;
}

/** NOT_FOUND for a line that is not here, REQUEST_INVALID for more than 31 days, USAGE for times that cannot be read. */
export async function lineReport(parts: LineReportParts, asked: ReportAsked): Promise<LineReport> {
  const { plant } = parts;
  const pipeline = parts.line(asked.line);
  if (!pipeline) throw new AppError('NOT_FOUND', `There is no line "${asked.line}".`);
  const line = { ...pipeline.line, rules: parts.rules() };
  const zone = plant.plant.timezone;
  const madeAt = parts.now();
  const today = productionDay(madeAt, zone, plant.plant.productionDayStart ?? '06:00');
  const window = readWindow({ from: asked.from ?? iso(today.from), to: asked.to ?? iso(today.to) }, zone);
  if (window.to - window.from > LONGEST_MS)
    throw new AppError(
      'REQUEST_INVALID',
      `from "${iso(window.from)}" to "${iso(window.to)}" is more than 31 days; ask for a shorter time.`,
    );

  const open = parts.openHours?.(line.id) ?? [];
  const found = await hoursOf({ ...parts, pipeline, open, now: parts.live(line.id) ? madeAt : null }, window);
  const { hours } = found;
  const isShort = window.to - window.from <= LONGEST_BY_ROWS_MS;
  const byRowsToo = isShort && !pipeline.elsewhere;
  const figures = figuresOfHours(found, window, line, zone);
  const known = { from: window.from, to: Math.max(window.from, figures.dataTo ?? 0) };
  return {
    line: { id: line.id, name: line.name },
    ...window,
    zone,
    configVersion: lineVersion(plant, pipeline.line),
    madeAt,
    note: byRowsToo ? null : isShort ? NO_ROWS : TOO_LONG,
    definitions: [{ definition: 'iso22400', ...figures }, ...(byRowsToo ? await byRows(pipeline, window, zone) : [])],
    stops: await reportedStops(parts, line, hours, known),
    hours: reportedHours(line, zone, hours, known),
  };
}

/** By the definitions that the plants know, one after the other so that live values come through between them. */
async function byRows(pipeline: ReportedLine, window: Window, zone: string): Promise<LineReport['definitions']> {
  const read = await filesOf(pipeline, window);
  const definitions: LineReport['definitions'] = [];
  for (const definition of ['workday', 'whole-file'] as const) {
    definitions.push({ definition, ...figuresOfFiles(definition, read, window, pipeline.line, zone) });
    await setImmediate();
  }
  return definitions;
}

/** Every stop above `minSeconds` that reaches into what is known of the window, with what people said about it. */
async function reportedStops(
  { plant, rows }: LineReportParts,
  line: LineDefinition & PlannedLine,
  hours: readonly LineHourBody[],
  known: Window,
): Promise<ReportedStop[]> {
  const stops = stopsOf(line.id, hours);
  const first = hours[0]?.hourAt ?? known.from;
  const ids: string[] = [];
  for (let hourAt = hourStart(first); hourAt < known.to; hourAt += HOUR_MS) ids.push(lineHourKey(line.id, hourAt));
  const given = (await rows.get(ids)).flatMap((row) => row?.reasons ?? []);
  const attached = attachReasons(stops, given);
  const planned = plannedTime(line, plant.plant.timezone, { from: Math.min(first, known.from), to: known.to });
  const bounds = [line.stops.minSeconds, ...line.stops.bins];
  return stops
    .filter((stop) => stop.from < known.to && (stop.to ?? known.to) > known.from)
    .map((stop) => {
      const durationMs = stopMs(stop, known.to);
      const inPlannedTime = intersect(planned, [{ from: stop.from, to: stop.from + durationMs }]);
      const said = attached.get(stop.id);
      const reason = plant.reasons?.find(({ code }) => code === said?.code);
      const classAt = stopClass(durationMs, line.stops.bins);
      return {
        from: stop.from,
        to: stop.to,
        durationMs,
        plannedMs: totalMs(intersect(inPlannedTime, [known])),
        fromSeconds: bounds[classAt]!,
        toSeconds: bounds[classAt + 1] ?? null,
        plannedBy: isRest(durationMs, totalMs(inPlannedTime), line) ? 'calendar' : reason?.planned ? 'reason' : null,
        reason: reason?.name ?? said?.code ?? null,
        comment: said?.comment ?? null,
      };
    });
}

/** As the line's page has it: what of the stop lies in planned time would not be down time by itself. */
function isRest(durationMs: number, plannedMs: number, { stops }: LineDefinition): boolean {
  const limitMs = stops.downFromSeconds * 1000;
  return durationMs > limitMs ? plannedMs <= limitMs : plannedMs === 0;
}

/** Hours of which nothing is known are there, without figures: a gap is not a 0. */
function reportedHours(
  line: LineDefinition & PlannedLine,
  zone: string,
  hours: readonly LineHourBody[],
  known: Window,
): ReportedHour[] {
  const reported: ReportedHour[] = [];
  for (let hourAt = hourStart(known.from); hourAt < known.to; hourAt += HOUR_MS) {
    const part = { from: Math.max(hourAt, known.from), to: Math.min(hourAt + HOUR_MS, known.to) };
    const of = iso22400(reaching(hours, part), part, line, zone);
    const isKnown = of.dataFrom !== null && of.dataTo !== null;
    const knownMs = isKnown ? of.dataTo! - of.dataFrom! - of.unknownTimeMs : 0;
    reported.push({
      from: part.from,
      produced: isKnown ? of.producedQuantity : null,
      standard: standardQuantity(line, zone, part),
      good: isKnown ? of.goodQuantity : null,
      rework: isKnown ? of.reworkQuantity : null,
      empty: isKnown ? of.emptyCycles : null,
      downMs: isKnown ? of.downTimeMs : null,
      perMinute: knownMs > 0 ? of.producedQuantity / (knownMs / 60_000) : null,
    });
  }
  return reported;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
