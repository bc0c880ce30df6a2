/** Which of several things that had to happen first a stretch of time was lost to. */
import type { Window } from '../calendar/windows.ts';
import type { Plan } from '../orders/plan.ts';
import { templateOf } from '../orders/task-template.ts';
import type { StartCause, Waiting } from './schedule.ts';
import type { Limit } from './steps.ts';

/** The window in pieces: each until the next of the limits is met, named by it; what is after the last has no cause. */
export function hindrances(window: Window, limits: readonly Limit[]): (Window & { cause: StartCause | null })[] {
  const pieces: (Window & { cause: StartCause | null })[] = [];
  let { from } = window;
  for (const { at, cause } of limits.toSorted((a, b) => a.at - b.at)) {
    const to = Math.min(at, window.to);
    if (to <= from) continue;
    pieces.push({ from, to, cause });
    from = to;
  }
  if (from < window.to) pieces.push({ from, to: window.to, cause: null });
  return pieces;
}

/** Null = it is as somebody wanted it. */
export function waitedFor(plan: Plan, cause: StartCause | null): Pick<Waiting, 'why' | 'kind' | 'department'> | null {
  if (cause?.why === 'upstream') return { why: 'upstream', kind: null, department: null };
  if (cause?.why !== 'task') return null;
  const template = templateOf(plan, cause.task);
  return { why: 'task', kind: template?.kind ?? null, department: template?.department ?? null };
}
