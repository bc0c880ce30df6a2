/** What of the board is looked at, as its address says it. Pure; times in ms, days by the plant's clocks. */
import type { Window } from '../../shared/calendar/windows.ts';
import { instantOf, localMidnight } from '../../shared/calendar/zone.ts';
import { days as dayRange, span } from '../locales/format.ts';

export const BOARD_SPANS = ['hour', 'day', 'week', 'weeks', 'month', 'quarter', 'year'] as const;
export type BoardSpan = (typeof BOARD_SPANS)[number];
export const BOARD_FILTERS = ['all', 'late', 'conflict', 'unsent'] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];

export interface BoardLook {
  /** A process group; null = all lines. */
  group: string | null;
  /** `window` null = the present one of that length. */
  span: BoardSpan;
  window: Window | null;
  selected: readonly string[];
  find: string;
  only: BoardFilter;
}

const DAY_MS = 86_400_000;
const DAYS: Record<Exclude<BoardSpan, 'hour'>, number> = {
  day: 1,
  week: 7,
  weeks: 14,
  month: 31,
  quarter: 92,
  year: 366,
};
const SATURDAY = 5;
export const NARROWEST_MS = 3_600_000;
export const WIDEST_MS = 366 * DAY_MS;

export function lookIn(search: string): BoardLook {
  const query = new URLSearchParams(search);
  const [from, to] = ['from', 'to'].map((name) => Date.parse(query.get(name) ?? ''));
  const isWindow = from! + NARROWEST_MS <= to! && to! - from! <= WIDEST_MS;
  return {
    group: query.get('group') || null,
    span: BOARD_SPANS.find((span) => span === query.get('span')) ?? 'week',
    window: isWindow ? { from: from!, to: to! } : null,
    selected: query.getAll('job').slice(0, 100),
    find: query.get('find') ?? '',
    only: BOARD_FILTERS.find((only) => only === query.get('only')) ?? 'all',
  };
}

export function searchOfLook({ group, span, window, selected, find, only }: BoardLook): string {
  const query = new URLSearchParams();
  if (group !== null) query.set('group', group);
  if (span !== 'week') query.set('span', span);
  if (window) {
    query.set('from', new Date(window.from).toISOString());
    query.set('to', new Date(window.to).toISOString());
  }
  for (const job of selected) query.append('job', job);
  if (find !== '') query.set('find', find);
  if (only !== 'all') query.set('only', only);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** Looking at another window; the present one of its length is none of its own. */
export function lookAt(look: BoardLook, window: Window, now: number, zone: string): BoardLook {
  const { from, to } = presentWindow(look.span, now, zone);
  return { ...look, window: window.from === from && window.to === to ? null : window };
}

/** What is seen: weeks begin on Monday, on a weekend with today; longer spans with them, an hour a quarter of it before now. */
export function windowOfLook({ span, window }: BoardLook, now: number, zone: string): Window {
  return window ?? presentWindow(span, now, zone);
}

export function presentWindow(span: BoardSpan, now: number, zone: string): Window {
  if (span === 'hour') return { from: now - NARROWEST_MS / 4, to: now + (NARROWEST_MS * 3) / 4 };
  const today = localMidnight(zone, now);
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7;
  // A week that is nearly over says little of what comes.
  const first = span === 'day' || sinceMonday >= SATURDAY ? today : today - sinceMonday * DAY_MS;
  return days(zone, first, DAYS[span]);
}

/** From midnight to midnight of the plant's clocks. */
export function isWholeDays({ from, to }: Window, zone: string): boolean {
  return [from, to].every((at) => instantOf(zone, localMidnight(zone, at)) === at);
}

/** The same length earlier (-1) or later (1); whole days stay whole days when clocks change. */
export function shifted({ from, to }: Window, by: -1 | 1, zone: string): Window {
  const first = localMidnight(zone, from);
  const last = localMidnight(zone, to);
  if (!isWholeDays({ from, to }, zone) || last <= first)
    return { from: from + by * (to - from), to: to + by * (to - from) };
  return days(zone, first + by * (last - first), (last - first) / DAY_MS);
}

/** Shades are made for more than is seen, in whole stretches: panning seldom needs others. */
export function around({ from, to }: Window): Window {
  const stretch = 2 ** Math.ceil(Math.log2(to - from));
  return { from: (Math.floor(from / stretch) - 1) * stretch, to: (Math.ceil(to / stretch) + 1) * stretch };
}

/** What is saved while nobody has moved the view: of an hour what is seen. */
export function windowToSave(look: BoardLook, window: Window, now: number, zone: string): Window {
  return look.window ?? (look.span === 'hour' ? window : presentWindow(look.span, now, zone));
}

/** `16 – 22 Nov 2026`, with clock times where it is not whole days. */
export function periodOf(window: Window, zone: string): string {
  return (isWholeDays(window, zone) ? dayRange : span)(window.from, window.to, zone);
}

function days(zone: string, first: number, count: number): Window {
  return { from: instantOf(zone, first), to: instantOf(zone, first + count * DAY_MS) };
}
