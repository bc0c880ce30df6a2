/** The week of a scope as it stands: which shifts, on whose word, and what is different once. Pure. */
import { daysLater } from '../../shared/calendar/local-dates.ts';
import { dateMs, dateText, localMs } from '../../shared/calendar/local-text.ts';
import { daysOfCalendar, setWeekFinder, type SetWeek } from '../../shared/calendar/week-of-date.ts';
import { instantOf, localMidnight } from '../../shared/calendar/zone.ts';
import { WEEKDAYS, type Shift, type WeekDays } from '../../shared/orders/entities.ts';
import type { GridMark } from '../components/calendar/calendar-model.ts';
import { DAY_MIN } from '../components/calendar/week-grid.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { linesOfScope, widerScopes } from './calendar-look.ts';

const MINUTE_MS = 60_000;
const DAY_MS = DAY_MIN * MINUTE_MS;
const ALWAYS: readonly Shift[] = [{ from: '00:00', to: '24:00' }];

/** On whose word a day is as it is; `line` = the one that is shown, as others differ. */
export type DaySource =
  { is: 'week'; week: SetWeek } | { is: 'file'; line: string | null } | { is: 'always'; line: string | null };

export interface WeekShown {
  monday: string;
  /** Monday to Sunday. */
  dates: readonly string[];
  days: WeekDays;
  sources: readonly DaySource[];
  /** Shifts of the Sunday before: a night may reach into Monday. */
  before: readonly Shift[];
  /** Length of each day, h; clocks change on some. */
  hours: readonly number[];
}

export type CalendarView = Pick<PlanView, 'plan' | 'plant' | 'lines'>;

export function weekShown(view: CalendarView, scope: string, monday: string): WeekShown {
  const weekOn = setWeekFinder(widerScopes(view, scope), setWeeks(view));
  const fallback = fallbackOf(view, scope);
  const dates = WEEKDAYS.map((_, i) => daysLater(monday, i));
  const shiftsOn = (date: string): readonly Shift[] => (weekOn(date)?.days ?? fallback.days)[weekdayOf(date)];
  const zone = view.plant.timezone;
  const start = (date: string) => instantOf(zone, dateMs(date));
  return {
    monday,
    dates,
    days: Object.fromEntries(WEEKDAYS.map((day, i) => [day, shiftsOn(dates[i]!)])) as WeekDays,
    sources: dates.map((date) => {
      const week = weekOn(date);
      return week ? { is: 'week', week } : fallback.source;
    }),
    before: shiftsOn(daysLater(monday, -1)),
    hours: dates.map((date) => (start(daysLater(date, 1)) - start(date)) / 3_600_000),
  };
}

/** Id of the week of this very scope that was customised; null = there is none in it. */
export function customisedHere({ sources }: WeekShown, scope: string): string | null {
  for (const source of sources)
    if (source.is === 'week' && source.week.to !== undefined && source.week.scope === scope) return source.week.id;
  return null;
}

export function setWeeks({ plan }: Pick<PlanView, 'plan'>) {
  return [...plan.weeks.values()].map(({ id, fields }) => ({ ...fields, id }));
}

function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[(new Date(dateMs(date)).getUTCDay() + 6) % 7]!;
}

/** What counts where nobody set a week: the plant file, of the first line if they differ. */
function fallbackOf(view: CalendarView, scope: string): { days: WeekDays; source: DaySource } {
  const lines = linesOfScope(view, scope);
  const isOne = new Set(lines.map(({ calendar }) => JSON.stringify(calendar ?? null))).size <= 1;
  const first = lines[0];
  const line = isOne ? null : (first?.name ?? null);
  if (first?.calendar) return { days: daysOfCalendar(first.calendar), source: { is: 'file', line } };
  const days = Object.fromEntries(WEEKDAYS.map((day) => [day, ALWAYS])) as WeekDays;
  return { days, source: { is: 'always', line } };
}

/** Names of lines that work otherwise by the plant file than is shown of the scope, until somebody sets a week for all of it. */
export function linesThatDiffer(view: CalendarView, scope: string, monday: string): string[] {
  const weeks = setWeeks(view);
  const lines = linesOfScope(view, scope).filter(
    ({ id }) => setWeekFinder(widerScopes(view, `line:${id}`), weeks)(monday) === null,
  );
  const textOf = ({ calendar }: CalendarView['lines'][number]) => JSON.stringify(calendar ?? null);
  return lines.filter((line) => textOf(line) !== textOf(linesOfScope(view, scope)[0]!)).map(({ name }) => name);
}

/** Exceptions of the scope and wider ones, as far as they lie in the week. */
export function weekMarks(view: CalendarView, scope: string, monday: string): GridMark[] {
  const scopes = widerScopes(view, scope);
  const start = dateMs(monday);
  const marks: GridMark[] = [];
  for (const { id, fields } of view.plan.exceptions.values()) {
    const { scope: of = '', kind, from, to, name } = fields;
    if (!scopes.includes(of) || !kind || !from || !to) continue;
    for (let row = 0; row < 7; row++) {
      const minuteOf = (text: string) => (localMs(text) - start - row * DAY_MS) / MINUTE_MS;
      const [begin, end] = [Math.max(0, minuteOf(from)), Math.min(DAY_MIN, minuteOf(to))];
      const label = name === undefined ? c(kind) : c('named', c(kind), name);
      if (begin < end) marks.push({ id, row, from: begin, to: end, kind, label });
    }
  }
  return marks;
}

/** Date that the plant's clocks show. */
export function today(view: Pick<PlanView, 'plant' | 'schedule'>): string {
  return dateText(localMidnight(view.plant.timezone, view.schedule.now));
}
