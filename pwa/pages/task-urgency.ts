/** How much a task presses: red is for what somebody waits for, not for what nobody ticked off. Pure. */
import type { TaskItem } from '../../shared/schedule/schedule.ts';
import type { PlanView } from '../data/planning.ts';

/**
 * `overdue` = its job waits for it, or its lot for its release; `late` = its job began without it; `past` = its job is over and
 * needs it no more; `ahead` = there is time.
 */
export type Urgency = 'overdue' | 'late' | 'ahead' | 'past';

const ORDER: Record<Urgency, number> = { overdue: 0, late: 1, ahead: 2, past: 3 };

export function urgencyOf({ plan, schedule }: PlanView, task: TaskItem): Urgency {
  const state = schedule.standings.get(task.job)?.state;
  const isOver = state === 'Ended' || state === 'Aborted';
  const atEnd = plan.jobs
    .get(task.job)
    ?.fields.tasks?.some(({ key, at }) => at === 'end' && `${task.job}.${key}` === task.id);
  if (isOver && !atEnd && !task.blocks) return 'past';
  if (task.at === null || task.at >= schedule.now) return 'ahead';
  return atEnd || state === 'NotAllowedToStart' || state === 'AllowedToStart' || task.blocks ? 'overdue' : 'late';
}

/** What presses most first; else by time, as they come. */
export function tasksByUrgency(view: PlanView): { task: TaskItem; urgency: Urgency }[] {
  return view.schedule.tasks
    .map((task) => ({ task, urgency: urgencyOf(view, task) }))
    .sort((a, b) => ORDER[a.urgency] - ORDER[b.urgency]);
}
