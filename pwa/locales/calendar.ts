/** Words of the calendar's page, apart from the shop floor's, which every device loads first. */
import type { ExceptionTableWords } from '../../shared/orders/table/table-of-exceptions.ts';
import { calendarDe, exceptionTableDe } from './calendar-de.ts';
import { calendarEn, exceptionTableEn, type CalendarWords } from './calendar-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function calendarText<K extends keyof CalendarWords>(key: K, ...args: Arguments<CalendarWords[K]>): string {
  const words: CalendarWords = isGerman() ? calendarDe : calendarEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}

export function exceptionTableWords(): ExceptionTableWords {
  return isGerman() ? exceptionTableDe : exceptionTableEn;
}

function isGerman(): boolean {
  return language().toLowerCase().startsWith('de');
}
