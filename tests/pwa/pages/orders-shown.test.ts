import { beforeEach, describe, expect, it } from 'vitest';
import { clockOfPlan } from '../../../pwa/locales/format.ts';
import { FIRST_LOOK, ordersLookIn, searchOfOrders, type OrdersLook } from '../../../pwa/pages/orders-look.ts';
import { orderColumns } from '../../../pwa/pages/orders-columns.ts';
import { orderRows } from '../../../pwa/pages/orders-rows.ts';
import { inOrder, ordersShown } from '../../../pwa/pages/orders-shown.ts';
import { dayOf } from '../../../pwa/pages/plan-time.ts';
import { closeOrder } from '../../../shared/orders/verbs/closing.ts';
import { loadJobs } from '../../../shared/orders/verbs/placing.ts';
import { startJob } from '../../../shared/orders/verbs/running.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';
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

  it('has an order end when it was completed, not when all of it was made', () => {
    const view = planView(plant);
    const at = view.schedule.now - 60_000;
    const [madeAt, endedAt] = [at - 3_600_000, at];
    const job = view.schedule.standings.get('wo-2.1')!;
    const schedule = {
      ...view.schedule,
      standings: new Map(view.schedule.standings).set('wo-2.1', { ...job, state: 'Ended', startedAt: 1, endedAt }),
      orders: new Map(view.schedule.orders).set('wo-2', { ...view.schedule.orders.get('wo-2')!, end: madeAt }),
    };
    const [row] = orderRows({ ...view, schedule }, [view.plan.orders.get('wo-2')!], new Map());
    expect(row!.cells['end']?.text).toBe(clockOfPlan(endedAt, view.plant.timezone, schedule.now));
  });

  it('offers what is valid when an order is due, or today', () => {
    const day = dayOf(PLANNING_NOW, planView(plant).plant.timezone);
    const edits = [{ entity: 'product' as const, id: 'pouch-b', fields: { validTo: day } }];
    plant.say((world) => setFields(world, { edits }));
    plant.order('11', { due: PLANNING_NOW - 3 * 86_400_000 });
    const view = planView(plant);
    expect([...orderColumns(view, true)[0]!.over!]).toEqual(['pouch-b']);
    const overIn = (id: string) => [
      ...(orderRows(view, [view.plan.orders.get(id)!], new Map())[0]!.cells['product']?.over ?? ['as its column']),
    ];
    expect(overIn('wo-1')).toEqual(['pouch-b']);
    expect(overIn('wo-10')).toEqual(['as its column']);
    expect(overIn('wo-11')).toEqual([]);
  });

  it('is searched and filtered', () => {
    expect(shown({ find: 'HOLIDAY pa' })).toEqual(['wo-1']);
    expect(shown({ product: 'pouch-b' })).toEqual(['wo-10']);
    expect(shown({ line: 'line8' })).toEqual(['wo-2']);
    expect(shown({ line: 'parked' })).toEqual(['wo-1', 'wo-10']);
    expect(shown({ only: 'late' })).toEqual(['wo-2']);
  });

  it('keeps its order while people type, and puts what is new below as it was typed', () => {
    const orders = ordersShown(planView(plant), FIRST_LOOK);
    expect(inOrder(orders, ['wo-10', 'wo-1']).map(({ id }) => id)).toEqual(['wo-10', 'wo-1', 'wo-2']);
    expect(inOrder(orders, ['wo-10'], ['wo-1', 'wo-2']).map(({ id }) => id)).toEqual(['wo-10', 'wo-1', 'wo-2']);
  });

  it('names the line where an order runs, else the one that it goes to next, and counts the others', () => {
    plant.order('12', {}, 'kit');
    const [first, second] = plant.plan.orders.get('wo-12')!.jobs;
    const line = () => {
      const [row] = orderRows(planView(plant), [plant.plan.orders.get('wo-12')!], new Map());
      return [row!.cells['line']?.text, row!.cells['line']?.typed];
    };
    expect(line()).toEqual(['', '']);
    plant.say((world) => loadJobs(world, { ids: [first!], line: 'line9', mode: 'next' }));
    plant.say((world) => loadJobs(world, { ids: [second!], line: 'cartoner', mode: 'next' }));
    expect(line()).toEqual(['Line 9 +1', 'line9']);
    plant.say((world) => startJob(world, { job: second!, line: 'cartoner' }));
    expect(line()).toEqual(['Cartoner +1', 'cartoner']);
  });

  it('counts what is made and open in pieces of the order, whatever its last step makes of each', () => {
    const job = plant.plan.orders.get('wo-2')!.jobs[0]!;
    plant.say((world) => setFields(world, { edits: [{ entity: 'job', id: job, fields: { factor: 4 } }] }));
    const view = planView(plant);
    const standing = { ...view.schedule.standings.get(job)!, made: 6 };
    const standings = new Map(view.schedule.standings).set(job, { ...standing, remaining: 194 });
    const [row] = orderRows(
      { ...view, schedule: { ...view.schedule, standings } },
      [view.plan.orders.get('wo-2')!],
      new Map(),
    );
    expect(view.schedule.standings.get(job)?.remaining).toBe(200);
    expect([row!.cells['quantity']?.text, row!.cells['made']?.text, row!.cells['remaining']?.text]).toEqual([
      '50',
      '1.5',
      '48.5',
    ]);
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
