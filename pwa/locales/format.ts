/** Numbers, durations and wall clocks as people read them. Times are the plant's, on 24-hour clocks; unknown is "–". */
import { localMidnight } from '../../shared/calendar/zone.ts';
import { language, t } from './locale.ts';

/** No-break space: a number never parts from its unit at a line's end. */
const NBSP = '\u00a0';
const numbers = new Map<string, Intl.NumberFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();

export function number(value: number | null, digits = 0): string {
  if (value === null || !Number.isFinite(value)) return t('unknown');
  return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** Decimals that mean something in readings of this step: 0.1 → 1, 0.25 → 2, 5 → 0. */
export function decimalsOf(resolution: number): number {
  const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;
  return [0, 1, 2, 3, 4, 5].find((decimals) => isWhole(resolution * 10 ** decimals)) ?? 6;
}

/** A ratio of 0…1 as `61.9 %`; above 100 % is shown as it is. */
export function percent(ratio: number | null, digits = 1): string {
  return ratio === null ? t('unknown') : `${number(ratio * 100, digits)}${NBSP}%`;
}

/** A difference as a ratio, with its sign: `+1.9 %`, `−3.0 %`. */
export function difference(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return t('unknown');
  const format = { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
  return `${numberFormat(format)
    .format(ratio * 100)
    .replace('-', '−')}${NBSP}%`;
}

/** `12,400` → `12k`, for axes. */
export function compact(value: number): string {
  return value >= 1000 && value % 1000 === 0 ? `${number(value / 1000)}k` : number(value);
}

/** `0.4 s`, `48 s`, `2 min 14 s`, `1 h 12 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${number(Math.max(0, ms) / 1000, 1)}${NBSP}s`;
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds}${NBSP}s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  return pair(Math.floor(seconds / 3600), 'h', Math.floor((seconds % 3600) / 60), 'min');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const whole = `${large}${NBSP}${largeUnit}`;
  return small === 0 ? whole : `${whole}${NBSP}${small}${NBSP}${smallUnit}`;
}

/** For columns: `1:24`, `1:02:07`. */
export function stopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `15:39` */
export function clock(at: number, zone: string): string {
  return clockFormat(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** `15:39:07` */
export function clockSeconds(at: number, zone: string): string {
  return clockFormat(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}

/** `15:39` within 18 hours of `now`, else `Thu 15:39`: an old time must not pass for today's. */
export function clockOfDay(at: number, zone: string, now: number): string {
  if (Math.abs(now - at) < 18 * 3_600_000) return clock(at, zone);
  return weekdayClock(at, zone);
}

/** Half a year: until then a day of December and one of January are of the winter that everybody thinks of. */
const DAYS_WITHOUT_YEAR = 183;

/**
 * For plans: `15:39` on the day of `now`, `Thu 15:39` from yesterday until five days ahead, else `8 Oct, 15:39`, and with its
 * year from half a year away: no two days have one name, and what is long past does not read as what is to come.
 */
export function clockOfPlan(at: number, zone: string, now: number): string {
  // Days on which clocks are changed are longer or shorter.
  const days = Math.round((localMidnight(zone, at) - localMidnight(zone, now)) / 86_400_000);
  if (days === 0) return clock(at, zone);
  if (days >= -1 && days <= 5) return weekdayClock(at, zone);
  return `${Math.abs(days) < DAYS_WITHOUT_YEAR ? dateLabel(at, zone) : date(at, zone)}, ${clock(at, zone)}`;
}

/** `Thu 15:39`: in German, too, where weekdays in front of a time would have a stop and a comma. */
function weekdayClock(at: number, zone: string): string {
  return `${clockFormat(zone, { weekday: 'short' }).format(at)} ${clock(at, zone)}`;
}

/** `Thu 8`, for axes. */
export function dayLabel(at: number, zone: string): string {
  return `${clockFormat(zone, { weekday: 'short' }).format(at)} ${clockFormat(zone, { day: 'numeric' }).format(at).replace('.', '')}`;
}

/** `8 Oct 2026` */
export function date(at: number, zone: string): string {
  return clockFormat(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** `8 Oct`, for axes of weeks and months. */
export function dateLabel(at: number, zone: string): string {
  return clockFormat(zone, { day: 'numeric', month: 'short' }).format(at);
}

/** `Oct`, and January with its year: `Jan 2027`. */
export function monthLabel(at: number, zone: string): string {
  const isFirst = clockFormat(zone, { month: 'numeric' }).format(at) === '1';
  return clockFormat(zone, isFirst ? { month: 'short', year: 'numeric' } : { month: 'short' }).format(at);
}

/** `Thu, 8 Oct 2026, 15:39`; with seconds where they mean something. */
export function moment(at: number, zone: string, seconds = false): string {
  const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return `${clockFormat(zone, date).format(at)}, ${seconds ? clockSeconds(at, zone) : clock(at, zone)}`;
}

/** `Thu, 8 Oct, 15:39` */
export function dayTime(at: number, zone: string): string {
  return `${clockFormat(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)}, ${clock(at, zone)}`;
}

/** `Tue, 6 Oct, 05:42 – Thu, 8 Oct 2026, 15:39`; what both ends share is said once. */
export function span(from: number, to: number, zone: string): string {
  const part = (at: number, options: Intl.DateTimeFormatOptions) => clockFormat(zone, options).format(at);
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const [begins, ends] = [from, to].map((at) => part(at, { ...day, year: 'numeric' }));
  if (begins === ends) return `${begins}, ${clock(from, zone)}${NBSP}–${NBSP}${clock(to, zone)}`;
  const isOneYear = part(from, { year: 'numeric' }) === part(to, { year: 'numeric' });
  return `${isOneYear ? part(from, day) : begins}, ${clock(from, zone)}${NBSP}– ${ends}, ${clock(to, zone)}`;
}

/** `16 – 22 Nov 2026`: whole days, the last included; the end of the window is its next midnight. */
export function days(from: number, to: number, zone: string): string {
  const format = clockFormat(zone, { day: 'numeric', month: 'short', year: 'numeric' });
  return format.formatRange(from, Math.max(from, to - 1));
}

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return remembered(numbers, options, () => new Intl.NumberFormat(language(), options));
}

function clockFormat(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const all = { timeZone: zone, ...(options.hour ? { hourCycle: 'h23' as const } : {}), ...options };
  return remembered(clocks, all, () => new Intl.DateTimeFormat(language(), all));
}

/** Making an Intl format takes longer than using it a hundred times. */
function remembered<T>(cache: Map<string, T>, options: object, make: () => T): T {
  const key = language() + JSON.stringify(options);
  let format = cache.get(key);
  if (format === undefined) cache.set(key, (format = make()));
  return format;
}
