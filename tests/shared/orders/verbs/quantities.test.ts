import { beforeEach, describe, expect, it } from 'vitest';
import { editOrder } from '../../../../shared/orders/verbs/orders.ts';
import { mergeOrders, reworkOrder, splitOrder } from '../../../../shared/orders/verbs/quantities.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

let plant: PlanningWorld;
const quantityOf = (order: string) => plant.plan.orders.get(order)?.quantity;

beforeEach(() => {
  plant = planningWorld();
  plant.order('a', { priority: 2 });
});

describe('Splitting an order', () => {
  it('gives a part to a new order with the same jobs, in one fact', () => {
    plant.order('k', {}, 'kit');
    plant.say((world) => loadJobs(world, { ids: ['wo-k.pouch'], line: 'line8', mode: 'next' }));
    const facts = plant.say((world) => splitOrder(world, { id: 'wo-k', quantity: 2000, fields: { lot: 'k2' } }));
    expect(facts).toMatchObject([{ type: 'transfer', kind: 'split', from: 'wo-k', to: 'desk-1', quantity: 2000 }]);
    expect([quantityOf('wo-k'), quantityOf('desk-1')]).toEqual([3000, 2000]);
    expect(plant.plan.orders.get('desk-1')).toMatchObject({
      fields: { product: 'kit', lot: 'k2' },
      jobs: ['desk-1.pouch', 'desk-1.carton'],
    });
    expect(plant.plan.jobs.get('desk-1.carton')?.fields.after).toEqual([{ job: 'desk-1.pouch', waitMs: 3_600_000 }]);
    expect(plant.schedule.standings.get('desk-1.pouch')).toMatchObject({ state: 'NotAllowedToStart', remaining: 2000 });
  });

  it('cannot give what is made already, nor nothing, nor what nobody counted', () => {
    plant.count([lotRow('line8', 'La', { good: 4500 })]);
    const split = (quantity: number) => splitOrder(plant.world, { id: 'wo-a', quantity });
    expect(split(501)).toMatchObject({ why: 'quantity', detail: 'Order "wo-a" cannot give 501: it has 500 to give' });
    expect(split(0)).toMatchObject({ why: 'quantity' });
    expect(split(500)).toMatchObject({ ok: true });
    plant.say((world) => editOrder(world, { id: 'wo-a', fields: { quantity: null } }));
    expect(split(1)).toMatchObject({ why: 'quantity' });
  });

  it('leaves an order that cannot be of fewer pieces than it gave', () => {
    plant.say((world) => splitOrder(world, { id: 'wo-a', quantity: 2000 }));
    const edit = (quantity: number) => editOrder(plant.world, { id: 'wo-a', fields: { quantity } });
    expect(edit(1999)).toMatchObject({ why: 'quantity', field: 'quantity' });
    expect(edit(2000)).toMatchObject({ ok: true });
  });

  it('checks the new order like any other', () => {
    const fields = { lotNumber: 'La' };
    expect(splitOrder(plant.world, { id: 'wo-a', quantity: 1, fields })).toMatchObject({ why: 'lot-number-taken' });
  });
});

describe('Merging orders', () => {
  it('moves what is left of each and closes them', () => {
    plant.order('b');
    plant.order('c');
    plant.count([lotRow('line8', 'Lb', { good: 1000 })]);
    plant.say((world) => mergeOrders(world, { from: ['wo-b', 'wo-c'], into: 'wo-a' }));
    expect([quantityOf('wo-a'), quantityOf('wo-b'), quantityOf('wo-c')]).toEqual([14_000, 1000, 0]);
    expect(plant.plan.orders.get('wo-b')?.fields.closed).toBe(true);
    expect(plant.schedule.standings.get('wo-b.1')?.state).toBe('Ended');
  });

  it('leave what they began: it goes through the rest of its route', () => {
    plant.order('k', {}, 'kit');
    plant.order('l', {}, 'kit');
    plant.count([lotRow('line8', 'Ll', { good: 600 })]);
    plant.say((world) => mergeOrders(world, { from: ['wo-l'], into: 'wo-k' }));
    expect([quantityOf('wo-k'), quantityOf('wo-l')]).toEqual([9400, 600]);
    expect(plant.plan.orders.get('wo-l')?.fields.closed).toBeUndefined();
    const { standings } = plant.schedule;
    expect(standings.get('wo-l.pouch')).toMatchObject({ state: 'Ended', made: 600 });
    expect(standings.get('wo-l.carton')).toMatchObject({ state: 'NotAllowedToStart', remaining: 600 });
  });

  it('takes a split back', () => {
    plant.say((world) => splitOrder(world, { id: 'wo-a', quantity: 2000 }));
    plant.say((world) => mergeOrders(world, { from: ['desk-1'], into: 'wo-a' }));
    expect(quantityOf('wo-a')).toBe(5000);
  });

  it('refuses another product, itself, a closed order, and one with nothing left', () => {
    plant.order('b', {}, 'pouch-b');
    const merge = (from: string, into: string) => mergeOrders(plant.world, { from: [from], into });
    expect(merge('wo-b', 'wo-a')).toMatchObject({ why: 'differs', field: 'product' });
    expect(merge('wo-a', 'wo-a')).toMatchObject({ why: 'differs' });
    plant.order('c');
    plant.count([lotRow('line8', 'Lc', { good: 5000 })]);
    expect(merge('wo-c', 'wo-a')).toMatchObject({ why: 'quantity' });
    plant.order('d');
    plant.say((world) => mergeOrders(world, { from: ['wo-d'], into: 'wo-a' }));
    expect(merge('wo-a', 'wo-d')).toMatchObject({ why: 'ended' });
  });
});

describe('A rework order', () => {
  it('says what it mends, and can take what was made', () => {
    plant.count([lotRow('line8', 'La', { good: 5000 })]);
    plant.say((world) => reworkOrder(world, { id: 'wo-a', quantity: 50, fields: { lot: 'aR' } }));
    expect(plant.plan.orders.get('desk-1')).toMatchObject({ quantity: 50, fields: { reworkOf: 'wo-a', lot: 'aR' } });
    expect(reworkOrder(plant.world, { id: 'wo-a', quantity: 5000 })).toMatchObject({ why: 'quantity' });
  });

  it('does not lessen what has to be made: pieces that were made are mended, the others are made as they were', () => {
    plant.order('k', {}, 'kit');
    plant.count([lotRow('line8', 'Lk', { good: 3000 })]);
    plant.say((world) => reworkOrder(world, { id: 'wo-k', quantity: 50 }));
    expect(quantityOf('wo-k')).toBe(4950);
    const { standings } = plant.schedule;
    expect(standings.get('wo-k.pouch')).toMatchObject({ wanted: 5000, made: 3000, remaining: 2000 });
    expect(standings.get('wo-k.carton')).toMatchObject({ wanted: 4950, made: 0, remaining: 4950 });
    const split = (quantity: number) => splitOrder(plant.world, { id: 'wo-k', quantity });
    expect([split(2000).ok, split(2001).ok]).toEqual([true, false]);
    plant.count([lotRow('line8', 'Lk', { good: 5000, toMs: plant.now + 1 })]);
    expect(plant.schedule.standings.get('wo-k.pouch')).toMatchObject({ wanted: 5000, remaining: 0 });
  });
});
