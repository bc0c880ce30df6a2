import { describe, expect, it } from 'vitest';
import { TABLES } from '../../../../shared/orders/table/kinds.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import type { TableKind } from '../../../../shared/orders/table/report.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

const report = (plant: PlanningWorld, kind: TableKind, text: string) =>
  finished(TABLES[kind].read(plant.world, readTable(text)));
const enter = (plant: PlanningWorld, kind: TableKind, text: string) =>
  plant.say((world) => finished(TABLES[kind].read(world, readTable(text))).saying);
const refused = (plant: PlanningWorld, kind: TableKind, text: string) =>
  report(plant, kind, text).rows.flatMap(({ row, problems }) => problems.map(({ why, field }) => [row, why, field]));

const PRODUCTS = [
  'Produkt;Kurzname;Artikelnummer;Produktfamilie;Farbe;Prozessgruppe;Stück/h;Gültig ab',
  'Strep A+;S+;1310200;Strep;#A99BD1;Pouching;5.000,5;01.01.2026',
  'Strep A;S;1310201;Strep;;;;',
].join('\n');

describe('Products from a table', () => {
  it('are made, and found again by item number, else short name, else name', () => {
    const plant = planningWorld();
    enter(plant, 'products', PRODUCTS);
    const made = [...plant.plan.products.values()].map(({ fields }) => fields).filter(({ item }) => item);
    expect(made).toContainEqual({
      ...{ name: 'Strep A+', shortName: 'S+', item: '1310200', family: 'Strep', colour: '#a99bd1' },
      ...{ processGroup: 'pouching', ratePerHour: 5000.5, validFrom: '2026-01-01' },
    });
    expect(report(plant, 'products', PRODUCTS).counts).toMatchObject({ unchanged: 2 });
    const renamed = report(plant, 'products', 'Name,Item number\nStrep A two,1310201');
    expect(renamed.rows[0]).toMatchObject({ state: 'changed', fields: ['name'] });
  });

  it('that are there without an item number get one by their name', () => {
    const plant = planningWorld();
    const rows = report(plant, 'products', 'Name,Item number,Rate\nPouch A,77,5000').rows;
    expect(rows[0]).toMatchObject({ state: 'changed', fields: ['item'] });
  });

  it('are refused without a name, twice, or with a group that is not there', () => {
    expect(refused(planningWorld(), 'products', 'Name,Item,Group\n,1,\nA,2,Nowhere\nB,3,\nC,3,\nB,4,')).toEqual([
      [2, 'missing', 'name'],
      [3, 'unknown-group', 'processGroup'],
      [5, 'repeated', null],
    ]);
  });
});

describe('Standard rates from a table', () => {
  it('are of product, line and first day, and change where they are there', () => {
    const plant = planningWorld();
    const text = 'Product,Line,Rate per hour,Valid from\nPA,Line 8,5200,\nPA,,4800,\nPA,Line 8,5400,2027-01-01';
    enter(plant, 'rates', text);
    expect(plant.plan.rates.size).toBe(3);
    expect(report(plant, 'rates', text).counts.unchanged).toBe(3);
    expect(report(plant, 'rates', 'Product,Line,Rate\nPouch A,8,5300').rows[0]).toMatchObject({
      ...{ state: 'changed', title: 'PA, Line 8', fields: ['perHour'] },
    });
    expect(refused(plant, 'rates', 'Product,Line,Rate\nPC,Line 8,1\nPA,Line 8,0\nPA,Line 77,5')).toEqual([
      [2, 'unknown-product', 'product'],
      [3, 'value', 'perHour'],
      [4, 'unknown-line', 'line'],
    ]);
  });

  it('say which columns are missing', () => {
    expect(report(planningWorld(), 'rates', 'Product,Valid from\nPA,2026-01-01').wanted).toEqual(['perHour']);
  });
});

describe('A changeover matrix', () => {
  const MATRIX = '\tStrips\tSwabs\t*\nStrips\t10\t0:45\t30 min\nSwabs\t60\t\t30';

  it('has families in its first row and column, and minutes or hours in its cells', () => {
    const plant = planningWorld();
    const first = report(plant, 'changeovers', MATRIX);
    expect(first.rows.map(({ row, title, state, fields }) => [row, title, state, fields])).toEqual([
      [2, 'Strips', 'created', ['Strips', 'Swabs', '*']],
      [3, 'Swabs', 'created', ['Strips', '*']],
    ]);
    enter(plant, 'changeovers', MATRIX);
    const minutes = [...plant.plan.changeovers.values()].map(({ fields }) => [
      fields.from,
      fields.to,
      fields.ms! / 60_000,
    ]);
    expect(minutes.sort()).toEqual([
      ['strips', '*', 30],
      ['strips', 'strips', 10],
      ['strips', 'swabs', 45],
      ['swabs', '*', 30],
      ['swabs', 'strips', 60],
    ]);
    expect(report(plant, 'changeovers', MATRIX).counts).toMatchObject({ unchanged: 2 });
    expect(report(plant, 'changeovers', MATRIX.replace('60', '50')).rows[1]).toMatchObject({
      ...{ state: 'changed', fields: ['Strips'] },
    });
  });

  it('is told cell by cell what is wrong with it', () => {
    const wrong = report(planningWorld(), 'changeovers', '\tA\tB\nA\tlong\t5\nB\t-5\t5\nA\t1\t1');
    expect(wrong.rows.flatMap(({ row, problems }) => problems.map(({ why, column }) => [row, why, column]))).toEqual([
      [2, 'number', 1],
      [3, 'value', 1],
      [4, 'repeated', 0],
    ]);
  });
});

describe('Exceptions of the calendar from a table', () => {
  it('are for the plant, a group or a line, and a last day is a whole day', () => {
    const plant = planningWorld();
    const text = [
      'Art;Gilt für;Von;Bis;Bezeichnung',
      'Feiertag;;24.12.2026;26.12.2026;Weihnachten',
      'Wartung;Linie 8;01.12.2026 06:00;01.12.2026 14:00;Siegelbacken',
      'Sonderschicht;Pouching;05.12.2026 06:00;05.12.2026 14:00;',
    ].join('\n');
    expect(refused(plant, 'exceptions', text)).toEqual([[3, 'unknown-line', 'scope']]);
    enter(plant, 'exceptions', text.replace('Linie 8', 'Line 8'));
    const made = [...plant.plan.exceptions.values()].map(({ fields }) => [
      fields.kind,
      fields.scope,
      fields.from,
      fields.to,
    ]);
    expect(made.sort()).toEqual([
      ['holiday', 'plant', '2026-12-24T00:00', '2026-12-27T00:00'],
      ['maintenance', 'line:line8', '2026-12-01T06:00', '2026-12-01T14:00'],
      ['overtime', 'group:pouching', '2026-12-05T06:00', '2026-12-05T14:00'],
    ]);
    expect(report(plant, 'exceptions', text.replace('Linie 8', 'Line 8')).counts.unchanged).toBe(3);
  });
});
