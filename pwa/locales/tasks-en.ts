import { pluralOf } from './plural.ts';

const plural = pluralOf('en');

/** Texts of the tasks' page; loaded with it. */
export const tasksEn = {
  which: 'Which tasks',
  counted: (name: string, count: number) => `${name} ${count}`,
  line: 'Line',
  allLines: 'All lines',
  groupPresses: 'Late',
  groupSoon: 'Within 8 hours',
  groupLater: 'Later',
  groupPast: 'Nobody waits for it any more',
  overdue: (by: string) => `overdue ${by}`,
  late: (by: string) => `late ${by}`,
  was: (ago: string) => `${ago} ago`,
  dueAt: (at: string) => `was due ${at}`,
  waitedFor: 'its order waits for it',
  begunWithout: 'begun without it',
  within: (time: string) => `in ${time}`,
  noTime: 'no time yet',
  noTimeWhy: 'its job is not scheduled',
  doneAt: (at: string) => `done ${at}`,
  elsewhere: (count: number) =>
    plural(count, { one: 'There is 1 with other filters.', other: `There are ${count} with other filters.` }),
  showAll: 'Show all',
  howTheyCome: 'Tasks come with the jobs of a product: its route says which, and for whom.',
  toRoutes: 'To products and routes',
  waited: 'Waiting time by cause',
  waitedNote: 'What was waited for, and will be as things stand, on all lines.',
};

export type TasksWords = typeof tasksEn;
