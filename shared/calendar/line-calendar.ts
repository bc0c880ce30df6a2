/**
 * When a line works, by the plant's calendar; why it does not. Weeks of shifts (`week-of-date.ts` says which one counts) and
 * exceptions to them (`working-pieces.ts` says which is stronger), all by the plant's wall clocks.
 */
import type { PlanFields } from '../orders/entities.ts';
import type { LineDefinition } from '../equipment.ts';
import type { Plan, Planned } from '../orders/plan.ts';
import type { Window } from './windows.ts';
import { scopesOf } from './week-of-date.ts';
import { blockCalendar } from './working-blocks.ts';
import { workingPieces } from './working-pieces.ts';

export interface CalendarRules {
  /** IANA zone of the plant. */
  zone: string;
  /** Default weeks and customised ones, of every scope. */
  weeks: readonly (PlanFields<'week'> & { id: string })[];
  exceptions: readonly (PlanFields<'exception'> & { id: string })[];
}

export const REST_KINDS = ['not-scheduled', 'break', 'holiday', 'closed', 'maintenance'] as const;
export type RestKind = (typeof REST_KINDS)[number];

/** Time in which a line does not work, and why. */
export interface Rest extends Window {
  why: RestKind;
  /** As it was called in the calendar; null = it has no name. */
  name: string | null;
}

export interface LineCalendar {
  /** Sorted, not overlapping. */
  working(window: Window): Window[];
  /** What of the window is not working time, sorted, not overlapping, in pieces of one reason. */
  resting(window: Window): Rest[];
  /** First moment at or after `from` at which the line works, ms; null = none within ten years. */
  next(from: number): number | null;
  /** When `workMs` of working time have passed since `from`: the end of the last of them, `from` itself for 0; null as above. */
  after(from: number, workMs: number): number | null;
}

/** What of a line decides: the `calendar` of the plant file is its default week as long as no other is set. */
export type CalendarLine = Pick<LineDefinition, 'id' | 'processGroup' | 'calendar'>;

interface Calendars {
  /** Scopes that are named at all. */
  scopes: ReadonlySet<string | undefined>;
  byWhatCounts: Map<string, LineCalendar>;
}
const known = new WeakMap<CalendarRules, Calendars>();

/**
 * The calendar of a line. Cheap to ask for again with the same rules; lines for which the same weeks and exceptions count
 * share one.
 */
export function lineCalendar(line: CalendarLine, rules: CalendarRules): LineCalendar {
  let calendars = known.get(rules);
  if (!calendars) {
    const scopes = new Set([...rules.weeks, ...rules.exceptions].map(({ scope }) => scope));
    known.set(rules, (calendars = { scopes, byWhatCounts: new Map() }));
  }
  const named = scopesOf(line).filter((scope) => calendars.scopes.has(scope));
  const key = JSON.stringify([named, line.calendar ?? null]);
  let calendar = calendars.byWhatCounts.get(key);
  if (!calendar) calendars.byWhatCounts.set(key, (calendar = blockCalendar(workingPieces(line, rules))));
  return calendar;
}

type Said = Planned<'week'> | Planned<'exception'>;
const recent: { zone: string; said: readonly Said[]; rules: CalendarRules }[] = [];
/** The plan, an open draft, and what is being tried out. */
const MOST_RECENT = 8;

/** Of a plan that says the same about calendars, the same object: what was worked out for it is used again. */
export function calendarRules(plan: Pick<Plan, 'weeks' | 'exceptions'>, zone: string): CalendarRules {
  const said: Said[] = [...plan.weeks.values(), ...plan.exceptions.values()];
  const same = recent.find(
    (other) =>
      other.zone === zone && other.said.length === said.length && said.every((one, i) => other.said[i] === one),
  );
  if (same) return same.rules;
  const rules = {
    zone,
    weeks: [...plan.weeks.values()].map(({ id, fields }) => ({ ...fields, id })),
    exceptions: [...plan.exceptions.values()].map(({ id, fields }) => ({ ...fields, id })),
  };
  recent.unshift({ zone, said, rules });
  recent.length = Math.min(recent.length, MOST_RECENT);
  return rules;
}

const unmaintained = new WeakMap<CalendarRules, CalendarRules>();

/** The same but for planned maintenance: what somebody has to decide about it is whether it takes time in which a line would work. */
export function withoutMaintenance(rules: CalendarRules): CalendarRules {
  let without = unmaintained.get(rules);
  if (!without) {
    const exceptions = rules.exceptions.filter(({ kind }) => kind !== 'maintenance');
    unmaintained.set(rules, (without = { ...rules, exceptions }));
  }
  return without;
}
