/** What people type into cells, as values: numbers and dates as their country writes them. Null = nothing; undefined = it is none. */
import { dateStyle, readDate, type DateOrder } from '../../../shared/orders/table/dates.ts';
import { figureText } from '../../../shared/orders/table/figure-text.ts';
import { numberStyle, readNumber, type Decimal } from '../../../shared/orders/table/numbers.ts';
import { language } from '../../locales/locale.ts';

/** `whole`: `64,500` can only be a group of three. */
export function typedNumber(text: string, whole = false): number | null | undefined {
  const cell = text.trim();
  if (cell === '') return null;
  const read = readNumber(cell, numberStyle([cell], { declared: decimal(), whole }));
  return read.ok && (!whole || Number.isInteger(read.value)) ? read.value : undefined;
}

/** `2026-11-22`; without a year the one next to `today`. */
export function typedDay(text: string, today?: string): string | null | undefined {
  const cell = text.trim();
  if (cell === '') return null;
  const read = readDate(cell, dateStyle([cell], firstInDates()), today);
  return read.ok ? read.date : undefined;
}

/** `2026-11-22T06:00` of the plant's clocks; a day alone lasts until its end, without a year it is the one next to `today`. */
export function typedTime(text: string, today?: string): string | null | undefined {
  const cell = text.trim();
  if (cell === '') return null;
  const read = readDate(cell, dateStyle([cell], firstInDates()), today);
  return read.ok ? `${read.date}T${read.time ?? '23:59'}` : undefined;
}

/** Ms: `45` = minutes, `1:30` = hours and minutes. */
export function typedMinutes(text: string): number | null | undefined {
  const cell = text.trim().replace(/\s*min$/, '');
  if (cell === '') return null;
  const [, hours, minutes] = /^(\d{1,4}):([0-5]\d)$/.exec(cell) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * 60_000;
  const count = typedNumber(cell);
  return typeof count === 'number' && count >= 0 ? Math.round(count * 60_000) : undefined;
}

/** As `typedNumber` reads it: with all its decimals, and no groups. */
export function figureTyped(value: number): string {
  return figureText(value, decimal());
}

/** As `typedMinutes` reads it. */
export function minutesText(ms: number | undefined): string {
  return ms === undefined ? '' : new Intl.NumberFormat(language(), { useGrouping: false }).format(ms / 60_000);
}

/** What this device writes before decimals. */
export function decimal(): Decimal {
  const part = new Intl.NumberFormat(language()).formatToParts(1.5).find(({ type }) => type === 'decimal');
  return part?.value === ',' ? ',' : '.';
}

/** What it writes first in dates. */
export function firstInDates(): DateOrder {
  const parts = new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'numeric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'day' || type === 'month')?.type === 'month' ? 'month' : 'day';
}
