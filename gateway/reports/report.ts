/** `npx lineside report`: the elements and ratios of one line and window, by a named definition. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import { unknownHour, type LineHourBody } from '../../shared/documents/line-hour.ts';
import { withManual, type ByHand } from '../../shared/production/with-manual.ts';
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import { instantOf } from '../../shared/calendar/zone.ts';
import { AppError } from '../../shared/errors.ts';
import { iso22400, type LineRules } from '../../shared/kpi/iso22400.ts';
import { OEE_DEFINITIONS, type OeeDefinition, type OeeReport } from '../../shared/kpi/report.ts';
import { wholeFile } from '../../shared/kpi/whole-file.ts';
import { workday } from '../../shared/kpi/workday.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { CycleRecorder } from '../pipeline/cycle-recorder.ts';
import { entriesByHand } from '../projections/entries-by-hand.ts';
import { bestHours } from '../store/best-hours.ts';
import type { LinePipeline } from '../pipeline/line-pipeline.ts';
import { lineVersion } from '../projections/configuration.ts';
import type { Store } from '../store/store.ts';

export interface ReportQuestion {
  line: string;
  from: number;
  to: number;
  definition: OeeDefinition;
}

/** Times are ISO 8601 in UTC. */
export type PrintedReport = Omit<OeeReport, 'dataFrom' | 'dataTo'> & {
  line: string;
  from: string;
  to: string;
  definition: OeeDefinition;
  configVersion: string;
  rejectedRows: number;
  dataFrom: string | null;
  dataTo: string | null;
};

/** The elements and ratios of one definition; rows that could not be read beside them. */
export type Figures = OeeReport & { rejectedRows: number };

export interface ReportParts {
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  pipeline: LinePipeline;
  /** What planners set of calendars. */
  rules: CalendarRules;
  /** The line is listened to, so its open stop lasts until then; null = only rows count. */
  now: number | null;
}

/** A stop may reach into the window from this far before it. */
const STOP_REACH_MS = 24 * HOUR_MS;

export async function report(parts: ReportParts, question: ReportQuestion): Promise<PrintedReport> {
  const { plant, pipeline, rules } = parts;
  const { line } = pipeline;
  const { from, to, definition } = question;
  const window: Window = { from, to };
  const zone = plant.plant.timezone;
  const { dataFrom, dataTo, rejectedRows, ...rest } =
    definition === 'iso22400'
      ? figuresOfHours(await hoursOf(parts, window), window, { ...line, rules }, zone)
      : figuresOfFiles(definition, await filesOf(pipeline, window), window, line, zone);
  return {
    line: line.id,
    from: iso(from),
    to: iso(to),
    definition,
    configVersion: lineVersion(plant, line),
    ...rest,
    rejectedRows,
    dataFrom: dataFrom === null ? null : iso(dataFrom),
    dataTo: dataTo === null ? null : iso(dataTo),
  };
}

/** By the default definition. */
export function figuresOfHours({ read, hours }: ReadHours, window: Window, line: LineRules, zone: string): Figures {
  const inside = read.filter((hour) => hour.hourAt < window.to && hour.hourAt + HOUR_MS > window.from);
  const rejectedRows = inside.reduce((sum, hour) => sum + hour.rowsRead - cyclesOf(hour), 0);
  return { ...iso22400(hours, window, line, zone), rejectedRows };
}

/** By one of the definitions that the plants know; `read` as `filesOf` gives it. */
export function figuresOfFiles(
  definition: Exclude<OeeDefinition, 'iso22400'>,
  read: ReadFiles,
  window: Window,
  line: LineRules,
  zone: string,
): Figures {
  const figures = definition === 'workday' ? workday(read.files, window, line, zone) : wholeFile(read.files, line);
  return { ...figures, rejectedRows: read.rejected };
}

type ReadFiles = Awaited<ReturnType<CycleRecorder['files']>>;

/** A line as its figures need it. `elsewhere` = another gateway reads it and has its rows. */
export type ReportedLine = Pick<LinePipeline, 'line' | 'cycles'> & { elsewhere?: true };

/** The files with rows in the window, whole; a line without cycles has none. */
export async function filesOf({ cycles }: ReportedLine, window: Window): Promise<ReadFiles> {
  return (await cycles?.files(window.from, window.to)) ?? { files: [], rejected: 0 };
}

export interface ReadHours {
  /** As the machine was heard, sorted. */
  read: LineHourBody[];
  /** The same with what people said by hand, where nothing else is known. */
  hours: (LineHourBody & ByHand)[];
}

/** Best statements of the window, with the hours that are still open from the engine, as `reaching` picks them. */
export async function hoursOf(
  parts: Pick<ReportParts, 'store' | 'gateway' | 'now'> & {
    pipeline: ReportedLine;
    /** Hours that nobody has stated yet, of a line that another gateway reads. */
    open?: readonly LineHourBody[];
  },
  window: Window,
): Promise<ReadHours> {
  const { store, pipeline, now, open = [] } = parts;
  const { id } = pipeline.line;
  const reach = { from: hourStart(window.from) - STOP_REACH_MS, to: window.to };
  const known = new Map<number, LineHourBody>(await bestHours(store, id, reach));
  for (const hour of open) if (hour.rowsRead > (known.get(hour.hourAt)?.rowsRead ?? -1)) known.set(hour.hourAt, hour);
  const engine = pipeline.cycles?.engine;
  for (const hourAt of engine?.changed() ?? []) {
    const body = engine!.body(hourAt, now);
    if (body) known.set(hourAt, body);
  }
  const read = [...known.values()].sort((a, b) => a.hourAt - b.hourAt);
  const entries = await entriesByHand(store, id, reach);
  const hours = withManual({ hours: read, entries, until: now ?? Infinity, unknownHour });
  return { read: reaching(read, window), hours: reaching(hours, window) };
}

/** From sorted hours those that touch the window or follow it, and the one before them with a stop that may reach into it. */
export function reaching<H extends LineHourBody>(sorted: readonly H[], window: Window): H[] {
  const reachesIn = sorted.findLast((hour) => hour.hourAt + HOUR_MS <= window.from && hour.stops.length > 0);
  return sorted.filter((hour) => hour === reachesIn || hour.hourAt + HOUR_MS >= window.from);
}

function cyclesOf(hour: LineHourBody): number {
  return hour.produced.reduce((sum, count) => sum + count, 0) + hour.empty.reduce((sum, count) => sum + count, 0);
}

export function isDefinition(text: string): text is OeeDefinition {
  return (OEE_DEFINITIONS as readonly string[]).includes(text);
}

/** Two times as `readTime` takes them, in order; `dashes` stand before the names `from` and `to` where the person wrote them so. */
export function readWindow(text: { from: string; to: string }, zone: string, dashes = ''): Window {
  const from = readTime(text.from, zone, `${dashes}from`);
  const to = readTime(text.to, zone, `${dashes}to`);
  if (to <= from) throw new AppError('USAGE', `${dashes}to "${text.to}" is not after ${dashes}from "${text.from}".`);
  return { from, to };
}

/** `2022-10-10`, `2022-10-10T06:00[:00[.000]]` on the plant's clocks, or with `Z` or `+02:00`; USAGE if it is neither. */
export function readTime(text: string, zone: string, option: string): number {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const wall = match
    ? Date.parse(
        `${match[1]}-${match[2]}-${match[3]}T${match[4] ?? '00'}:${match[5] ?? '00'}:${match[6] ?? '00'}.${(match[7] ?? '0').padEnd(3, '0')}Z`,
      )
    : NaN;
  const offset = match?.[8] ?? null;
  const offsetMs = offset === null || offset === 'Z' ? 0 : Date.parse(`1970-01-01T00:00:00${offset}`);
  // 30 February reads as 2 March: what comes back must be the day that was written.
  const isDay = !Number.isNaN(wall) && new Date(wall).toISOString().startsWith(match![0].slice(0, 10));
  if (!isDay || Number.isNaN(offsetMs))
    throw new AppError(
      'USAGE',
      `${option} "${text}" is not a time; write 2022-10-10 or 2022-10-10T06:00 (plant's time), or add Z.`,
    );
  return offset === null ? instantOf(zone, wall) : wall + offsetMs;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
