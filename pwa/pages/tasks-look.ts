/** Which tasks are looked at, as the page's address says it. Pure. */
export interface TaskLook {
  /** '' = every department. */
  department: string;
  /** Id; '' = every line. */
  line: string;
  which: 'open' | 'mine' | 'done';
  /** A task that one came for. */
  task: string | null;
}

export function taskLookIn(search: string): TaskLook {
  const query = new URLSearchParams(search);
  const which = query.get('which');
  return {
    department: query.get('department') ?? '',
    line: query.get('line') ?? '',
    which: which === 'mine' || which === 'done' ? which : 'open',
    task: query.get('task'),
  };
}

export function searchOfTasks({ department, line, which, task }: TaskLook): string {
  const query = new URLSearchParams();
  if (department !== '') query.set('department', department);
  if (line !== '') query.set('line', line);
  if (which !== 'open') query.set('which', which);
  if (task !== null) query.set('task', task);
  return `?${query.toString()}`;
}
