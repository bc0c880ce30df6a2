import { describe, expect, it } from 'vitest';
import { choicesFor, pinnedOrNot } from '../../../pwa/pages/board-choices.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

const ALL = { plans: true, runs: true };

/** Two orders on line 8, one in the parking lot. */
function queued(): PlanningWorld {
  const plant = planningWorld();
  for (const id of ['1', '2', '3']) plant.order(id);
  for (const id of ['wo-1.1', 'wo-2.1'])
    plant.say((world) => loadJobs(world, { ids: [id], line: 'line8', mode: 'next', why: 'plan' }));
  return plant;
}

describe('What can be done with an order on the board', () => {
  const keysOf = (plant: PlanningWorld, id: string, rights = ALL) =>
    choicesFor(planView(plant), id, rights).map(({ key }) => key);

  it('is to start only what comes next, and to pin only what stands in a queue', () => {
    const plant = queued();
    expect(keysOf(plant, 'wo-1.1')).toEqual(['start', 'pin', 'split', 'explain']);
    expect(keysOf(plant, 'wo-2.1')).toEqual(['pin', 'split', 'explain']);
    expect(keysOf(plant, 'wo-3.1')).toEqual(['split']);
  });

  it('is what whoever looks may do', () => {
    const plant = queued();
    expect(keysOf(plant, 'wo-1.1', { plans: false, runs: true })).toEqual(['start', 'explain']);
    expect(keysOf(plant, 'wo-1.1', { plans: false, runs: false })).toEqual(['explain']);
  });

  it('pins it at the time that is expected, where it stands, and lets it go again', () => {
    const plant = queued();
    const start = plant.world.schedule.jobs.get('wo-1.1')!.start;
    const placeOf = () => plant.plan.jobs.get('wo-1.1')!.fields.place!;
    const { key } = placeOf();
    plant.say((world) => pinnedOrNot(world, 'wo-1.1', true, 'the crew comes then'));
    expect(placeOf()).toMatchObject({ line: 'line8', key, notBefore: start, pinned: true });
    expect(keysOf(plant, 'wo-1.1')).toContain('unpin');
    plant.say((world) => pinnedOrNot(world, 'wo-1.1', false, 'the crew is here'));
    expect(placeOf()).toMatchObject({ line: 'line8', key });
    expect(placeOf()).not.toHaveProperty('notBefore');
  });
});
