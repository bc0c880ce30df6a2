import { language } from './locale.ts';

/** `2026_11` or `2026-11` → `November 2026`. */
export function monthName(month: string): string {
  const [year = 0, number = 1] = month.split(/[_-]/).map(Number);
  const format = new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(Date.UTC(year, number - 1, 15));
}
