/** The view as rows of equal length. Pure; times in ms. */
import type { Window } from '../../../shared/calendar/windows.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/documents/document.ts';
import type { ShownSeries } from './shown.ts';
import { valuesOver, type Values } from './value-at.ts';

const SECOND_MS = 1000;
const STEPS_MS = [
  ...[1, 5, 10, 30].map((seconds) => seconds * SECOND_MS),
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 3, 6].map((hours) => hours * HOUR_MS),
  ...[1, 7, 28].map((days) => days * DAY_MS),
];
/** More rows than this nobody reads; they are for files. */
const MOST_ROWS = 120;

export interface SeriesTableRow extends Window {
  /** One a metric; null = nothing known. */
  values: (Values | null)[];
}

/** Length of a row: round, no shorter than any bucket, and so that rows stay readable in number. */
export function tableStepMs(view: Window, bucketMs: number): number {
  const least = Math.max(bucketMs, (view.to - view.from) / MOST_ROWS);
  return STEPS_MS.find((step) => step >= least) ?? 28 * DAY_MS;
}

/** Newest first; rows of which nothing is known are left out. */
export function seriesRows(series: readonly ShownSeries[], view: Window, stepMs: number): SeriesTableRow[] {
  const rows: SeriesTableRow[] = [];
  for (let from = Math.floor(view.from / stepMs) * stepMs; from < view.to; from += stepMs) {
    const row = { from, to: from + stepMs };
    const values = series.map(({ reply }) => reply && valuesOver(reply, row));
    if (values.some((value) => value !== null)) rows.unshift({ ...row, values });
  }
  return rows;
}
