import { describe, expect, it } from 'vitest';
import { mergeable, mostOf } from '../../../pwa/pages/order-parts.ts';
import { cancelOrder, closeOrder } from '../../../shared/orders/verbs/closing.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { startJob } from '../../../shared/orders/verbs/running.ts';
import { lotRow, planningWorld, PLANNING_NOW } from '../../fixtures/planning-world.ts';

const DAY_MS = 86_400_000;

describe('an order', () => {
  it('is merged with open ones of its product that have something left, the nearest first', () => {
    const plant = planningWorld();
    const due = PLANNING_NOW + 2 * DAY_MS;
    plant.order('into', { due });
    plant.order('begun', { due });
    plant.order('far', { due: due + 9 * DAY_MS });
    plant.order('near', { due: due + DAY_MS });
    plant.order('undated');
    plant.order('closed', { due });
    plant.order('cancelled', { due });
    plant.order('made', { due });
    plant.order('other', { due }, 'pouch-b');
    plant.count([lotRow('line9', 'Lmade', { good: 5_000, current: false })]);
    plant.say((world) => loadJobs(world, { ids: ['wo-begun.1'], line: 'line8', mode: 'next' }));
    plant.say((world) => startJob(world, { job: 'wo-begun.1' }));
    plant.say((world) => closeOrder(world, { id: 'wo-closed' }));
    plant.say((world) => cancelOrder(world, { id: 'wo-cancelled' }));
    const offered = mergeable(plant, plant.plan.orders.get('wo-into')!);
    expect(offered.map(({ order }) => order.id)).toEqual(['wo-near', 'wo-far', 'wo-undated', 'wo-begun']);
  });

  it('gives what nobody began to a split, and what was made to rework', () => {
    const plant = planningWorld();
    plant.order('a');
    const most = (part: 'split' | 'rework') => mostOf(plant, plant.plan.orders.get('wo-a')!, part);
    expect([most('split'), most('rework')]).toEqual([5_000, 0]);
    plant.count([lotRow('line8', 'La', { good: 1_200 })]);
    expect([most('split'), most('rework')]).toEqual([3_800, 1_200]);
    plant.count([lotRow('line8', 'La', { good: 6_000 })]);
    expect([most('split'), most('rework')]).toEqual([0, 5_000]);
  });
});
