/** What of the calendar is looked at, as its address says it. Pure. */
import { isDate, mondayOf } from '../../shared/calendar/local-dates.ts';
import { scopesOf } from '../../shared/calendar/week-of-date.ts';
import type { PlanView } from '../data/planning.ts';

export interface CalendarLook {
  /** `plant`, `group:<id>`, `line:<id>`. */
  scope: string;
  /** First day of the week; null = this week. */
  monday: string | null;
}

export function calendarLookIn(search: string): CalendarLook {
  const query = new URLSearchParams(search);
  const week = query.get('week') ?? '';
  return { scope: query.get('of') ?? 'plant', monday: isDate(week) ? mondayOf(week) : null };
}

export function searchOfCalendarLook({ scope, monday }: CalendarLook): string {
  const query = new URLSearchParams();
  if (scope !== 'plant') query.set('of', scope);
  if (monday !== null) query.set('week', monday);
  return `?${query.toString()}`;
}

export interface ScopeChoice {
  scope: string;
  name: string;
  kind: 'plant' | 'group' | 'line';
}

/** All that can have a calendar of its own: the plant, its process groups, its lines. */
export function scopeChoices({ plant, lines }: Pick<PlanView, 'plant' | 'lines'>): ScopeChoice[] {
  return [
    { scope: 'plant', name: plant.name, kind: 'plant' },
    ...plant.processGroups.map(({ id, name }): ScopeChoice => ({ scope: `group:${id}`, name, kind: 'group' })),
    ...lines.map(({ id, name }): ScopeChoice => ({ scope: `line:${id}`, name, kind: 'line' })),
  ];
}

/** The scope and those that are wider, narrowest first. */
export function widerScopes({ lines }: Pick<PlanView, 'lines'>, scope: string): string[] {
  const line = lines.find(({ id }) => scope === `line:${id}`);
  return line ? scopesOf(line) : scope === 'plant' ? ['plant'] : [scope, 'plant'];
}

/** Lines that the scope speaks of. */
export function linesOfScope({ lines }: Pick<PlanView, 'lines'>, scope: string): PlanView['lines'] {
  return lines.filter((line) => scopesOf(line).includes(scope));
}

/** Whether what is said of one scope concerns lines of the other. */
export function concerns(view: Pick<PlanView, 'lines'>, one: string, other: string): boolean {
  return linesOfScope(view, one).some((line) => scopesOf(line).includes(other)) || one === other;
}
