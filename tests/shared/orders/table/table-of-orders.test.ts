import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanFields } from '../../../../shared/orders/entities.ts';
import { csvOf } from '../../../../shared/orders/table/csv.ts';
import { ordersFromTable } from '../../../../shared/orders/table/orders-from-table.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { tableOfBoard } from '../../../../shared/orders/table/table-of-board.ts';
import { ORDER_TABLE_COLUMNS, tableOfOrders } from '../../../../shared/orders/table/table-of-orders.ts';
import { createOrder } from '../../../../shared/orders/verbs/orders.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { planImportDe } from '../../../../pwa/locales/plan-import-de.ts';
import { planImportEn } from '../../../../pwa/locales/plan-import-en.ts';
import { PLANNING_NOW, lotRow, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';
import { plant as PLANT } from '../../../fixtures/plant.ts';

const wordsIn = ({ columns, orderStates, sheetOrders }: typeof planImportEn) => ({
  ...{ sheet: sheetOrders, titles: columns, states: orderStates },
});
const listOf = (plant: PlanningWorld, words = wordsIn(planImportEn)) =>
  tableOfOrders(plant.world.situation, plant.schedule, words);

const text = (maxLength: number) =>
  fc.string({ minLength: 1, maxLength }).filter((each) => each.trim() !== '' && each.isWellFormed());
const nasty = fc.constantFrom(
  '=1+1',
  "'=quoted",
  '-5',
  '"',
  'a;=b',
  'two\nlines',
  '@x',
  '  spaces  ',
  '1.234',
  '3/4/26',
);
const orders = fc.uniqueArray(
  fc.record(
    {
      product: fc.constantFrom('pouch-a', 'pouch-b', 'kit'),
      quantity: fc.integer({ min: 1, max: 1_000_000_000 }),
      reference: fc.oneof(text(80), nasty),
      lotNumber: fc.oneof(text(40), nasty),
      lot: fc.oneof(text(40), nasty),
      notes: fc.oneof(text(200), nasty),
      // Both sides of the hours that clocks skip and repeat.
      due: fc.oneof(
        fc.integer({ min: 1, max: 4e12 }),
        fc.integer({ min: Date.UTC(2026, 10, 1, 7), max: Date.UTC(2026, 10, 1, 11) }),
      ),
      priority: fc.integer({ min: 1, max: 9 }),
      colour: fc.constantFrom('#a99bd1', '#000000'),
    },
    { requiredKeys: ['product', 'quantity', 'reference', 'lotNumber'] },
  ),
  {
    maxLength: 8,
    comparator: (a, b) => a.reference.trim() === b.reference.trim() || a.lotNumber.trim() === b.lotNumber.trim(),
  },
);

function plantWith(all: readonly PlanFields<'order'>[]): PlanningWorld {
  const plant = planningWorld();
  all.forEach((fields, i) => plant.say((world) => createOrder(world, { id: `o-${i}`, fields })));
  return plant;
}

describe('The list of orders as a table', () => {
  it.each([
    ['English', wordsIn(planImportEn)],
    ['German', wordsIn(planImportDe)],
  ])('is brought in again in %s as it is, whatever people typed', (_language, words) => {
    fc.assert(
      fc.property(orders, (all) => {
        const plant = plantWith(all);
        const again = finished(ordersFromTable(plant.world, readTable(csvOf(listOf(plant, words), PLANT.timezone))));
        expect(again.rows.flatMap(({ problems }) => problems)).toEqual([]);
        expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: all.length, refused: 0 });
        expect(again.unread).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('says where each order is, what is made of it, and when it ends', () => {
    const plant = planningWorld();
    plant.order('135', { due: PLANNING_NOW });
    plant.order('136');
    plant.say((world) => loadJobs(world, { ids: ['wo-135.1'], line: 'line8', mode: 'next' }));
    plant.count([lotRow('line8', 'L135', { good: 2000 })]);
    const { rows } = listOf(plant);
    const cells = Object.fromEntries(
      ORDER_TABLE_COLUMNS.map((column, i) => [column, rows.find((row) => row.includes('135'))![i]]),
    );
    expect(cells).toMatchObject({
      ...{ product: 'Pouch A', shortName: 'PA', lot: '135', lotNumber: 'L135', quantity: 5000, line: 'Line 8' },
      ...{ state: 'Running', made: 2000, remaining: 3000 },
    });
    expect(cells.late).toBeGreaterThan(0);
    expect(rows.find((row) => row.includes('136'))).toContain('Parked');
  });

  it('never has a formula in it, and shows times of the plant’s clocks', () => {
    const columns = [
      { title: '=head', kind: 'text' as const },
      { title: 'Due', kind: 'date' as const },
      { title: 'Late', kind: 'duration' as const },
    ];
    const csv = csvOf({ name: 'x', columns, rows: [['=1+1', Date.UTC(2026, 10, 22, 14), 5_400_000]] }, PLANT.timezone);
    expect(csv).toBe("\ufeff'=head,Due,Late\r\n'=1+1,2026-11-22 06:00,1:30\r\n");
  });
});

describe('The board as a table', () => {
  it('has what runs and waits in the time that is shown, line after line', () => {
    const plant = planningWorld();
    for (const lot of ['1', '2', '3']) plant.order(lot, { quantity: 50_000 });
    plant.say((world) => loadJobs(world, { ids: ['wo-1.1', 'wo-2.1'], line: 'line8', mode: 'next' }));
    const { columns: titles, jobStates: states, sheetBoard: sheet } = planImportEn;
    const table = (from: number, to: number) =>
      tableOfBoard(plant.world.situation, plant.schedule, { from, to }, { sheet, titles, states }).rows;
    const day = 86_400_000;
    expect(table(PLANNING_NOW, PLANNING_NOW + 7 * day).map((row) => row.slice(0, 3))).toEqual([
      ['Line 8', 'PA', '1'],
      ['Line 8', 'PA', '2'],
    ]);
    expect(table(PLANNING_NOW, PLANNING_NOW + 3_600_000).map((row) => row[2])).toEqual(['1']);
    expect(table(PLANNING_NOW - 7 * day, PLANNING_NOW - 6 * day)).toEqual([]);
  });
});
