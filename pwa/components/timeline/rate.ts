/** Parts per minute as columns of at least a given width: means over whole minutes, so that no part is lost or drawn twice. */
import type { Window } from '../../../shared/calendar/windows.ts';
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import type { Minutes } from './series.ts';

/** Widths that divide the hour, so columns of neighbouring hours line up (min). */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60];

export interface RateColumn extends Window {
  perMinute: number;
}

/** Columns that touch `view`. Minutes that are unknown, or not over by `until`, do not count: half a minute is no rate. */
export function rateColumns(
  { from, produced }: Minutes,
  view: Window,
  until: number,
  mostColumns: number,
): RateColumn[] {
  const needed = (view.to - view.from) / MINUTE_MS / Math.max(1, mostColumns);
  const widthMs = (WIDTHS.find((width) => width >= needed) ?? 60) * MINUTE_MS;
  const columns: RateColumn[] = [];
  const over = Math.floor((until - from) / MINUTE_MS);
  const last = Math.min(view.to, from + Math.min(produced.length, over) * MINUTE_MS);
  for (let at = Math.max(from, Math.floor(view.from / widthMs) * widthMs); at < last; at += widthMs) {
    let sum = 0;
    let known = 0;
    const first = (at - from) / MINUTE_MS;
    for (let m = first; m < Math.min(over, first + widthMs / MINUTE_MS); m++) {
      const made = produced[m];
      if (made === undefined || Number.isNaN(made)) continue;
      sum += made;
      known++;
    }
    if (known > 0) columns.push({ from: at, to: at + known * MINUTE_MS, perMinute: sum / known });
  }
  return columns;
}
