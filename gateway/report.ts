/** `npx lineside report`: the elements and ratios of one line and window, by a named definition. */
import { HOUR_MS, hourStart } from '../shared/documents/document.ts';
import type { LineHourBody } from '../shared/documents/line-hour.ts';
import type { Window } from '../shared/calendar/windows.ts';
import { instantOf } from '../shared/calendar/zone.ts';
import { AppError } from '../shared/errors.ts';
import { iso22400 } from '../shared/kpi/iso22400.ts';
import { OEE_DEFINITIONS, type OeeDefinition, type OeeReport } from '../shared/kpi/report.ts';
import { wholeFile } from '../shared/kpi/whole-file.ts';
import { workday } from '../shared/kpi/workday.ts';
import type { PlantDefinition } from '../shared/equipment.ts';
import { bestHours } from './pipeline/hour-statements.ts';
import type { LinePipeline } from './pipeline/line-pipeline.ts';
import { lineVersion } from './projections/configuration.ts';
import type { Store } from './store/store.ts';

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

/** A stop may reach into the window from this far before it. */
const STOP_REACH_MS = 24 * HOUR_MS;

/** `now` = the line is listened to, so its open stop lasts until then; null = only rows count. */
export async function report(
  parts: { store: Store; gateway: string; plant: PlantDefinition; pipeline: LinePipeline; now: number | null },
  question: ReportQuestion,
): Promise<PrintedReport> {
  const { plant, pipeline } = parts;
  const { line } = pipeline;
  const window: Window = { from: question.from, to: question.to };
  const zone = plant.plant.timezone;
  let figures: OeeReport;
  let rejectedRows: number;
  if (question.definition === 'iso22400') {
    const hours = await hoursOf(parts, window);
    figures = iso22400(hours, window, line, zone);
    const inside = hours.filter((hour) => hour.hourAt < window.to && hour.hourAt + HOUR_MS > window.from);
    rejectedRows = inside.reduce((sum, hour) => sum + hour.rowsRead - cyclesOf(hour), 0);
  } else {
    const read = (await pipeline.cycles?.files(window.from, window.to)) ?? { files: [], rejected: 0 };
    figures = question.definition === 'workday' ? workday(read.files, window, line, zone) : wholeFile(read.files, line);
    rejectedRows = read.rejected;
  }
  const { dataFrom, dataTo, ...rest } = figures;
  return {
    line: line.id,
    from: iso(question.from),
    to: iso(question.to),
    definition: question.definition,
    configVersion: lineVersion(plant, line),
    ...rest,
    rejectedRows,
    dataFrom: dataFrom === null ? null : iso(dataFrom),
    dataTo: dataTo === null ? null : iso(dataTo),
  };
}

/** Statements of the window and of the day before it, with the hours that are still open from the engine. */
async function hoursOf(
  parts: { store: Store; gateway: string; pipeline: LinePipeline; now: number | null },
  window: Window,
): Promise<LineHourBody[]> {
  const { store, gateway, pipeline, now } = parts;
  const hours = new Map<number, LineHourBody>(
    await bestHours(store, gateway, pipeline.line.id, hourStart(window.from) - STOP_REACH_MS, window.to),
  );
  const engine = pipeline.cycles?.engine;
  for (const hourAt of engine?.changed() ?? []) {
    const body = engine!.body(hourAt, now);
    if (body) hours.set(hourAt, body);
  }
  const sorted = [...hours.values()].sort((a, b) => a.hourAt - b.hourAt);
  // Earlier hours matter only for a stop that reaches into the window.
  const reachesIn = sorted.findLast((hour) => hour.hourAt + HOUR_MS <= window.from && hour.stops.length > 0);
  return sorted.filter((hour) => hour === reachesIn || hour.hourAt + HOUR_MS > window.from);
}

function cyclesOf(hour: LineHourBody): number {
  return hour.produced.reduce((sum, count) => sum + count, 0) + hour.empty.reduce((sum, count) => sum + count, 0);
}

export function isDefinition(text: string): text is OeeDefinition {
  return (OEE_DEFINITIONS as readonly string[]).includes(text);
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
  if (Number.isNaN(wall))
    throw new AppError(
      'USAGE',
      `${option} "${text}" is not a time; write 2022-10-10 or 2022-10-10T06:00 (plant's time), or add Z.`,
    );
  const offset = match![8];
  if (!offset) return instantOf(zone, wall);
  return offset === 'Z' ? wall : Date.parse(`1970-01-01T00:00:00${offset}`) + wall;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
