import { describe, expect, it } from 'vitest';
import { parkedCards } from '../../../pwa/pages/parked-cards.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

describe('The parking lot', () => {
  it('has the steps of an order together and in the order of its route', () => {
    const plant = planningWorld();
    plant.order('1', {}, 'kit');
    plant.order('2');
    const [first, second] = plant.plan.orders.get('wo-1')!.jobs;
    const { schedule, ...view } = planView(plant);
    const parked = [second!, 'wo-2.1', first!];
    expect(parkedCards({ ...view, schedule: { ...schedule, parked } }, null).map(({ id }) => id)).toEqual([
      first,
      second,
      'wo-2.1',
    ]);
  });
});
