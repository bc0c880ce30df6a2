/** Dates of the plant's calendar as texts: whether there is such a day, and which is how many days later. */
import { dateMs, dateText } from './local-text.ts';

const DAY_MS = 86_400_000;

/** The 31st of a month that has one, and the like. */
export function isDate(date: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(date) && dateText(dateMs(date)) === date;
}

/** `2026-11-22T06:30`. */
export function isLocalTime(text: string): boolean {
  return /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDate(text.slice(0, 10));
}

export function daysLater(date: string, days: number): string {
  return dateText(dateMs(date) + days * DAY_MS);
}

/** Monday of the week of a date, by ISO 8601. */
export function mondayOf(date: string): string {
  return daysLater(date, -((new Date(dateMs(date)).getUTCDay() + 6) % 7));
}
