/** Words of the calendar's page, apart from the shop floor's, which every device loads first. */
import { calendarDe } from './calendar-de.ts';
import { calendarEn, type CalendarWords } from './calendar-en.ts';
import { language } from './locale.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function calendarText<K extends keyof CalendarWords>(key: K, ...args: Arguments<CalendarWords[K]>): string {
  const words: CalendarWords = language().toLowerCase().startsWith('de') ? calendarDe : calendarEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
