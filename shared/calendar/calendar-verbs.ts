/** What planners do with the calendar: weeks of shifts and exceptions to them. Pure, the same on gateway and device. */
import type { ChangeSet } from '../documents/change.ts';
import type { ExceptionKind, PlanFields, WeekDays } from '../orders/entities.ts';
import { notSaid } from '../orders/not-said.ts';
import type { NotSaid, Saying } from '../orders/said.ts';
import { changeOf, setOf } from '../orders/verbs/changes.ts';
import { answer, type VerbWorld, type WithReason } from '../orders/verbs/world.ts';
import type { Situation } from '../schedule/schedule.ts';
import { daysLater, isDate, isLocalTime, mondayOf } from './local-dates.ts';
import { weeksOfScope, type SetWeek } from './week-of-date.ts';
import { weekProblem } from './week-problems.ts';

const DELETED = { deleted: true } as const;

export interface DefaultWeek extends WithReason {
  scope: string;
  /** Effective date. */
  from: string;
  days: WeekDays;
  /**
   * Customised weeks of the scope and of narrower ones end on that date, those that begin later are deleted. Default weeks of
   * narrower scopes stay: somebody decided them for good.
   */
  overwriteCustomised: boolean;
}

/** The shifts of each week from a date on. A default week of the same scope and date is changed instead. */
export function setDefaultWeek(world: VerbWorld, args: DefaultWeek): Saying {
  const { plan } = world.situation;
  const { scope, from, days } = args;
  const not = scopeNotSaid(world.situation, scope) ?? dateNotSaid(from) ?? daysNotSaid(days, true);
  if (not) return not;
  const [same, ...more] = setWeeks(world, scope).filter((week) => week.to === undefined && week.from === from);
  const overwritten = args.overwriteCustomised ? customisedFrom(world, scope, from) : [];
  return said(world, args, [
    ...setOf(plan, 'week', same?.id ?? world.newId(), { scope, from, days }),
    ...more.flatMap(({ id }) => setOf(plan, 'week', id, DELETED)),
    ...overwritten.flatMap((week) => setOf(plan, 'week', week.id, week.from < from ? { to: from } : DELETED)),
  ]);
}

/** What `overwriteCustomised` would end or delete. */
export function customisedFrom({ situation }: Pick<VerbWorld, 'situation'>, scope: string, from: string): SetWeek[] {
  const concerned = [...new Set([...situation.plan.weeks.values()].map(({ fields }) => fields.scope))].filter(
    (other): other is string => other !== undefined && isWithin(situation, other, scope),
  );
  return concerned.flatMap((other) =>
    setWeeks({ situation }, other).filter((week) => week.to !== undefined && week.to > from),
  );
}

export interface CustomWeek extends WithReason {
  scope: string;
  /** First day of the week. */
  monday: string;
  days: WeekDays;
}

/** Other shifts in one week. What else was customised in that week of the scope does not count any more. */
export function customiseWeek(world: VerbWorld, args: CustomWeek): Saying {
  const { plan } = world.situation;
  const { scope, monday: from, days } = args;
  const not = scopeNotSaid(world.situation, scope) ?? dateNotSaid(from) ?? daysNotSaid(days, false);
  if (not) return not;
  if (mondayOf(from) !== from)
    return notSaid('dates', null, `"${from}" is not a Monday; give the first day of the week`);
  const to = daysLater(from, 7);
  const touched = setWeeks(world, scope).filter((week) => week.to !== undefined && week.to > from && week.from < to);
  const [same, ...more] = touched.filter((week) => week.from === from && week.to === to);
  // What begins before the week, or with it and lasts longer, gives way by itself; what begins in it would not.
  const later = touched.filter((week) => week.from > from);
  return said(world, args, [
    ...setOf(plan, 'week', same?.id ?? world.newId(), { scope, from, to, days }),
    ...[...more, ...touched.filter((week) => week.from === from && week.to! < to)].flatMap(({ id }) =>
      setOf(plan, 'week', id, DELETED),
    ),
    ...later.flatMap((week) => setOf(plan, 'week', week.id, week.to! > to ? { from: to } : DELETED)),
  ]);
}

/** A default or customised week counts no more: those of the same scope before it, or of wider ones, do again. */
export function removeWeek(world: VerbWorld, args: { id: string } & WithReason): Saying {
  const { plan } = world.situation;
  if (!plan.weeks.has(args.id)) return gone('week', args.id);
  return said(world, args, setOf(plan, 'week', args.id, DELETED));
}

export interface ExceptionFields {
  scope: string;
  kind: ExceptionKind;
  /** Wall clock of the plant, `2026-11-26T06:00`; half-open. */
  from: string;
  to: string;
  /** Null = it has none. */
  name: string | null;
}

export function addException(world: VerbWorld, args: ExceptionFields & WithReason): Saying {
  const { why: _why, ...fields } = args;
  const not = exceptionNotSaid(world, fields, null);
  if (not) return not;
  return said(world, args, setOf(world.situation.plan, 'exception', world.newId(), fields));
}

/** Fields that are not given stay. */
export function changeException(
  world: VerbWorld,
  { id, why, ...fields }: { id: string } & Partial<ExceptionFields> & WithReason,
): Saying {
  const { plan } = world.situation;
  const before = plan.exceptions.get(id);
  if (!before) return gone('exception', id);
  const not = exceptionNotSaid(world, { ...before.fields, ...fields }, id);
  if (not) return not;
  return said(world, { why }, setOf(plan, 'exception', id, fields));
}

export function removeException(world: VerbWorld, args: { id: string } & WithReason): Saying {
  const { plan } = world.situation;
  if (!plan.exceptions.has(args.id)) return gone('exception', args.id);
  return said(world, args, setOf(plan, 'exception', args.id, DELETED));
}

function said(world: VerbWorld, { why }: WithReason, sets: ChangeSet[]): Saying {
  return answer(world, changeOf(sets, { why }));
}

function setWeeks({ situation }: Pick<VerbWorld, 'situation'>, scope: string): SetWeek[] {
  const weeks = [...situation.plan.weeks.values()].map(({ id, fields }) => ({ ...fields, id }));
  return weeksOfScope(weeks, scope);
}

/** The scope itself, and what is narrower: groups and lines of the plant, lines of a group. */
function isWithin({ lines }: Situation, scope: string, wider: string): boolean {
  if (scope === wider || wider === 'plant') return true;
  const line = lines.find(({ id }) => scope === `line:${id}`);
  return line?.processGroup !== undefined && wider === `group:${line.processGroup}`;
}

function scopeNotSaid({ lines, plant }: Situation, scope: string): NotSaid | null {
  const [kind, id] = scope.split(':');
  if (scope === 'plant') return null;
  if (kind === 'line' && lines.some((line) => line.id === id)) return null;
  if (kind === 'group' && plant.processGroups.some((group) => group.id === id)) return null;
  const why = kind === 'line' ? 'unknown-line' : 'unknown';
  return notSaid(why, null, `"${scope}" is no part of this plant; choose the plant, a process group or a line`);
}

function dateNotSaid(date: string): NotSaid | null {
  return isDate(date) ? null : notSaid('dates', null, `"${date}" is not a date; give it as "2026-11-22"`);
}

function daysNotSaid(days: WeekDays, repeats: boolean): NotSaid | null {
  const problem = weekProblem(days, { repeats });
  if (!problem) return null;
  const { why, day, first, second } = problem;
  const text = {
    start: `the shift "${first}" on "${day}" cannot start at 24:00; let it start at 00:00 of the next day`,
    'shifts-overlap': `the shifts "${first}" and "${second}" (on "${day}") overlap; change one of them`,
    'break-outside': `the break "${first}" is not within its shift "${second}" on "${day}"; change one of them`,
    'breaks-overlap': `the breaks "${first}" and "${second}" on "${day}" overlap; change one of them`,
  }[why];
  return notSaid('field', null, text);
}

type Unchecked = { [F in keyof PlanFields<'exception'>]?: PlanFields<'exception'>[F] | null };

function exceptionNotSaid(world: VerbWorld, fields: Unchecked, id: string | null): NotSaid | null {
  const { kind } = fields;
  const [scope, from, to] = [fields.scope ?? '', fields.from ?? '', fields.to ?? ''];
  const about = (field: string) => (id === null ? null : { entity: 'exception' as const, id, field });
  const not = scopeNotSaid(world.situation, scope);
  if (not) return not;
  if (kind === undefined) return notSaid('field', about('kind'), 'the exception has no kind; give one');
  for (const [field, text] of Object.entries({ from, to }))
    if (!isLocalTime(text))
      return notSaid('dates', about(field), `"${text}" is not a time; give it as "2026-11-22T06:00"`);
  if (to <= from) return notSaid('dates', about('to'), `"${to}" is not after "${from}"; let it end later`);
  return null;
}

function gone(entity: 'week' | 'exception', id: string): NotSaid {
  return notSaid('unknown', { entity, id }, `there is no ${entity} "${id}" any more; look at the calendar again`);
}
