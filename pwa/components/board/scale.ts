/** The time that the board shows, and how hands change it. Pure; times in ms, places in px from the left of the view. */
import { zoneOffset } from '../../../shared/calendar/zone.ts';
import type { BoardWindow } from './board-model.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
export const NARROWEST_MS = HOUR_MS;
export const WIDEST_MS = 366 * DAY_MS;
/** So many px of a hand's movement are one step of an exact time, at least. */
const STEP_PX = 6;
const STEPS_MS = [1, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440].map((minutes) => minutes * MINUTE_MS);

export interface Scale {
  from: number;
  msPerPx: number;
}

export function scaleOf(view: BoardWindow, width: number): Scale {
  return { from: view.from, msPerPx: (view.to - view.from) / Math.max(1, width) };
}

export function xOf({ from, msPerPx }: Scale, at: number): number {
  return (at - from) / msPerPx;
}

export function timeAt({ from, msPerPx }: Scale, x: number): number {
  return from + x * msPerPx;
}

/** `factor` < 1 zooms in; what is at `anchor` stays where it is. Never less than an hour or more than a year. */
export function zoomed(view: BoardWindow, factor: number, anchor: number): BoardWindow {
  const length = view.to - view.from;
  const longer = Math.min(WIDEST_MS, Math.max(NARROWEST_MS, length * factor));
  const from = Math.round(anchor - ((anchor - view.from) / length) * longer);
  return { from, to: from + Math.round(longer) };
}

/** Positive `ms` shows later time. */
export function panned(view: BoardWindow, ms: number): BoardWindow {
  const by = Math.round(ms);
  return { from: view.from + by, to: view.to + by };
}

/** The view with `at` a fifth from its left, so that most of it is what comes. */
export function viewAround(view: BoardWindow, at: number): BoardWindow {
  return panned(view, at - view.from - (view.to - view.from) / 5);
}

/** The view, moved no further than needed to show as much of the stretch as fits; its beginning before its end. */
export function revealing(view: BoardWindow, from: number, to: number): BoardWindow {
  const margin = (view.to - view.from) / 20;
  if (from < view.to - 2 * margin && to > view.from + 2 * margin) return view;
  return panned(view, from < view.from ? from - margin - view.from : Math.min(from - view.from, to - view.to) + margin);
}

/** The step of exact times at this scale, ms. */
export function stepOf(msPerPx: number): number {
  return STEPS_MS.find((step) => step / msPerPx >= STEP_PX) ?? DAY_MS;
}

/** The nearest whole step of the zone's clocks. */
export function snapped(at: number, step: number, zone: string): number {
  const offset = zoneOffset(zone, at);
  return Math.round((at + offset) / step) * step - offset;
}
