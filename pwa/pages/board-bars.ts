/** Jobs on lines as the bars of the board, and what connects them. Pure. */
import type { BoardBar, BoardLink } from '../components/board/board-model.ts';
import type { PlanView } from '../data/planning.ts';
import { linesShown } from './board-rows.ts';
import { barOf, endedBar } from './job-bar.ts';

/** Bars of jobs that run, wait or ended on lines of the group. */
export function boardBars(view: PlanView, group: string | null): BoardBar[] {
  const { schedule } = view;
  const lines = new Set(linesShown(view, group).map(({ id }) => id));
  const bars: BoardBar[] = [];
  for (const forecast of schedule.jobs.values()) {
    if (lines.has(forecast.line)) bars.push(barOf(view, forecast));
  }
  for (const { job, state, line, startedAt, endedAt } of schedule.standings.values()) {
    if (line === null || startedAt === null || schedule.jobs.has(job) || !lines.has(line)) continue;
    if (state !== 'Ended' && state !== 'Aborted') continue;
    bars.push(endedBar(view, job, { line, start: startedAt, end: endedAt ?? schedule.now }));
  }
  return bars;
}

export function boardLinks({ plan, schedule }: PlanView, selected: readonly string[]): BoardLink[] {
  if (selected.length === 0) return [];
  const chosen = new Set(selected);
  const links: BoardLink[] = [];
  for (const to of schedule.jobs.keys()) {
    for (const { job: from } of plan.jobs.get(to)?.fields.after ?? []) {
      if (!chosen.has(from) && !chosen.has(to)) continue;
      const broken = schedule.conflicts.some((one) => one.why === 'precedence' && one.job === to && one.other === from);
      links.push({ from, to, broken });
    }
  }
  return links;
}
