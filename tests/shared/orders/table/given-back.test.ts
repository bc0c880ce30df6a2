import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../../gateway/api/read-workbook.ts';
import { writeWorkbook } from '../../../../gateway/api/write-workbook.ts';
import { exceptionTableDe } from '../../../../pwa/locales/calendar-de.ts';
import { exceptionTableEn } from '../../../../pwa/locales/calendar-en.ts';
import { planImportDe } from '../../../../pwa/locales/plan-import-de.ts';
import { planImportEn } from '../../../../pwa/locales/plan-import-en.ts';
import { productsDe } from '../../../../pwa/locales/products-de.ts';
import { productsEn } from '../../../../pwa/locales/products-en.ts';
import { matrixNames } from '../../../../pwa/pages/products-changeovers.ts';
import type { PlanEntity } from '../../../../shared/documents/change.ts';
import { csvOf, type CsvStyle } from '../../../../shared/orders/table/csv.ts';
import { TABLES } from '../../../../shared/orders/table/kinds.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import type { TableKind } from '../../../../shared/orders/table/report.ts';
import type { Sheet } from '../../../../shared/orders/table/sheet.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { tableOfExceptions, type ExceptionTableWords } from '../../../../shared/orders/table/table-of-exceptions.ts';
import { tableOfOrders } from '../../../../shared/orders/table/table-of-orders.ts';
import {
  matrixOfChangeovers,
  tableOfChangeovers,
  tableOfProducts,
  tableOfRates,
  type MasterTableWords,
} from '../../../../shared/orders/table/tables-of-master.ts';
import { PLANNING_NOW, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';
import { plant as PLANT } from '../../../fixtures/plant.ts';

/** A plan as concurrent people may leave it, with names that are each other's and names that look like something else. */
const text = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: Math.min(maxLength, 12) }),
    fc.constantFrom('=1+1', "'=quoted", '-5', '+5', '@x', '"', 'a;=b', 'two\nlines', 'old\rmac', 'dos\r\n', '\t=x'),
    fc.constantFrom(
      '  spaces  ',
      'Strep A',
      'strep a',
      'any',
      '*',
      'Line 8',
      '1.234',
      '3/4/26',
      '1e5',
      '_x0041_',
      'ID',
    ),
  );
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc.tuple(day, fc.nat(23), fc.nat(59)).map(([date, ...clock]) => {
  return `${date}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}`;
});
const perHour = fc.oneof(
  fc.double({ min: 1e-9, max: 10_000_000, noNaN: true }),
  fc.constantFrom(1.234, 123.456, 0.125, 5000.5, 1_234_567),
);
const fields = <T extends Record<string, fc.Arbitrary<unknown>>>(model: T) => fc.record(model, { requiredKeys: [] });
const validity = { validFrom: day, validTo: day };
const product = fc.constantFrom('p-0', 'p-1', 'p-2', 'gone');
const line = fc.constantFrom('line8', 'line9', 'gone');
const family = fc.oneof(text(80), product, fc.constant('*'));

const plans = fc.record({
  product: fc.array(
    fields({
      ...{ name: text(80), shortName: text(20), item: text(40), family: text(80), ...validity, ratePerHour: perHour },
      colour: fc.constantFrom('#a99bd1', '#000000'),
      processGroup: fc.constantFrom('pouching', 'gone'),
    }),
    { maxLength: 6 },
  ),
  rate: fc.array(fields({ product, line, perHour, ...validity }), { maxLength: 6 }),
  changeover: fc.array(
    fields({ from: family, to: family, line, ms: fc.integer({ min: 0, max: 366 * 86_400_000 }), ...validity }),
    { maxLength: 8 },
  ),
  exception: fc.array(
    fields({
      kind: fc.constantFrom('holiday', 'closed', 'maintenance', 'overtime'),
      scope: fc.constantFrom('plant', 'line:line8', 'line:gone', 'group:pouching', 'group:gone'),
      ...{ from: time, to: time, name: text(80) },
    }),
    { maxLength: 6 },
  ),
  order: fc.array(
    fields({
      ...{ product, lot: text(40), lotNumber: text(40), upstreamLot: text(40), reference: text(80), notes: text(200) },
      quantity: fc.integer({ min: 1, max: 1_000_000_000 }),
      due: fc.integer({ min: 1, max: 4e12 }),
      priority: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 6 },
  ),
});
type Kept = Record<'product' | 'rate' | 'changeover' | 'exception' | 'order', Record<string, unknown>[]>;

/** Heard from others, who may have been out of reach of each other: no rule is asked. */
function plantWith(kept: Kept): PlanningWorld {
  const plant = planningWorld();
  const sets = Object.entries(kept).flatMap(([entity, all]) =>
    all.map((set, i) => ({ entity: entity as PlanEntity, id: `${entity[0]}-${i}`, set, saw: {} })),
  );
  const fact = { _id: `change:${PLANNING_NOW}:other.1`, schema: 1 as const, type: 'change' as const, line: null };
  if (sets.length > 0) plant.hear([{ ...fact, at: PLANNING_NOW, by: { origin: 'other', user: 'planner' }, sets }]);
  return plant;
}

interface Words {
  master: MasterTableWords;
  exceptions: ExceptionTableWords;
  orders: typeof planImportEn;
}
const ENGLISH: Words = { master: productsEn.table, exceptions: exceptionTableEn, orders: planImportEn };
const GERMAN: Words = { master: productsDe.table, exceptions: exceptionTableDe, orders: planImportDe };

function tablesOf(plant: PlanningWorld, { master, exceptions, orders }: Words): [TableKind, Sheet][] {
  const { situation } = plant.world;
  const names = matrixNames(plant.plan, []);
  const { columns: titles, orderStates: states, sheetOrders: sheet } = orders;
  return [
    ['products', tableOfProducts(situation, master)],
    ['rates', tableOfRates(situation, master)],
    ['changeovers', tableOfChangeovers(situation, master)],
    ['changeovers', matrixOfChangeovers(situation, master, { line: '', from: names, to: names })],
    ['changeovers', matrixOfChangeovers(situation, master, { line: 'line8', from: names, to: names })],
    ['exceptions', tableOfExceptions(situation, exceptions)],
    ['orders', tableOfOrders(situation, plant.schedule, { sheet, titles, states })],
  ];
}

function changesNothing(plant: PlanningWorld, kind: TableKind, rows: readonly (readonly string[])[], count: number) {
  const report = finished(TABLES[kind].read(plant.world, rows));
  expect(report.rows.flatMap(({ problems }) => problems)).toEqual([]);
  expect(report.counts).toEqual({ created: 0, changed: 0, refused: 0, unchanged: count });
  expect(report.saying).toEqual({ ok: true, said: [] });
  expect(report.unread).toEqual([]);
}

describe('A table that is saved and brought in again changes nothing', () => {
  it.each<[string, Words, CsvStyle]>([
    ['English', ENGLISH, { separator: ',', decimal: '.' }],
    ['German', GERMAN, { separator: ';', decimal: ',' }],
  ])('as CSV for %s offices', (_language, words, style) => {
    fc.assert(
      fc.property(plans, (kept) => {
        const plant = plantWith(kept as Kept);
        for (const [kind, sheet] of tablesOf(plant, words))
          changesNothing(plant, kind, readTable(csvOf(sheet, PLANT.timezone, style)), sheet.rows.length);
      }),
      { numRuns: 40 },
    );
  });

  it('as a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (kept) => {
        const plant = plantWith(kept as Kept);
        const tables = tablesOf(plant, GERMAN);
        const sheets = tables.map(([, sheet]) => sheet);
        const bytes = await writeWorkbook({ name: 'plan', sheets }, PLANT.timezone, PLANNING_NOW);
        const read = await readWorkbook(Buffer.from(bytes));
        tables.forEach(([kind, { rows }], i) => changesNothing(plant, kind, read[i]!.rows, rows.length));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it('also where two things have one name: the last column says which is which', () => {
    const twins = [
      { name: 'Twin', item: '1' },
      { name: 'Twin', item: '1' },
    ];
    const plant = plantWith({
      product: twins,
      rate: [],
      changeover: [],
      exception: [],
      order: [{ notes: 'no number' }, { product: 'p-0' }],
    });
    const rows = readTable(csvOf(tableOfProducts(plant.world.situation, productsEn.table), PLANT.timezone));
    const renamed = rows.map((row) =>
      row.map((cell) => (cell === 'Twin' && row.at(-1) === 'p-1' ? 'Other twin' : cell)),
    );
    const report = finished(TABLES.products.read(plant.world, renamed));
    expect(report.rows.filter(({ state }) => state === 'changed')).toEqual([
      {
        ...{ row: expect.any(Number), state: 'changed', title: 'Twin', fields: ['name'], problems: [] },
        changes: [{ field: 'name', was: 'Twin', becomes: 'Other twin' }],
      },
    ]);
  });
});
