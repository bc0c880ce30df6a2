/** What a task's id stands for. */
import type { TaskTemplate } from './entities.ts';
import type { Plan } from './plan.ts';

/** Id `<job>.<key>`, keys have no point; undefined = no job asks for it. */
export function templateOf(plan: Plan, task: string): TaskTemplate | undefined {
  const point = task.lastIndexOf('.');
  const tasks = plan.jobs.get(task.slice(0, Math.max(0, point)))?.fields.tasks ?? [];
  return tasks.find(({ key }) => key === task.slice(point + 1));
}
