import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanView } from '../../../pwa/data/planning.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { searchOfTasks, taskLookIn } from '../../../pwa/pages/tasks-look.ts';
import { taskCards, waitedRows } from '../../../pwa/pages/tasks-rows.ts';
import type { TaskItem } from '../../../shared/schedule/schedule.ts';
import { NOW, calendarView } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const spaces = (text: string) => text.replaceAll(/[\u00a0\u2009]/g, ' ');
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

const base = calendarView({ orders: { A: { quantity: 5_000 } } });
const EVERYTHING = { department: '', line: '', which: 'open', task: null } as const;

function task(id: string, part: Partial<TaskItem>): TaskItem {
  return {
    ...{ id, job: 'A.run', order: 'A', line: 'line8', kind: 'other', name: id, department: 'Quality', blocks: false },
    ...{ at: NOW, claimed: null, done: null },
    ...part,
  };
}

function viewOf(...tasks: TaskItem[]): PlanView {
  return { ...base, schedule: { ...base.schedule, tasks } };
}

describe('tasks of departments', () => {
  const view = viewOf(
    task('film', { at: NOW - 2 * HOUR_MS, department: 'Warehouse' }),
    task('test', { at: NOW + 38 * 60_000 }),
    task('release', { at: NOW + 30 * HOUR_MS, claimed: 'keeper' }),
    task('papers', { at: null, line: null }),
    task('early', { at: NOW - 6 * HOUR_MS, done: NOW - 5 * HOUR_MS }),
    task('latest', { at: NOW - 6 * HOUR_MS, done: NOW - 1 * HOUR_MS }),
  );

  it('stand under what is late, what is due in this shift, and what comes later', () => {
    const cards = taskCards(view, EVERYTHING, null);
    expect(cards.map(({ id, group, when, whenNote }) => [id, group, spaces(when), spaces(whenNote)])).toEqual([
      ['film', 'presses', 'overdue 2 h', 'was due 10:00 · its order waits for it'],
      ['test', 'soon', '12:38', 'in 38 min'],
      ['release', 'later', 'Wed 18:00', 'in 1 d 6 h'],
      ['papers', 'later', 'no time yet', 'its job is not scheduled'],
    ]);
  });

  it('are those of a department, of a line, or of oneself', () => {
    const ids = (look: object, user: string | null = null) =>
      taskCards(view, { ...EVERYTHING, ...look }, user).map(({ id }) => id);
    expect(ids({ department: 'Warehouse' })).toEqual(['film']);
    expect(ids({ line: 'line8' })).not.toContain('papers');
    expect(ids({ which: 'mine' }, 'keeper')).toEqual(['release']);
    expect(ids({ which: 'mine' })).toEqual([]);
  });

  it('that are done come with the last one first', () => {
    expect(taskCards(view, { ...EVERYTHING, which: 'done' }, null).map(({ id }) => id)).toEqual(['latest', 'early']);
  });

  it('are named by the address of the page', () => {
    const look = { department: 'Quality', line: 'line8', which: 'mine', task: 'A.run.film' } as const;
    expect(taskLookIn(searchOfTasks(look))).toEqual(look);
    expect(taskLookIn('?which=nonsense')).toEqual(EVERYTHING);
  });
});

describe('waiting time', () => {
  it('is added up by what was waited for, the longest first', () => {
    const wait = { job: 'A.run', line: 'line8', kind: null, department: null, from: NOW, to: NOW + HOUR_MS } as const;
    const waits = [
      { ...wait, why: 'upstream' as const },
      { ...wait, why: 'task' as const, kind: 'sign-off' as const, department: 'Quality', to: NOW + 2 * HOUR_MS },
      { ...wait, why: 'task' as const, kind: 'quality-test' as const, department: 'Quality' },
    ];
    const rows = waitedRows({ ...base, schedule: { ...base.schedule, waits } });
    expect(rows.map(({ why, time }) => [why, spaces(time)])).toEqual([
      ['Quality', '3 h'],
      ['The job before it', '1 h'],
    ]);
  });
});
