/** The part of time that is shown, and how hands move it. Pure; times in ms. */
import type { Window } from '../../../shared/calendar/windows.ts';

export type RangeName = 'hour' | 'fourHours' | 'shift' | 'day' | 'week';
export const RANGES: readonly RangeName[] = ['hour', 'fourHours', 'shift', 'day', 'week'];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NARROWEST_MS = 5 * MINUTE_MS;
/** Ranges that end "now" leave so much of their width for what comes. */
const AHEAD = 1 / 12;
const LENGTH_MS = { hour: HOUR_MS, fourHours: 4 * HOUR_MS, shift: 8 * HOUR_MS, week: 7 * DAY_MS } as const;

export interface Limits {
  /** All that can be shown. */
  all: Window;
  /** The planned part of the production day. */
  day: Window;
  now: number;
}

export function presetWindow(range: RangeName, { all, day, now }: Limits): Window {
  if (range === 'day') return day;
  if (range === 'week') return { from: Math.max(all.from, now - LENGTH_MS.week), to: all.to };
  const to = now + LENGTH_MS[range] * AHEAD;
  return { from: to - LENGTH_MS[range], to };
}

/** `factor` < 1 zooms in; what is at `anchor` stays where it is. */
export function zoom(view: Window, factor: number, anchor: number, limits: Limits): Window {
  const widest = Math.max(NARROWEST_MS, limits.all.to - limits.all.from);
  const length = Math.min(widest, Math.max(NARROWEST_MS, (view.to - view.from) * factor));
  const share = (anchor - view.from) / (view.to - view.from);
  return inside({ from: anchor - share * length, to: anchor + (1 - share) * length }, limits.all);
}

/** Positive `ms` shows later time. */
export function pan(view: Window, ms: number, limits: Limits): Window {
  return inside({ from: view.from + ms, to: view.to + ms }, limits.all);
}

/** Whether the live edge can be seen; only then the view goes along with time. */
export function showsNow(view: Window, now: number): boolean {
  return view.from < now && now <= view.to;
}

/** Moves the window, keeping its length, so that it lies within `all` where it fits. */
function inside(view: Window, all: Window): Window {
  const length = view.to - view.from;
  const from = Math.max(all.from, Math.min(view.from, all.to - length));
  return { from, to: from + length };
}
