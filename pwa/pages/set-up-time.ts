/** How long a line is set up for a job, as people tell it. Pure. */
import { calendarRules, lineCalendar } from '../../shared/calendar/line-calendar.ts';
import { totalMs } from '../../shared/calendar/windows.ts';
import type { JobForecast } from '../../shared/schedule/schedule.ts';
import type { PlanView } from '../data/planning.ts';

/** Working time, ms: nobody sets up in a break, and no changeover takes longer because one lies in it. 0 = there is none. */
export function setUpMs(
  { plan, plant, lines }: Pick<PlanView, 'plan' | 'plant' | 'lines'>,
  { line: id, setupFrom, start }: Pick<JobForecast, 'line' | 'setupFrom' | 'start'>,
): number {
  const line = lines.find((one) => one.id === id);
  if (start <= setupFrom || !line) return 0;
  const calendar = lineCalendar(line, calendarRules(plan, plant.timezone));
  return totalMs(calendar.working({ from: setupFrom, to: start }));
}
