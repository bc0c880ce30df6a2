/** What the Explorer page shows, as its address says it: metrics, range, the part of the range that is looked at. Pure; times in ms. */
import type { Window } from '../../shared/calendar/windows.ts';
import { LONGEST_MS, PRESET_MS, PRESETS, type Preset } from '../components/series/ranges.ts';
import { MOST_METRICS, type Arrangement } from '../components/series/shown.ts';

/** A fixed window, or so long until now. */
export type Span = Window | { last: number };

export interface ExplorerChoice {
  metrics: readonly string[];
  /** All that the overview shows. */
  range: Span;
  /** The part of it that the chart shows; null = all. */
  view: Span | null;
  arrangement: Arrangement;
}

export const NARROWEST_MS = 300_000;
/** A view that ends closer to now than this share of its length goes along with it. */
const TOUCHES = 0.004;
const TOUCHES_MS = 5_000;

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000, y: 365 * 86_400_000 } as const;

export function windowOfSpan(span: Span, now: number): Window {
  return 'last' in span ? { from: now - span.last, to: now } : span;
}

export function presetOf(span: Span): Preset | null {
  return 'last' in span ? (PRESETS.find((preset) => PRESET_MS[preset] === span.last) ?? null) : null;
}

/** The choice after hands moved the view to `wanted`: it stays in the past, and the range goes along where it is left. */
export function viewMoved(choice: ExplorerChoice, wanted: Window, now: number): ExplorerChoice {
  const length = Math.min(LONGEST_MS, Math.max(NARROWEST_MS, wanted.to - wanted.from));
  const to = Math.min(now, (wanted.from + wanted.to + length) / 2);
  const view = { from: to - length, to };
  const span = asSpan(view, now);
  const range = windowOfSpan(choice.range, now);
  const rangeLength = range.to - range.from;
  if (length > rangeLength * 1.01) return { ...choice, range: span, view: null };
  if (length > rangeLength * 0.99 && Math.abs(view.from - range.from) < rangeLength * 0.01)
    return { ...choice, view: null };
  const shift = Math.min(0, view.from - range.from) + Math.max(0, view.to - range.to);
  if (Math.abs(shift) <= TOUCHES * rangeLength) return { ...choice, view: span };
  const shifted = asSpan({ from: range.from + shift, to: range.to + shift }, now);
  return length > rangeLength * 0.99
    ? { ...choice, range: shifted, view: null }
    : { ...choice, range: shifted, view: span };
}

/** Whether what is shown ends now and goes along with it. */
export function followsNow({ range, view }: ExplorerChoice): boolean {
  return 'last' in (view ?? range);
}

function asSpan(window: Window, now: number): Span {
  const length = window.to - window.from;
  return now - window.to <= Math.max(TOUCHES_MS, length * TOUCHES) ? { last: length } : window;
}

/** `fallback`: range of an address that names none. */
export function choiceIn(search: string, fallback: Span = { last: PRESET_MS.day }): ExplorerChoice {
  const query = new URLSearchParams(search);
  const metrics = [...new Set(query.getAll('m').filter(Boolean))].slice(0, MOST_METRICS);
  const window = windowIn(query.get('from'), query.get('to'));
  const last = lengthIn(query.get('last'));
  const of = windowIn(...((query.get('of') ?? '').split('/') as [string, string?]));
  const show = lengthIn(query.get('show'));
  const range = last ? { last } : (of ?? window ?? fallback);
  const view = window && range !== window ? window : show ? { last: show } : null;
  return { metrics, range, view, arrangement: query.get('panes') === 'stacked' ? 'stacked' : 'overlaid' };
}

export function searchOf({ metrics, range, view, arrangement }: ExplorerChoice): string {
  const query = new URLSearchParams(metrics.map((metric) => ['m', metric]));
  const put = (name: string, text: string) => query.append(name, text);
  if ('last' in range) put('last', lengthText(range.last));
  else if (view) put('of', `${instant(range.from)}/${instant(range.to)}`);
  const window = view ?? range;
  if (!('last' in window)) {
    put('from', instant(window.from));
    put('to', instant(window.to));
  } else if (view) put('show', lengthText(window.last));
  if (arrangement === 'stacked') put('panes', 'stacked');
  // Both may stand in a query as they are, and people read addresses.
  return `?${query.toString().replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}

function instant(at: number): string {
  return new Date(Math.round(at / 1000) * 1000).toISOString().replace('.000', '');
}

function windowIn(from: string | null, to: string | null | undefined): Window | null {
  const window = { from: Date.parse(from ?? ''), to: Date.parse(to ?? '') };
  const length = window.to - window.from;
  return length >= 1000 && length <= LONGEST_MS ? window : null;
}

function lengthIn(text: string | null): number | null {
  const parts = /^(\d{1,7})([mhdwy])$/.exec(text ?? '');
  if (!parts) return null;
  const length = Number(parts[1]) * UNIT_MS[parts[2] as keyof typeof UNIT_MS];
  return length >= NARROWEST_MS && length <= LONGEST_MS ? length : null;
}

/** In the largest unit of which it is a whole number. */
function lengthText(ms: number): string {
  const units = Object.entries(UNIT_MS).reverse();
  const [unit, length] = units.find(([, each]) => ms % each === 0) ?? ['m', UNIT_MS.m];
  return `${Math.max(1, Math.round(ms / length))}${unit}`;
}
