/** Which layer of the calendar decides what in a week: the strongest first. Pure. */
import type { LayerRow } from '../components/calendar/calendar-model.ts';
import type { PlanView } from '../data/planning.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { setWeekFinder } from '../../shared/calendar/week-of-date.ts';
import { dateOf, shortScope } from './calendar-lists.ts';
import { widerScopes } from './calendar-look.ts';
import { setWeeks, weekMarks, type WeekShown } from './calendar-week.ts';

/** One-off changes, then the weeks of each scope from narrow to wide, customised before default, then the plant file. */
export function layerRows(view: PlanView, scope: string, week: WeekShown): LayerRow[] {
  const rows: LayerRow[] = [];
  const marks = new Set(weekMarks(view, scope, week.monday).map(({ id }) => id)).size;
  rows.push({ name: c('layerOnce'), decides: marks === 0 ? '' : c('layerMarks', marks) });
  const weeks = setWeeks(view);
  for (const one of widerScopes(view, scope)) {
    const found = setWeekFinder([one], weeks);
    // Of one scope a week can have several: each day has its own.
    const ids = new Set(week.dates.flatMap((date) => found(date)?.id ?? []));
    for (const id of ids) {
      const set = weeks.find((other) => other.id === id)!;
      const name =
        set.to === undefined
          ? c('layerDefault', shortScope(view, one), dateOf(set.from!))
          : c('layerWeek', shortScope(view, one));
      rows.push({
        name,
        decides: daysOf(week.sources.filter((source) => source.is === 'week' && source.week.id === id)),
      });
    }
  }
  const rest = week.sources.filter(({ is }) => is !== 'week');
  const isAlways = rest.some(({ is }) => is === 'always');
  if (rest.length > 0) rows.push({ name: c(isAlways ? 'always' : 'fromFile'), decides: daysOf(rest) });
  return rows;
}

function daysOf({ length }: readonly unknown[]): string {
  return length === 0 ? '' : length === 7 ? c('layerAll') : c('layerDays', length);
}
