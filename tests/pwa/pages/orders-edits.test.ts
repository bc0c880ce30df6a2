import { beforeEach, describe, expect, it } from 'vitest';
import type { SheetEdit } from '../../../pwa/components/sheet/sheet-model.ts';
import { takenEdits, type KeptRows } from '../../../pwa/pages/orders-edits.ts';
import { orderRows } from '../../../pwa/pages/orders-rows.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

describe('a gesture over cells of orders', () => {
  let plant: PlanningWorld;
  let one: string;
  let other: string;
  beforeEach(() => {
    plant = planningWorld();
    one = plant.order('135');
    other = plant.order('136');
  });

  function take(edits: SheetEdit[], before: KeptRows = new Map()) {
    const taken = takenEdits(planView(plant), plant.world, edits, before);
    const facts = taken.attempt ? plant.say((world) => taken.attempt!(world)) : [];
    const kept = [...taken.kept].flatMap(([row, cells]) =>
      [...cells].map(([column, { typed, why }]) => ({ row, column, typed, why })),
    );
    return { facts, kept, all: taken.kept };
  }
  const fieldsOf = (id: string) => plant.plan.orders.get(id)?.fields;
  const lineOf = (id: string) => plant.plan.jobs.get(`${id}.1`)?.fields.place?.line;
  const byLot = (lot: string) => [...plant.plan.orders.values()].find(({ fields }) => fields.lotNumber === lot);

  it('is one change, whatever it touches', () => {
    const { facts, kept } = take([
      { row: one, column: 'quantity', value: '70,000' },
      { row: other, column: 'quantity', value: '80000' },
      { row: other, column: 'line', value: 'line8' },
    ]);
    expect(facts).toHaveLength(1);
    expect(kept).toEqual([]);
    expect([fieldsOf(one)?.quantity, fieldsOf(other)?.quantity]).toEqual([70_000, 80_000]);
    expect(lineOf(other)).toBe('line8');
  });

  it('gives an order with another product its operations, and its line the first that it can do', () => {
    const { facts, kept } = take([
      { row: one, column: 'product', value: 'kit' },
      { row: one, column: 'line', value: 'line8' },
    ]);
    expect(kept).toEqual([]);
    expect(facts).toHaveLength(1);
    const jobs = plant.plan.orders.get(one)!.jobs.map((id) => plant.plan.jobs.get(id)!.fields);
    expect(jobs.map(({ operation, place }) => [operation, place?.line])).toEqual([
      ['Pouching', 'line8'],
      ['Cartoning', undefined],
    ]);
  });

  it('keeps a lot number that another order has, with the reason, and takes the rest', () => {
    const { kept } = take([
      { row: one, column: 'lotNumber', value: 'L136' },
      { row: one, column: 'quantity', value: '9' },
    ]);
    expect(fieldsOf(one)).toMatchObject({ lotNumber: 'L135', quantity: 9 });
    expect(kept).toEqual([
      {
        row: one,
        column: 'lotNumber',
        typed: 'L136',
        why: expect.stringMatching(/^Another order has this lot number. It is .*136/) as string,
      },
    ]);
  });

  it('finds the same lot number twice in what is pasted', () => {
    const { kept } = take([
      { row: '+0', column: 'lotNumber', value: '777' },
      { row: '+1', column: 'lotNumber', value: '777' },
    ]);
    expect(byLot('777')).toBeDefined();
    expect(kept).toHaveLength(1);
  });

  it('keeps what cannot be read as it was typed', () => {
    const { facts, kept } = take([{ row: one, column: 'due', value: 'soon' }]);
    expect(facts).toEqual([]);
    expect(kept).toMatchObject([{ column: 'due', typed: 'soon' }]);
  });

  it('keeps a new row together until all of it is right, and makes the order then', () => {
    const first = take([
      { row: '+0', column: 'product', value: 'pouch-b' },
      { row: '+0', column: 'lotNumber', value: 'L135' },
      { row: '+0', column: 'quantity', value: '500' },
    ]);
    expect(first.kept.map(({ column }) => column)).toEqual(['product', 'lotNumber', 'quantity']);
    const row = first.kept[0]!.row;
    const shown = orderRows(planView(plant), [], first.all).at(-1)!;
    expect(shown).toMatchObject({ id: row, isWrong: true, cells: { product: { text: 'Pouch B', typed: 'pouch-b' } } });
    const second = take([{ row, column: 'lotNumber', value: 'L137' }], first.all);
    expect(second.kept).toEqual([]);
    expect(byLot('L137')?.fields).toMatchObject({ product: 'pouch-b', quantity: 500 });
  });

  it('loads several orders behind each other, new ones too, and parks them', () => {
    take([
      { row: one, column: 'line', value: 'line9' },
      { row: other, column: 'line', value: 'line9' },
      { row: '+0', column: 'product', value: 'pouch-a' },
      { row: '+0', column: 'lotNumber', value: 'L200' },
      { row: '+0', column: 'line', value: 'line9' },
    ]);
    const made = byLot('L200')!;
    expect(plant.schedule.queues.get('line9')).toEqual([`${one}.1`, `${other}.1`, made.jobs[0]]);
    take([{ row: other, column: 'line', value: '' }]);
    expect(lineOf(other)).toBeUndefined();
  });

  it('keeps a line that cannot do the work', () => {
    const { kept } = take([{ row: one, column: 'line', value: 'cartoner' }]);
    expect(kept).toMatchObject([{ column: 'line', typed: 'cartoner' }]);
    expect(lineOf(one)).toBeUndefined();
  });

  it('forgets what was kept of a cell once it is right', () => {
    const wrong = take([{ row: one, column: 'priority', value: '12' }]);
    expect(wrong.kept).toHaveLength(1);
    expect(take([{ row: one, column: 'priority', value: '1' }], wrong.all).kept).toEqual([]);
    expect(fieldsOf(one)?.priority).toBe(1);
  });
});
