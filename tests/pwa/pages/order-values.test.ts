import { describe, expect, it } from 'vitest';
import { NO_ORDER } from '../../../pwa/components/plan/order-values.ts';
import { changedFields, fieldsOf, problemsOf, stillWrong, valuesOf } from '../../../pwa/pages/order-values.ts';
import { planningWorld } from '../../fixtures/planning-world.ts';

const BERLIN = 'Europe/Berlin';

describe('The form of an order', () => {
  it('gives back what it was filled with', () => {
    const fields = {
      product: 'flu',
      lot: '125',
      lotNumber: '641557',
      quantity: 180_000,
      due: Date.parse('2026-11-27T13:00:00Z'),
      priority: 3,
    };
    const values = valuesOf(fields, BERLIN);
    expect(fieldsOf(values, BERLIN)).toMatchObject({ ok: true, fields });
  });

  it('shows times on the plant’s clock', () => {
    expect(valuesOf({ due: Date.parse('2026-11-27T13:00:00Z') }, BERLIN).due).toBe('2026-11-27T14:00');
    expect(valuesOf({ due: Date.parse('2026-11-27T13:00:00Z') }, 'America/Los_Angeles').due).toBe('2026-11-27T05:00');
  });

  it.each(['180000', '180,000', '180.000', '180 000', '180’000', '180\u202f000'])(
    'takes the quantity %s',
    (quantity) => {
      const read = fieldsOf({ ...NO_ORDER, lot: '1', quantity }, BERLIN);
      expect(read.ok && read.fields.quantity).toBe(180_000);
    },
  );

  it.each([
    [{ quantity: 'many' }, 'quantity'],
    [{ quantity: '0' }, 'quantity'],
    [{ priority: '12' }, 'priority'],
    [{ due: '2026-13-40T00:00' }, 'due'],
  ] as const)('says which field cannot be so: %o', (typed, field) => {
    const read = fieldsOf({ ...NO_ORDER, lot: '1', ...typed }, BERLIN);
    expect(!read.ok && Object.keys(read.problems)).toEqual([field]);
  });

  it('wants something to call the order by', () => {
    const read = fieldsOf({ ...NO_ORDER, quantity: '10' }, BERLIN);
    expect(!read.ok && Object.keys(read.problems)).toEqual(['product']);
  });

  it('tells a lot number that is taken at its field', () => {
    const refusal = { ok: false, why: 'lot-number-taken', about: 'order:o1', field: 'lotNumber', detail: '' } as const;
    const { plan } = planningWorld();
    expect(Object.keys(problemsOf(refusal, plan, {}))).toEqual(['lotNumber']);
  });

  it('names the order that has the number', () => {
    const plant = planningWorld();
    const other = plant.order('136');
    const refusal = { ok: false, why: 'lot-number-taken', about: 'order:o1', field: 'lotNumber', detail: '' } as const;
    const number = plant.plan.orders.get(other)!.fields.lotNumber!;
    expect(problemsOf(refusal, plant.plan, { lotNumber: number }).lotNumber).toMatch(/It is .*136\.$/);
  });

  it('forgets what was wrong when its cause is mended', () => {
    const problems = { product: 'Give a product or a lot.', quantity: 'Give a whole number.' };
    expect(Object.keys(stillWrong(problems, { ...NO_ORDER, quantity: 'x' }, BERLIN))).toEqual(['quantity', 'product']);
    expect(Object.keys(stillWrong(problems, { ...NO_ORDER, quantity: 'x', lot: '1' }, BERLIN))).toEqual(['quantity']);
    expect(stillWrong({}, { ...NO_ORDER, quantity: 'x' }, BERLIN)).toEqual({});
  });

  it('sends only what was changed, and nothing as nothing', () => {
    const due = Date.parse('2026-11-27T13:00:30Z');
    const before = valuesOf({ lot: '1', notes: 'gone', due }, BERLIN);
    const after = { ...before, lot: '2', notes: '' };
    const read = fieldsOf(after, BERLIN);
    expect(read.ok && changedFields(before, after, read.fields)).toEqual({ lot: '2', notes: null });
  });
});
