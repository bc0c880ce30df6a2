/** How values go on that rise or fall evenly: numbers, days and times, numbers at the end of a text. As spreadsheets do it. Pure. */
import type { SheetColumn } from './sheet-model.ts';
import { figureTyped, minutesText, typedDay, typedMinutes, typedNumber, typedTime } from './sheet-typed.ts';

/** As typed, so many rows after the first (negative = before it); null = there is none any more. */
export type Series = (index: number) => string | null;

/** Finer than that nobody types; it only comes from adding. */
const DECIMALS = 1e6;
/** Every month has these. */
const DAYS_OF_ALL = 28;
const LAST_YEAR = 9_999;

/** Null = they do not go on, but can be repeated: one alone, or not evenly. */
export function seriesOf(
  { kind, days = false }: Pick<SheetColumn, 'kind' | 'days'>,
  typed: readonly string[],
): Series | null {
  switch (kind) {
    case 'number':
      return counted(typed, (text) => typedNumber(text), figureTyped);
    case 'duration':
      return counted(typed, typedMinutes, (ms) => (ms < 0 ? null : minutesText(ms)));
    case 'date':
      return dated(typed, days);
    case 'text':
      return numbered(typed);
    case 'choice':
    case 'colour':
    case 'computed':
      return null;
  }
}

function counted(
  typed: readonly string[],
  read: (text: string) => number | null | undefined,
  write: (value: number) => string | null,
): Series | null {
  const values = typed.map((text) => read(text) ?? NaN);
  const step = evenStep(values);
  return step === null ? null : (index) => write(Math.round((values[0]! + step * index) * DECIMALS) / DECIMALS);
}

/** By months where all are of one day of the month, else by what lies between them on the plant's clocks. */
function dated(typed: readonly string[], days: boolean): Series | null {
  const times = typed.map((text) => Date.parse(days ? `${typedDay(text)}T00:00Z` : `${typedTime(text)}Z`));
  const write = (time: number) => {
    const at = new Date(time);
    if (!(at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= LAST_YEAR)) return null;
    return days ? at.toISOString().slice(0, 10) : at.toISOString().slice(0, 16).replace('T', ' ');
  };
  const step = evenStep(times);
  const months = evenMonths(times);
  if (months !== null) return (index) => write(monthsAfter(times[0]!, months * index));
  return step === null ? null : (index) => write(times[0]! + step * index);
}

function evenMonths(times: readonly number[]): number | null {
  const first = new Date(times[0]!);
  const months = times.map((time) => 12 * new Date(time).getUTCFullYear() + new Date(time).getUTCMonth());
  const isOfOneDay = times.every((time, i) => time === monthsAfter(times[0]!, months[i]! - months[0]!));
  return first.getUTCDate() <= DAYS_OF_ALL && isOfOneDay ? evenStep(months) : null;
}

function monthsAfter(time: number, months: number): number {
  const at = new Date(time);
  return at.setUTCMonth(at.getUTCMonth() + months);
}

/** `L-098`, `L-099` go on with `L-100`. */
function numbered(typed: readonly string[]): Series | null {
  const parts = typed.map((text) => /^(.*?)(\d{1,15})$/s.exec(text));
  const [, before = '', first = ''] = parts[0] ?? [];
  if (parts.some((part) => part?.[1] !== before)) return null;
  const step = evenStep(parts.map((part) => Number(part![2])));
  if (step === null) return null;
  const width = parts.some((part) => /^0\d/.test(part![2]!)) ? first.length : 0;
  return (index) => {
    const number = Number(first) + step * index;
    return number < 0 ? null : `${before}${String(number).padStart(width, '0')}`;
  };
}

/** Null = there is none, or nothing that they differ by. */
function evenStep(values: readonly number[]): number | null {
  const [first, second] = values;
  if (first === undefined || second === undefined) return null;
  const step = second - first;
  const isEven = values.every((value, i) => Math.abs(value - first - step * i) * DECIMALS < 1);
  return isEven && step !== 0 ? step : null;
}
