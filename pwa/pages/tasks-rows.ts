/** What departments have to do, as it is listed: by when it is due, what is late first. Pure. */
import type { TaskItem } from '../../shared/schedule/schedule.ts';
import type { TaskCard } from '../components/plan/ls-task-list.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfDay, duration } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import { tasksByUrgency, type Urgency } from './task-urgency.ts';

export interface TaskLook {
  /** '' = every department. */
  department: string;
  which: 'open' | 'mine' | 'done';
  /** A task that one came for. */
  task: string | null;
}

export function taskLookIn(search: string): TaskLook {
  const query = new URLSearchParams(search);
  const which = query.get('which');
  return {
    department: query.get('department') ?? '',
    which: which === 'mine' || which === 'done' ? which : 'open',
    task: query.get('task'),
  };
}

export function searchOfTasks({ department, which, task }: TaskLook): string {
  const query = new URLSearchParams();
  if (department !== '') query.set('department', department);
  if (which !== 'open') query.set('which', which);
  if (task !== null) query.set('task', task);
  return `?${query.toString()}`;
}

/** Names, in order; as tasks say them. */
export function departmentsOf({ schedule }: PlanView): string[] {
  return [...new Set(schedule.tasks.flatMap(({ department }) => (department === null ? [] : [department])))].sort();
}

export function taskCards(view: PlanView, look: TaskLook, user: string | null): TaskCard[] {
  return tasksByUrgency(view)
    .filter(({ task }) => isShown(task, look, user))
    .map(({ task, urgency }) => cardOf(view, task, urgency, { user, look }));
}

function isShown({ department, done, claimed }: TaskItem, look: TaskLook, user: string | null): boolean {
  if (look.department !== '' && department !== look.department) return false;
  if (look.which === 'done') return done !== null;
  return done === null && (look.which !== 'mine' || (user !== null && claimed === user));
}

function cardOf(
  view: PlanView,
  task: TaskItem,
  urgency: Urgency,
  { user, look }: { user: string | null; look: TaskLook },
): TaskCard {
  const { plan, schedule, plant, lines } = view;
  const { id, job, name, department, blocks, at, claimed, done, line } = task;
  const time = (ms: number) => clockOfDay(ms, plant.timezone, schedule.now);
  const isLate = done === null && at !== null && at < schedule.now;
  const tone = done !== null ? 'plain' : urgency === 'overdue' ? 'act' : urgency === 'late' ? 'look' : 'plain';
  return {
    ...{ id, name, tone },
    job: jobTitle(plan, job),
    href: `/orders/${encodeURIComponent(task.order)}`,
    line: lines.find((one) => one.id === line)?.name ?? '',
    kind: p(`task-${task.kind}`),
    department: department ?? '',
    when:
      done !== null
        ? p('doneAt', time(done))
        : at === null
          ? p('noTime')
          : isLate
            ? p(urgency === 'past' ? 'wasDue' : 'overdue', duration(schedule.now - at))
            : time(at),
    blocks: blocks && done === null,
    claimed: claimed === null ? '' : claimed === user ? p('claimedByYou') : p('claimedBy', claimed),
    mine: claimed !== null && claimed === user,
    done: done !== null,
    note: plan.tasks.get(id)?.fields.note ?? '',
    unsent: view.unsent.has(`task:${id}`),
    wanted: look.task === id,
  };
}

/** Time that was and will be waited, by cause, longest first. */
export function waitedRows({ schedule }: PlanView): { why: string; time: string; ms: number }[] {
  const sums = new Map<string, number>();
  for (const { why, kind, department, from, to } of schedule.waits) {
    const cause = why === 'task' && kind !== null ? (department ?? p(`task-${kind}`)) : p(`wait-${why}`);
    sums.set(cause, (sums.get(cause) ?? 0) + to - from);
  }
  return [...sums].map(([why, ms]) => ({ why, ms, time: duration(ms) })).sort((a, b) => b.ms - a.ms);
}
