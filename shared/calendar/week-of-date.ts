/**
 * Which week says when a line works on a date. The narrowest scope that has one counts: line, process group, plant; within a
 * scope a customised week before a default one. The calendar of the plant file counts where no week does.
 */
import type { WeekDays } from '../orders/entities.ts';
import type { Calendar } from '../equipment.ts';
import type { CalendarLine, CalendarRules } from './line-calendar.ts';

type Week = CalendarRules['weeks'][number];
export type SetWeek = Week & Required<Pick<Week, 'scope' | 'from' | 'days'>>;

/** Scopes that concern a line, narrowest first. */
export function scopesOf(line: Pick<CalendarLine, 'id' | 'processGroup'>): string[] {
  return [`line:${line.id}`, ...(line.processGroup === undefined ? [] : [`group:${line.processGroup}`]), 'plant'];
}

/** Those of a scope, the one that counts before the others that cover the same date: customised, begun last, shortest. */
export function weeksOfScope(weeks: readonly Week[], scope: string): SetWeek[] {
  return weeks
    .filter((week): week is SetWeek => week.scope === scope && week.from !== undefined && week.days !== undefined)
    .sort(
      (a, b) =>
        Number(b.to !== undefined) - Number(a.to !== undefined) ||
        compare(b.from, a.from) ||
        compare(a.to ?? '', b.to ?? '') ||
        compare(a.id, b.id),
    );
}

/** Finds the days of the week that counts on a date (`2026-11-22`); null = none: always working. */
export function weekFinder(line: CalendarLine, weeks: readonly Week[]): (date: string) => WeekDays | null {
  const weekOn = setWeekFinder(scopesOf(line), weeks);
  const fallback = line.calendar ? daysOfCalendar(line.calendar) : null;
  return (date) => weekOn(date)?.days ?? fallback;
}

/** The same of any scopes, narrowest first; null = nobody set one, and the plant file's calendar counts. */
export function setWeekFinder(scopes: readonly string[], weeks: readonly Week[]): (date: string) => SetWeek | null {
  const candidates = scopes.flatMap((scope) => weeksOfScope(weeks, scope));
  return (date) => candidates.find((week) => covers(week, date)) ?? null;
}

/** Half-open; a default week has no end. */
export function covers(week: Pick<SetWeek, 'from' | 'to'>, date: string): boolean {
  return week.from <= date && (week.to === undefined || date < week.to);
}

/** A calendar of the plant file as a week. */
export function daysOfCalendar({ days, start, end, breaks = [] }: Calendar): WeekDays {
  const shift = {
    from: start,
    to: end,
    breaks: breaks.map((pause) => ({
      from: pause.start,
      to: pause.end,
      ...(pause.name !== undefined && { name: pause.name }),
    })),
  };
  const of = (day: keyof WeekDays) => (!days || days.includes(day) ? [shift] : []);
  return {
    mon: of('mon'),
    tue: of('tue'),
    wed: of('wed'),
    thu: of('thu'),
    fri: of('fri'),
    sat: of('sat'),
    sun: of('sun'),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
