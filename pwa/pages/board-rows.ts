/** Lines as the rows of the board: what is to be known of each, and when it rests. Pure. */
import type { LineCalendar } from '../../shared/calendar/line-calendar.ts';
import { calendarRules, lineCalendar } from '../../shared/calendar/line-calendar.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { BoardRow } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import { isLate } from './job-bar.ts';

/** Lines of a process group, or all. */
export function linesShown(view: PlanView, group: string | null): LineReference[] {
  return group === null ? view.lines : view.lines.filter(({ processGroup }) => processGroup === group);
}

export function boardRows(view: PlanView, group: string | null, window: Window): BoardRow[] {
  const { plan, schedule, plant } = view;
  const rules = calendarRules(plan, plant.timezone);
  return linesShown(view, group).map((line) => {
    const calendar: LineCalendar = lineCalendar(line, rules);
    const mismatch = schedule.mismatches.find((one) => plan.orders.size > 0 && one.line === line.id && one.current);
    const late = (schedule.queues.get(line.id) ?? []).some((job) => isLate(view, job));
    const conflict = schedule.conflicts.some((one) => one.line === line.id);
    const [first] = schedule.queues.get(line.id) ?? [];
    const runs = first !== undefined && schedule.standings.get(first)?.state === 'Running';
    return {
      id: line.id,
      title: line.name,
      note: mismatch
        ? p('runsOther', mismatch.lot, mismatch.planned === null ? null : jobTitle(plan, mismatch.planned))
        : p(
            conflict
              ? 'rowConflict'
              : late
                ? 'rowLate'
                : first === undefined
                  ? 'rowFree'
                  : runs
                    ? 'rowOnPlan'
                    : 'rowWaits',
          ),
      alert: conflict || mismatch ? 'act' : late ? 'look' : 'none',
      shades: calendar
        .resting(window)
        .map(({ from, to, why, name }) => ({ from, to, why, label: name ?? p(`rest-${why}`) })),
    };
  });
}
