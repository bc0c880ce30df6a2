/** The timeline as rows, for those who cannot or do not want to see curves. */
import { intersect, totalMs, type Window } from '../../../shared/calendar/windows.ts';
import type { PlannedLine } from '../../../shared/calendar/working-time.ts';
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import { standardQuantity } from '../../../shared/kpi/standard-quantity.ts';
import { stopMs } from '../../../shared/production/stops.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';
import type { Scene } from './scene.ts';

export interface TableRow extends Window {
  /** null = nothing known. */
  produced: number | null;
  standard: number;
  perMinute: number | null;
  stops: number;
  standingMs: number;
}

/** Ten minutes, an hour or six hours a row, by what is shown; newest first; only what has begun. */
export function tableRows(scene: Scene, view: Window, line: LineReference & PlannedLine, zone: string): TableRow[] {
  const hours = (view.to - view.from) / 3_600_000;
  const stepMs = MINUTE_MS * (hours <= 2 ? 10 : hours <= 30 ? 60 : 360);
  const end = Math.min(view.to, scene.until);
  const rows: TableRow[] = [];
  for (let from = Math.floor(view.from / stepMs) * stepMs; from < end; from += stepMs) {
    rows.unshift(rowOf(scene, { from, to: Math.min(from + stepMs, scene.until) }, line, zone));
  }
  return rows;
}

export function rowOf(scene: Scene, window: Window, line: LineReference & PlannedLine, zone: string): TableRow {
  const first = Math.round((window.from - scene.minutes.from) / MINUTE_MS);
  const last = Math.ceil((window.to - scene.minutes.from) / MINUTE_MS);
  const known = scene.minutes.produced
    .slice(Math.max(0, first), Math.max(0, last))
    .filter((made) => !Number.isNaN(made));
  const produced = known.length === 0 ? null : known.reduce((sum, made) => sum + made, 0);
  const long = scene.stops.filter((stop) => stopMs(stop, scene.until) > line.stops.downFromSeconds * 1000);
  const standing = long.map((stop) => ({ from: stop.from, to: stop.to ?? scene.until }));
  return {
    ...window,
    produced,
    standard: standardQuantity(line, zone, window),
    perMinute: produced === null ? null : produced / known.length,
    stops: long.filter((stop) => stop.from >= window.from && stop.from < window.to).length,
    standingMs:
      totalMs(intersect(standing, [window])) -
      totalMs(standing.flatMap((stop) => intersect(intersect([stop], scene.rest), [window]))),
  };
}
