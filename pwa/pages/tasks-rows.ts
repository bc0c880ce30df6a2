/** What departments have to do, as it is listed: by when it is due, what is late first. Pure. */
import type { TaskItem } from '../../shared/schedule/schedule.ts';
import type { TaskCard, TaskGroup } from '../components/plan/ls-task-list.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { paperText } from '../locales/plan-paper.ts';
import { planText as p } from '../locales/plan.ts';
import { tasksText as k } from '../locales/tasks.ts';
import { jobTitle } from './board-order.ts';
import { roughly } from './near-time.ts';
import type { TaskLook } from './tasks-look.ts';
import { tasksByUrgency, type Urgency } from './task-urgency.ts';

/** A shift: what is due so soon is somebody's who is here now. */
const SOON_MS = 8 * 3_600_000;

/** Names, in order; as tasks say them. */
export function departmentsOf({ schedule }: PlanView): string[] {
  return [...new Set(schedule.tasks.flatMap(({ department }) => (department === null ? [] : [department])))].sort();
}

/** What is left out besides what is done or open, said on paper; '' = nothing is. */
export function narrowedTasks({ lines }: Pick<PlanView, 'lines'>, { department, line }: TaskLook): string {
  const parts = [department, lines.find(({ id }) => id === line)?.name ?? line].filter(Boolean);
  return parts.length === 0 ? '' : paperText('narrowed', parts.join(', '));
}

export function taskCards(view: PlanView, look: TaskLook, user: string | null): TaskCard[] {
  const shown = tasksByUrgency(view).filter(({ task }) => isShown(task, look, user));
  // What was done last is what somebody looks for.
  if (look.which === 'done') shown.sort((a, b) => (b.task.done ?? 0) - (a.task.done ?? 0));
  return shown.map(({ task, urgency }) => cardOf(view, task, urgency, { user, look }));
}

function isShown({ department, done, claimed, line }: TaskItem, look: TaskLook, user: string | null): boolean {
  if (look.department !== '' && department !== look.department) return false;
  if (look.line !== '' && line !== look.line) return false;
  if (look.which === 'done') return done !== null;
  return done === null && (look.which !== 'mine' || (user !== null && claimed === user));
}

function cardOf(
  view: PlanView,
  task: TaskItem,
  urgency: Urgency,
  { user, look }: { user: string | null; look: TaskLook },
): TaskCard {
  const { plan, lines } = view;
  const { id, job, name, department, blocks, claimed, done, line } = task;
  return {
    ...{ id, name },
    job: jobTitle(plan, job),
    href: `/orders/${encodeURIComponent(task.order)}`,
    line: lines.find((one) => one.id === line)?.name ?? '',
    kind: p(`task-${task.kind}`),
    department: department ?? '',
    ...whenOf(view, task, urgency),
    blocks: blocks && done === null,
    claimed:
      claimed === null
        ? ''
        : claimed === user
          ? p('claimedByYou')
          : p('claimedBy', view.names?.get(claimed) ?? claimed),
    mine: claimed !== null && claimed === user,
    done: done !== null,
    note: plan.tasks.get(id)?.fields.note ?? '',
    unsent: view.unsent.has(`task:${id}`),
    wanted: look.task === id,
  };
}

type When = Pick<TaskCard, 'when' | 'whenNote' | 'tone' | 'group'>;

function whenOf({ plant, schedule }: PlanView, { at, done }: TaskItem, urgency: Urgency): When {
  const { now } = schedule;
  const time = (ms: number) => clockOfPlan(ms, plant.timezone, now);
  if (done !== null) return { when: k('doneAt', time(done)), whenNote: '', tone: 'plain', group: 'done' };
  if (at === null) return { when: k('noTime'), whenNote: k('noTimeWhy'), tone: 'plain', group: 'later' };
  if (at >= now) {
    const group: TaskGroup = urgency === 'past' ? 'past' : at - now <= SOON_MS ? 'soon' : 'later';
    return { when: time(at), whenNote: k('within', roughly(at - now)), tone: 'plain', group };
  }
  const [by, due] = [roughly(now - at), k('dueAt', time(at))];
  const presses = (why: 'waitedFor' | 'begunWithout') => ({
    whenNote: `${due} · ${k(why)}`,
    group: 'presses' as const,
  });
  if (urgency === 'overdue') return { when: k('overdue', by), ...presses('waitedFor'), tone: 'act' };
  if (urgency === 'late') return { when: k('late', by), ...presses('begunWithout'), tone: 'look' };
  return { when: k('was', by), whenNote: due, tone: 'plain', group: 'past' };
}

export interface WaitedRow {
  why: string;
  time: string;
  ms: number;
}

/** Time that was and will be waited, by cause, longest first. */
export function waitedRows({ schedule }: PlanView): WaitedRow[] {
  const sums = new Map<string, number>();
  for (const { why, kind, department, from, to } of schedule.waits) {
    const cause = why === 'task' && kind !== null ? (department ?? p(`task-${kind}`)) : p(`wait-${why}`);
    sums.set(cause, (sums.get(cause) ?? 0) + to - from);
  }
  return [...sums].map(([why, ms]) => ({ why, ms, time: roughly(ms) })).sort((a, b) => b.ms - a.ms);
}
