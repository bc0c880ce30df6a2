import { beforeEach, describe, expect, it } from 'vitest';
import { productsOver } from '../../../shared/orders/products-offered.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';

describe('a product that is not valid any more', () => {
  let plant: PlanningWorld;
  beforeEach(() => {
    plant = planningWorld();
    const fields = { validFrom: '2026-02-01', validTo: '2026-11-22' };
    plant.say((world) => setFields(world, { edits: [{ entity: 'product', id: 'pouch-a', fields }] }));
  });
  const over = (day: string) => [...productsOver(plant.world.situation.plan.products, day)];

  it('is over from its last day on, which is none of its own', () => {
    expect(over('2026-11-21')).toEqual([]);
    expect(over('2026-11-22')).toEqual(['pouch-a']);
    expect(over('2027-01-01')).toEqual(['pouch-a']);
  });

  it('can be planned before its first', () => {
    expect(over('2026-01-01')).toEqual([]);
  });
});
