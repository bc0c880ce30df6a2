import { describe, expect, it } from 'vitest';
import { digestParts } from '../../../pwa/pages/board-digest.ts';
import type { TaskItem } from '../../../shared/schedule/schedule.ts';
import { NOW, calendarView } from './calendar-view.ts';

describe('What needs somebody, under the board', () => {
  it('names who has claimed a task, not their id', () => {
    const view = calendarView({ orders: { A: { quantity: 5_000 } } });
    const task: TaskItem = {
      ...{ id: 'film', job: 'A.run', order: 'A', line: 'line8', name: 'Film', department: 'Warehouse' },
      kind: 'other',
      ...{ blocks: false, at: NOW + 60_000, claimed: 'p-17', done: null },
    };
    const names = new Map([['p-17', 'Rack keeper']]);
    const [tasks] = digestParts({ ...view, names, schedule: { ...view.schedule, tasks: [task] } });
    expect(tasks!.entries.map(({ text }) => text.split(' · ').at(-1))).toEqual(['Rack keeper']);
  });
});
