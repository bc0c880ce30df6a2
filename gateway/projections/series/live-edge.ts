/** What is observed already and in no chunk or statement yet, laid over the hours that are stored. */
import { HOUR_MS } from '../../../shared/documents/document.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { Rows } from '../../../shared/series/cycle-times.ts';
import { CYCLE_TIME, LINE_FIGURES, type DefinedMetric } from '../../../shared/series/metric.ts';
import { bestHours } from '../../store/best-hours.ts';
import { minutesOf } from './line-hours.ts';
import { emptyHour } from './roll-up.ts';
import { hoursOfRows, withRows, type Hour } from './sample-hour.ts';
import type { SeriesDocuments } from './series-documents.ts';

export interface LiveEdge {
  /** Rows that are in no chunk yet, by time; of `cycle-time` the times between cycles (`cycleTimes`). */
  openSamples: (line: string, metric: string) => readonly { at: number; scaled: number }[];
  /** Hours that are not stated yet, as far as they are known. */
  openHours: (line: string) => readonly LineHourBody[];
}

export interface Open {
  rows: Rows;
  /** Of a line's figures, by start. */
  hours: ReadonlyMap<number, LineHourBody>;
  /** Nothing before this is open; null = nothing is. */
  since: number | null;
}

export async function openOf(documents: SeriesDocuments, edge: LiveEdge, metric: DefinedMetric): Promise<Open> {
  const { line, kind } = metric;
  if (kind !== 'line') {
    const samples = edge.openSamples(line, metric.metric);
    const rows = { at: samples.map(({ at }) => at), scaled: samples.map(({ scaled }) => scaled) };
    return { rows, hours: new Map(), since: rows.at.length > 0 ? Math.min(rows.at[0]!, rows.at.at(-1)!) : null };
  }
  const open = [...edge.openHours(line)].sort((a, b) => a.hourAt - b.hourAt);
  const [first, last] = [open[0], open.at(-1)];
  if (!first || !last) return { rows: { at: [], scaled: [] }, hours: new Map(), since: null };
  const stated = await bestHours(documents.store, line, { from: first.hourAt, to: last.hourAt + HOUR_MS });
  // A stated hour opens again only for rows that its statement did not know.
  const hours = open.filter(({ hourAt, rowsRead }) => rowsRead > (stated.get(hourAt)?.rowsRead ?? -1));
  return {
    rows: { at: [], scaled: [] },
    hours: new Map(hours.map((hour) => [hour.hourAt, hour])),
    since: hours[0]?.hourAt ?? null,
  };
}

/** Starts of the hours that the open rows lie in. */
export function hoursOfOpen({ rows, hours }: Open): number[] {
  return [...hoursOfRows(rows), ...hours.keys()];
}

/** The hours as they are with what is open. */
export function withOpen(known: ReadonlyMap<number, Hour>, open: Open, metric: DefinedMetric): Map<number, Hour> {
  const hours = new Map(known);
  for (const hourAt of hoursOfRows(open.rows)) {
    const hour = hours.get(hourAt) ?? emptyHour(hourAt, metric.metric === CYCLE_TIME);
    hours.set(hourAt, withRows(hour, open.rows));
  }
  const figure = LINE_FIGURES.find((each) => each.metric === metric.metric);
  if (figure)
    for (const [hourAt, body] of open.hours) hours.set(hourAt, { minutes: minutesOf(body, figure), sketch: null });
  return hours;
}
