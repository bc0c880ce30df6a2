/** Words of the page of tasks. */
import { language } from './locale.ts';
import { tasksDe } from './tasks-de.ts';
import { tasksEn, type TasksWords } from './tasks-en.ts';

type Arguments<M> = M extends (...args: infer A) => string ? A : [];

export function tasksText<K extends keyof TasksWords>(key: K, ...args: Arguments<TasksWords[K]>): string {
  const words: TasksWords = language().toLowerCase().startsWith('de') ? tasksDe : tasksEn;
  const text = words[key] as string | ((...args: unknown[]) => string);
  return typeof text === 'string' ? text : text(...args);
}
