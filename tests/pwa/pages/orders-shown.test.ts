import { beforeEach, describe, expect, it } from 'vitest';
import { FIRST_LOOK, ordersLookIn, searchOfOrders, type OrdersLook } from '../../../pwa/pages/orders-look.ts';
import { inOrder, ordersShown } from '../../../pwa/pages/orders-shown.ts';
import { closeOrder } from '../../../shared/orders/verbs/closing.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, PLANNING_NOW, type PlanningWorld } from '../../fixtures/planning-world.ts';

describe('the list of orders', () => {
  let plant: PlanningWorld;
  beforeEach(() => {
    plant = planningWorld();
    plant.order('1', { due: PLANNING_NOW + 3_000_000, notes: 'before the holiday' });
    plant.order('2', { due: PLANNING_NOW - 1, quantity: 50 });
    plant.order('10', {}, 'pouch-b');
    plant.say((world) => loadJobs(world, { ids: ['wo-2.1'], line: 'line8', mode: 'next' }));
  });
  const shown = (look: Partial<OrdersLook> = {}) =>
    ordersShown(planView(plant), { ...FIRST_LOOK, ...look }).map(({ id }) => id);

  it('is in the order of due dates, those without one last', () => {
    expect(shown()).toEqual(['wo-2', 'wo-1', 'wo-10']);
    expect(shown({ sort: { column: 'due', descending: true } })).toEqual(['wo-1', 'wo-2', 'wo-10']);
  });

  it('sorts lots as people count, not as texts', () => {
    expect(shown({ sort: { column: 'lot', descending: false } })).toEqual(['wo-1', 'wo-2', 'wo-10']);
  });

  it('leaves closed ones out unless somebody asks for them', () => {
    plant.say((world) => closeOrder(world, { id: 'wo-1' }));
    expect(shown()).toEqual(['wo-2', 'wo-10']);
    expect(shown({ state: 'closed' })).toEqual(['wo-1']);
    expect(shown({ state: 'all' })).toHaveLength(3);
  });

  it('is searched and filtered', () => {
    expect(shown({ find: 'HOLIDAY pa' })).toEqual(['wo-1']);
    expect(shown({ product: 'pouch-b' })).toEqual(['wo-10']);
    expect(shown({ line: 'line8' })).toEqual(['wo-2']);
    expect(shown({ line: 'parked' })).toEqual(['wo-1', 'wo-10']);
    expect(shown({ only: 'late' })).toEqual(['wo-2']);
  });

  it('keeps its order while people type, and puts what is new below', () => {
    const orders = ordersShown(planView(plant), FIRST_LOOK);
    expect(inOrder(orders, ['wo-10', 'wo-1']).map(({ id }) => id)).toEqual(['wo-10', 'wo-1', 'wo-2']);
  });

  it('is in the address as it is looked at', () => {
    const look: OrdersLook = {
      ...{ find: 'flu 12', state: 'running', product: 'pouch-a', line: 'parked', only: 'unsent' },
      sort: { column: 'quantity', descending: true },
    };
    expect(ordersLookIn(searchOfOrders(look))).toEqual(look);
    expect(searchOfOrders(FIRST_LOOK)).toBe('?');
    expect(ordersLookIn('?sort=nonsense&state=7')).toEqual(FIRST_LOOK);
  });
});
