import { describe, expect, it } from 'vitest';
import { lookIn } from '../../../pwa/pages/board-look.ts';
import { showingBoard } from '../../../pwa/pages/board-shown.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

describe('What the board shows', () => {
  const plant = planningWorld();
  for (const order of ['1', '2', '3']) plant.order(order);
  plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next', why: 'plan' }));

  it('is made once, however often the page renders', () => {
    const showing = showingBoard();
    const view = planView(plant);
    const look = lookIn('');
    const first = showing(view, look);
    const again = showing(view, look);
    for (const part of Object.keys(first) as (keyof typeof first)[]) expect(again[part]).toBe(first[part]);
  });

  it('keeps its bars while somebody pans or searches, and has others when the plan changed', () => {
    const showing = showingBoard();
    const view = planView(plant);
    const look = lookIn('');
    const { bars, window } = showing(view, look);
    const panned = { from: window.from + 60_000, to: window.to + 60_000 };
    expect(showing(view, { ...look, window: panned }).bars).toBe(bars);
    const sought = showing(view, { ...look, find: 'L3' });
    expect(sought.bars, 'a line is not empty because somebody searches').toBe(bars);
    expect(sought.found!('wo-1.1')).toBe(false);
    expect(
      sought.parked.map(({ id }) => id),
      'the parking lot is a list',
    ).toEqual(['wo-3.1']);
    expect(sought.count).toBe(1);
    expect(showing(view, { ...look, find: 'L' }).count, 'on lines and parked').toBe(3);
    expect(showing(view, look).count, 'nothing is sought').toBeNull();
    plant.say((world) => loadJobs(world, { ids: ['wo-2.1'], line: 'line8', mode: 'next', why: 'plan' }));
    expect(showing(planView(plant), look).bars.map(({ id }) => id)).toEqual(['wo-1.1', 'wo-2.1']);
  });
});
