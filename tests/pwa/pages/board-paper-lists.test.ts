import { describe, expect, it } from 'vitest';
import { jobsOnPaper, parkedOnPaper } from '../../../pwa/pages/board-paper-lists.ts';
import { lookIn } from '../../../pwa/pages/board-look.ts';
import { showingBoard } from '../../../pwa/pages/board-shown.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { PLANNING_NOW, planningWorld } from '../../fixtures/planning-world.ts';

const HOUR = 3_600_000;

describe('What is on paper besides the board', () => {
  const plant = planningWorld();
  for (const lot of ['1', '2', '3']) plant.order(lot, lot === '2' ? { due: PLANNING_NOW - 48 * HOUR } : {});
  plant.order('4', {}, 'kit');
  plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next', why: 'plan' }));
  plant.say((world) => loadJobs(world, { ids: ['wo-2.1'], line: 'line8', mode: 'next', why: 'plan' }));
  const view = planView(plant);
  const listed = (search = '') => ({ view, ...showingBoard()(view, lookIn(search)) });
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  it('is every order of the lines by its time, each time with its day', () => {
    const lines = jobsOnPaper(listed());
    expect(lines.map(({ line, jobs }) => [line, jobs.map(([order]) => order)])).toEqual([
      [view.lines.find(({ id }) => id === 'line8')!.name, ['PA 1', 'PA 2']],
    ]);
    for (const [, lotNumber, quantity, start, end] of lines[0]!.jobs) {
      expect(lotNumber).toMatch(/^L\d$/);
      expect(quantity).toBe('5,000');
      for (const time of [start!, end!]) expect(plain(time)).toMatch(/^\w{3}, \w{3} \d+, \d\d:\d\d$/);
    }
  });

  it('says in words what colours and signs say on the board', () => {
    const [first, second] = jobsOnPaper(listed())[0]!.jobs;
    expect(first!.at(-1)).toContain('frozen');
    expect(plain(second!.at(-1)!)).toMatch(/^late \d+ d/);
    expect(plain(second!.at(-2)!)).toMatch(/^\w{3}, \w{3} \d+, \d\d:\d\d$/);
  });

  it('has what is parked, with the lines that can take it', () => {
    const parked = parkedOnPaper(listed());
    expect(parked.map(([order]) => order)).toEqual(['PA 3', 'Kit 4 · Pouching', 'Kit 4 · Cartoning']);
    expect(parked.map((cells) => cells[5])).toEqual(['Line 8, Line 9', 'Line 8, Line 9', 'Cartoner']);
  });

  it('has only what is sought, where something is', () => {
    expect(jobsOnPaper(listed('?find=L2')).flatMap(({ jobs }) => jobs.map(([order]) => order))).toEqual(['PA 2']);
    expect(parkedOnPaper(listed('?find=L2'))).toEqual([]);
  });

  it('leaves out what is not in the time that the board shows', () => {
    const { window, ...rest } = listed();
    const later = { from: window.to + 500 * HOUR, to: window.to + 501 * HOUR };
    expect(jobsOnPaper({ ...rest, window: later })).toEqual([]);
  });
});
