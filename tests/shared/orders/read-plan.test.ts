import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentPlanFact } from '../../../shared/orders/fold-facts.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { MONDAY, PlanAuthor, rowsAfter, type PlanRows } from '../../fixtures/plan-facts.ts';

const planOf = (rows: PlanRows) => readPlan(rows.values());

function order135(desk = new PlanAuthor('desk')): PlanAuthor {
  desk.change(MONDAY, 'order', 'o-1', { lot: '135', lotNumber: '220135', quantity: 1000, product: 'p-1' });
  desk.change(MONDAY, 'job', 'o-1.pouch', { order: 'o-1', operation: 'Pouching', position: 2 });
  desk.change(MONDAY, 'job', 'o-1.box', { order: 'o-1', operation: 'Boxing', position: 1 });
  return desk;
}

describe('a plan', () => {
  it('has values, and what has to be named to change them', () => {
    const desk = order135();
    const change = desk.change(MONDAY + 1, 'order', 'o-1', { due: MONDAY, notes: null });
    const order = planOf(desk.rows).orders.get('o-1')!;
    expect(order.fields).toEqual({ lot: '135', lotNumber: '220135', quantity: 1000, product: 'p-1', due: MONDAY });
    expect(order.heads).toMatchObject({ due: [change._id], notes: [change._id], lot: [desk.said[0]!._id] });
    expect(order.said).toMatchObject({ lot: { at: MONDAY }, due: { at: MONDAY + 1 } });
    expect(order.jobs).toEqual(['o-1.box', 'o-1.pouch']);
  });

  it('shows conflicts, and fields that wait for a change that is on its way', () => {
    const [desk, phone] = [order135(), new PlanAuthor('phone')];
    phone.hear(desk.said);
    desk.change(MONDAY + 1, 'order', 'o-1', { due: 1 });
    phone.change(MONDAY + 2, 'order', 'o-1', { due: 2 });
    const [conflict] = planOf(rowsAfter([...desk.said, ...phone.said])).orders.get('o-1')!.conflicts;
    expect(conflict).toMatchObject({ field: 'due', versions: [{ value: 2 }, { value: 1 }] });
    const answer = phone.change(MONDAY + 3, 'order', 'o-1', { due: 3 });
    const order = planOf(rowsAfter([...desk.said, answer])).orders.get('o-1')!;
    expect(order).toMatchObject({ conflicts: [], waiting: ['due'], fields: { due: 3 } });
  });

  it('takes what does not fit its field for absent, and names it all the same', () => {
    const desk = order135();
    const set = { quantity: 'a thousand', due: 1.5, colour: '#ABCDEF', shininess: 3 };
    const newer = desk.change(MONDAY + 1, 'order', 'o-1', set);
    const order = planOf(desk.rows).orders.get('o-1')!;
    expect(order.fields).toEqual({ lot: '135', lotNumber: '220135', product: 'p-1' });
    expect(order.quantity).toBeNull();
    expect(order.heads['quantity']).toEqual([newer._id]);
  });

  it('leaves out what it has never heard of', () => {
    const desk = order135();
    const strange = { ...desk.rows.get('order:o-1')!, id: 'robot:r-1', entity: 'robot' as 'order' };
    expect(readPlan([...desk.rows.values(), strange]).orders.size).toBe(1);
  });

  it('leaves out what is deleted, and the jobs of a deleted order', () => {
    const desk = order135();
    desk.change(MONDAY, 'comment', 'c-1', { order: 'o-1', text: 'late' });
    desk.change(MONDAY + 1, 'comment', 'c-1', { deleted: true });
    desk.change(MONDAY + 1, 'order', 'o-1', { deleted: true });
    const plan = planOf(desk.rows);
    expect([plan.orders.size, plan.jobs.size, plan.comments.size]).toEqual([0, 0, 0]);
  });

  it('keeps a deleted order with the job that ran, and not with one that was only cancelled', () => {
    const desk = order135();
    desk.change(MONDAY + 1, 'order', 'o-1', { deleted: true });
    desk.execute(MONDAY, 'abort', 'o-1.box', 'line8');
    expect(planOf(desk.rows).orders.size).toBe(0);
    desk.execute(MONDAY + 2, 'start', 'o-1.pouch', 'line8');
    const plan = planOf(desk.rows);
    expect(plan.orders.get('o-1')).toMatchObject({ fields: { deleted: true }, jobs: ['o-1.pouch'] });
    expect([...plan.jobs.keys()]).toEqual(['o-1.pouch']);
  });

  it('gives the same objects for rows that did not change', () => {
    const desk = order135();
    const before = planOf(desk.rows);
    desk.change(MONDAY + 1, 'order', 'o-2', { lot: '136' });
    const after = planOf(desk.rows);
    expect(after.orders.get('o-1')).toBe(before.orders.get('o-1'));
    expect(after.jobs.get('o-1.box')).toBe(before.jobs.get('o-1.box'));
    desk.change(MONDAY + 1, 'job', 'o-1.test', { order: 'o-1', operation: 'Test' });
    expect(planOf(desk.rows).orders.get('o-1')!.jobs).toEqual(['o-1.box', 'o-1.pouch', 'o-1.test']);
    desk.change(MONDAY + 2, 'job', 'o-1.box', { position: 3 });
    expect(planOf(desk.rows).orders.get('o-1')!.jobs).toEqual(['o-1.pouch', 'o-1.box', 'o-1.test']);
  });

  it('gives the same lists of what rates and calendars say as long as they say the same', () => {
    const desk = order135();
    desk.change(MONDAY, 'rate', 'r-1', { product: 'p-1', perHour: 600 });
    desk.change(MONDAY, 'rate', 'r-2', { product: 'p-2', perHour: 700 });
    const before = planOf(desk.rows);
    desk.change(MONDAY + 1, 'order', 'o-1', { quantity: 900 });
    expect(planOf(desk.rows).rates).toBe(before.rates);
    expect(planOf(desk.rows).weeks).toBe(before.weeks);
    desk.change(MONDAY + 2, 'rate', 'r-2', { perHour: 800 });
    const after = planOf(desk.rows);
    expect(after.rates.get('r-2')!.fields.perHour).toBe(800);
    desk.change(MONDAY + 3, 'rate', 'r-2', { deleted: true });
    expect([...planOf(desk.rows).rates.keys()]).toEqual(['r-1']);
    expect(after.rates.size).toBe(2);
  });
});

describe('the quantity of an order', () => {
  it('is unknown when nobody said it', () => {
    const desk = new PlanAuthor('desk');
    desk.change(MONDAY, 'order', 'o-1', { lot: '135' });
    expect(planOf(desk.rows).orders.get('o-1')!.quantity).toBeNull();
  });

  it('is what was ordered, less what went, and more by what came', () => {
    const desk = order135();
    desk.transfer(MONDAY + 1, 'o-1', 'o-2', 300);
    desk.transfer(MONDAY + 2, 'o-2', 'o-1', 100);
    const { orders } = planOf(desk.rows);
    expect([orders.get('o-1')!.quantity, orders.get('o-2')!.quantity]).toEqual([800, 200]);
    expect(orders.get('o-2')!.fields.lot).toBe('o-2');
  });

  it('is conserved by any transfers, whoever heard of which', () => {
    const moves = fc.array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 900 })), { maxLength: 20 });
    fc.assert(
      fc.property(moves, (transfers) => {
        const desk = new PlanAuthor('desk');
        for (let i = 0; i < 3; i++) desk.change(MONDAY, 'order', `o-${i}`, { quantity: 1000 });
        const facts: SentPlanFact[] = [...desk.said];
        for (const [i, [from, to, quantity]] of transfers.entries()) {
          facts.push(new PlanAuthor(`tablet-${i}`).transfer(MONDAY + i, `o-${from}`, `o-${to}`, quantity));
        }
        const orders = [...planOf(rowsAfter(facts)).orders.values()];
        expect(orders.reduce((sum, { quantity }) => sum + quantity!, 0)).toBe(3000);
      }),
    );
  });
});
