import { beforeEach, describe, expect, it } from 'vitest';
import type { SheetEdit } from '../../../pwa/components/sheet/sheet-model.ts';
import { matrixTable } from '../../../pwa/pages/products-changeovers.ts';
import { takenMaster } from '../../../pwa/pages/products-edits.ts';
import { productTable } from '../../../pwa/pages/products-list.ts';
import { rateTable } from '../../../pwa/pages/products-rates.ts';
import { draftsOf, earlier, newStep, routeOf } from '../../../pwa/pages/products-route.ts';
import { settingTable } from '../../../pwa/pages/products-settings.ts';
import type { MasterTable } from '../../../pwa/pages/products-table.ts';
import { setFields } from '../../../shared/orders/verbs/sheet.ts';
import { planView } from '../../fixtures/plan-view.ts';
import { planningWorld, type PlanningWorld } from '../../fixtures/planning-world.ts';

describe('master data as sheets', () => {
  let plant: PlanningWorld;
  beforeEach(() => {
    plant = planningWorld();
  });
  const view = () => planView(plant);
  function take(table: MasterTable, edits: SheetEdit[]) {
    const taken = takenMaster(plant.world, table, edits, new Map());
    if (taken.attempt) plant.say((world) => taken.attempt!(world));
    return [...taken.kept.values()].flatMap((cells) => [...cells].map(([column, { why }]) => [column, why]));
  }
  const cell = (table: MasterTable, row: string, column: string) =>
    table.rows.find(({ id }) => id === row)?.cells[column];
  const matrix = (line = '') => matrixTable(view(), line, [], true);

  it('change a product and make another one', () => {
    const kept = take(productTable(view(), true), [
      { row: 'pouch-a', column: 'family', value: 'Cards' },
      { row: '+0', column: 'name', value: 'Pouch C' },
      { row: '+0', column: 'ratePerHour', value: '4000' },
    ]);
    expect(kept).toEqual([]);
    expect(plant.plan.products.get('pouch-a')?.fields.family).toBe('Cards');
    const made = [...plant.plan.products.values()].find(({ fields }) => fields.name === 'Pouch C');
    expect(made?.fields.ratePerHour).toBe(4000);
  });

  it('do not take an end of validity before its begin', () => {
    const kept = take(rateTable(view(), true), [
      { row: '+0', column: 'product', value: 'pouch-a' },
      { row: '+0', column: 'perHour', value: '5200' },
      { row: '+0', column: 'validFrom', value: '2026-11-22' },
      { row: '+0', column: 'validTo', value: '2026-11-01' },
    ]);
    expect(kept.map(([column]) => column)).toEqual(['product', 'perHour', 'validFrom', 'validTo']);
    expect(kept.find(([column]) => column === 'validTo')?.[1]).toContain('do not fit together');
    expect(plant.plan.rates.size).toBe(0);
  });

  it('show what follows from a more general changeover in the cells that say nothing themselves', () => {
    take(matrix(), [
      { row: '*', column: 'to:*', value: '30' },
      { row: 'strips', column: 'to:swabs', value: '1:00' },
    ]);
    expect(cell(matrix(), 'strips', 'to:swabs')).toMatchObject({ text: '60' });
    expect(cell(matrix(), 'swabs', 'to:strips')).toMatchObject({ text: '30', faint: true });
    expect(cell(matrix('line8'), 'strips', 'to:swabs')).toMatchObject({ text: '60', faint: true });
    take(matrix('line8'), [{ row: 'strips', column: 'to:swabs', value: '45' }]);
    expect(cell(matrix('line8'), 'strips', 'to:swabs')).not.toHaveProperty('faint');
    expect(cell(matrix(), 'strips', 'to:swabs')).toMatchObject({ text: '60' });
  });

  it('take a changeover out when its cell is cleared', () => {
    take(matrix(), [{ row: 'strips', column: 'to:swabs', value: '60' }]);
    take(matrix(), [{ row: 'strips', column: 'to:swabs', value: '' }]);
    expect(plant.plan.changeovers.size).toBe(0);
  });

  it('set a line apart from the plant, and let it follow again', () => {
    take(settingTable(view(), true), [{ row: 'plant', column: 'frozen', value: '3' }]);
    expect(cell(settingTable(view(), true), 'line8', 'frozen')).toMatchObject({ text: '3', faint: true });
    take(settingTable(view(), true), [{ row: 'line8', column: 'frozen', value: '0' }]);
    expect(cell(settingTable(view(), true), 'line8', 'frozen')).toEqual({ text: '0' });
    expect(take(settingTable(view(), true), [{ row: 'line8', column: 'frozen', value: '21' }])).toHaveLength(1);
  });

  it('give a route back as it was', () => {
    const route = plant.plan.products.get('kit')!.fields.route!;
    expect(routeOf(draftsOf(route))).toEqual({ ok: true, route });
  });

  it('never let a step of a route come before one that it waits for', () => {
    const steps = draftsOf(plant.plan.products.get('kit')!.fields.route!);
    expect(earlier(steps, 1).map(({ key, after }) => [key, after.length])).toEqual([
      ['carton', 0],
      ['pouch', 0],
    ]);
  });

  it('say what of a route cannot be so', () => {
    const step = { ...newStep([]), factor: 'many' };
    expect(routeOf([step])).toEqual({
      ok: false,
      problems: ['Step 1 needs a name.', 'Step 1: “Pieces for one of the order” is no number that fits.'],
    });
  });

  it('are only read by whoever may not plan', () => {
    plant.say((world) => setFields(world, { edits: [{ entity: 'rate', fields: { product: 'pouch-a', perHour: 1 } }] }));
    const tables = [productTable(view(), false), rateTable(view(), false), matrixTable(view(), '', [], false)];
    expect(tables.flatMap(({ columns }) => columns).filter(({ editable }) => editable)).toEqual([]);
  });
});
