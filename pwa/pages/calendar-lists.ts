/** Effective dates and exceptions as rows of lists. Pure. */
import { clockText, dateMs, localMs } from '../../shared/calendar/local-text.ts';
import { daysLater } from '../../shared/calendar/local-dates.ts';
import { setWeekFinder } from '../../shared/calendar/week-of-date.ts';
import { WEEKDAYS, type WeekDays } from '../../shared/orders/entities.ts';
import type { Planned } from '../../shared/orders/plan.ts';
import type { ExceptionRow, GridDay, WeekRow } from '../components/calendar/calendar-model.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { date, dayLabel, number, span } from '../locales/format.ts';
import { language } from '../locales/locale.ts';
import { concerns, scopeChoices, widerScopes } from './calendar-look.ts';
import { hoursText, turnOf, workedTime } from './calendar-hours.ts';
import { setWeeks, today, weekMarks, type DaySource, type WeekShown } from './calendar-week.ts';

/** Dates of the plant are shown as they are, whatever the zone. */
const AS_IT_IS = 'UTC';

export function dateOf(text: string): string {
  return date(dateMs(text), AS_IT_IS);
}

export function scopeName(view: Pick<PlanView, 'plant' | 'lines'>, scope: string): string {
  const choice = scopeChoices(view).find((one) => one.scope === scope);
  if (!choice) return scope;
  return choice.kind === 'plant' ? c('plant', choice.name) : choice.name;
}

export function weekName(monday: string): string {
  return datesOf(monday, daysLater(monday, 6));
}

/** From the first to the last day, what both share said once. */
function datesOf(first: string, last: string): string {
  const format = new Intl.DateTimeFormat(language(), {
    ...{ day: 'numeric', month: 'short', year: 'numeric' },
    timeZone: AS_IT_IS,
  });
  return format.formatRange(dateMs(first), dateMs(last));
}

/** On whose word most of the week is as it is; days of another say so themselves. */
export function mainSource(view: PlanView, scope: string, week: WeekShown): string {
  const notes = week.sources.map((source) => sourceNote(view, scope, source));
  const count = (note: string) => notes.filter((other) => other === note).length;
  return notes.toSorted((a, b) => count(b) - count(a))[0]!;
}

/** `days` = as they are drawn, changed ones too. */
export function gridDays(view: PlanView, scope: string, week: WeekShown, days: WeekDays): GridDay[] {
  const now = today(view);
  const marks = weekMarks(view, scope, week.monday);
  const works = workedTime(view, scope, week.monday, days);
  return week.dates.map((text, i) => {
    const isChanged = JSON.stringify(days[WEEKDAYS[i]!]) !== JSON.stringify(week.days[WEEKDAYS[i]!]);
    const source = isChanged ? c('changed') : shortSource(view, scope, week.sources[i]!);
    const kinds = [...new Set(marks.filter(({ row }) => row === i).map(({ kind }) => c(kind)))].join(', ');
    const turn = week.hours[i] === 24 ? null : turnOf(view.plant.timezone, text);
    const notes = [kinds === '' ? source : c('over', kinds, source), ...turnNotes(week.hours[i]!, turn)];
    return {
      ...{ date: text, name: dayLabel(dateMs(text), AS_IT_IS), note: notes.join(' · '), isToday: text === now },
      ...{ works: hoursText(works[i]!), turn },
    };
  });
}

function turnNotes(hours: number, turn: ReturnType<typeof turnOf>): string[] {
  if (!turn) return [];
  const time = (minute: number) => clockText(minute * 60_000);
  const long = c('hours', number(hours, hours % 1 === 0 ? 0 : 1));
  return [long, c(turn.twice ? 'turnTwice' : 'turnNever', time(turn.from), time(turn.to))];
}

/** On whose word a day is as it is, in a few words. */
function shortSource(view: PlanView, scope: string, source: DaySource): string {
  if (source.is !== 'week' || source.week.to !== undefined) return sourceNote(view, scope, source);
  const of = source.week.scope;
  return of === scope ? c('ownDefault') : of === 'plant' ? c('plantDefault') : c('defaultOf', scopeName(view, of));
}

export function shortScope(view: Pick<PlanView, 'plant' | 'lines'>, scope: string): string {
  return scope === 'plant' ? c('wholePlant') : scopeName(view, scope);
}

function sourceNote(view: PlanView, scope: string, source: DaySource): string {
  if (source.is === 'always') return source.line === null ? c('always') : c('alwaysDiffers', source.line);
  if (source.is === 'file') return source.line === null ? c('fromFile') : c('fromFileDiffers', source.line);
  const { week } = source;
  const isOwn = week.scope === scope;
  const of = scopeName(view, week.scope);
  if (week.to !== undefined) return isOwn ? c('fromCustomised') : c('fromCustomisedOf', of);
  return isOwn ? c('fromDefault', dateOf(week.from)) : c('fromDefaultOf', dateOf(week.from), of);
}

/** All that concern the scope, in order of time. `mayPlan` = whoever is here may change it. */
export function exceptionRows(view: PlanView, scope: string, mayPlan: (scope: string) => boolean): ExceptionRow[] {
  const now = today(view);
  return [...view.plan.exceptions.values()]
    .flatMap((planned) => {
      const { scope: of = '', kind, from, to, name } = planned.fields;
      if (!kind || !from || !to || !concerns(view, scope, of)) return [];
      const row: ExceptionRow = {
        ...{ id: planned.id, kind, title: name === undefined ? c(kind) : c('named', c(kind), name) },
        when: span(localMs(from), localMs(to), AS_IT_IS),
        ...{ scope: scopeName(view, of), note: noteOf(view, planned), isPast: to.slice(0, 10) < now },
        editable: mayPlan(of),
      };
      return [{ row, from }];
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ row }) => row);
}

/** Default and customised weeks that concern the scope, in order of time. */
export function weekRows(view: PlanView, scope: string, mayPlan: (scope: string) => boolean): WeekRow[] {
  const now = today(view);
  const weeks = setWeeks(view);
  return [...view.plan.weeks.values()]
    .flatMap((planned) => {
      const { scope: of = '', from, to } = planned.fields;
      if (from === undefined || !concerns(view, scope, of)) return [];
      const inForce = setWeekFinder([of], weeks)(now);
      const isReplaced = to === undefined && from <= now && isFollowed(view, of, from, now);
      const row: WeekRow = {
        id: planned.id,
        title: to === undefined ? c('defaultFrom', dateOf(from)) : datesOf(from, daysLater(to, -1)),
        ...{ scope: scopeName(view, of), isCustomised: to !== undefined, counts: inForce?.id === planned.id },
        ...{ note: noteOf(view, planned), isPast: isReplaced || (to !== undefined && to <= now) },
        editable: mayPlan(of),
      };
      return [{ row, from }];
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ row }) => row);
}

/** A later default week of the scope counts already. */
function isFollowed({ plan }: PlanView, scope: string, from: string, now: string): boolean {
  return [...plan.weeks.values()].some(
    ({ fields }) =>
      fields.scope === scope && fields.to === undefined && (fields.from ?? '') > from && (fields.from ?? '9') <= now,
  );
}

/** Narrower scopes whose own default week stays whatever is decided here; '' = none. */
export function stayingOnes(view: PlanView, scope: string): string {
  const narrower = [...view.plan.weeks.values()].flatMap(({ fields }) =>
    fields.to === undefined && fields.scope !== undefined && fields.scope !== scope ? [fields.scope] : [],
  );
  const names = [...new Set(narrower)].filter((one) => widerScopes(view, one).includes(scope));
  return names.map((one) => scopeName(view, one)).join(', ');
}

function noteOf(view: PlanView, { entity, id, conflicts }: Planned<'week' | 'exception'>): string {
  if (conflicts.length > 0) return c('versions');
  return view.unsent.has(`${entity}:${id}`) ? c('unsent') : '';
}
