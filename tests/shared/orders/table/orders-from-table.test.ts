import { describe, expect, it } from 'vitest';
import { markedFigure } from '../../../../shared/orders/table/figure-text.ts';
import { ordersFromTable } from '../../../../shared/orders/table/orders-from-table.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import type { TableOptions } from '../../../../shared/orders/table/report.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { splitOrder } from '../../../../shared/orders/verbs/quantities.ts';
import { startJob } from '../../../../shared/orders/verbs/running.ts';
import { closeOrder } from '../../../../shared/orders/verbs/closing.ts';
import { planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';
import { plant as PLANT } from '../../../fixtures/plant.ts';
import { momentOf } from '../../../../shared/orders/table/read-cells.ts';

const report = (plant: PlanningWorld, text: string, options: TableOptions = {}) =>
  finished(ordersFromTable(plant.world, readTable(text), options));
const enter = (plant: PlanningWorld, text: string) =>
  plant.say((world) => finished(ordersFromTable(world, readTable(text))).saying);
const orders = (plant: PlanningWorld) =>
  [...plant.plan.orders.values()]
    .map(({ fields }) => fields)
    .sort((a, b) => ((a.lotNumber ?? '') < (b.lotNumber ?? '') ? -1 : 1));
const problems = (plant: PlanningWorld, text: string, options: TableOptions = {}) =>
  report(plant, text, options).rows.flatMap(({ row, problems: all }) =>
    all.map(({ why, field, cell, detail }) => [row, why, field, cell, detail]),
  );

/** As the predecessor's planners have it. */
const PREDECESSOR = [
  'Product\tShort Name\tLot ID\tLot Number\tStrip Lot Number\tQuantity\tPriority\tLine',
  'Pouch A\tPA\t135\t159135\t158990\t219,000\t1\t',
  'Pouch B\tPB\t136\t159136\t\t64,500\t2\t',
].join('\r\n');

describe('Orders from a table', () => {
  it('are made with the jobs of their product, as the report says before anything is entered', () => {
    const plant = planningWorld();
    const before = report(plant, `${PREDECESSOR}\nKit\t\t137\t159137\t\t1,000,000\t\t`);
    expect(before.counts).toEqual({ created: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(before.rows.map(({ row, state, title }) => [row, state, title])).toEqual([
      [2, 'created', 'PA 135'],
      [3, 'created', 'PB 136'],
      [4, 'created', 'Kit 137'],
    ]);
    expect(orders(plant)).toEqual([]);
    enter(plant, `${PREDECESSOR}\nKit\t\t137\t159137\t\t1,000,000\t\t`);
    expect(orders(plant)).toEqual([
      { product: 'pouch-a', lot: '135', lotNumber: '159135', upstreamLot: '158990', quantity: 219_000, priority: 1 },
      { product: 'pouch-b', lot: '136', lotNumber: '159136', quantity: 64_500, priority: 2 },
      { product: 'kit', lot: '137', lotNumber: '159137', quantity: 1_000_000 },
    ]);
    const jobs = [...plant.plan.jobs.values()].map(({ fields }) => fields.operation ?? '-');
    expect(jobs.sort()).toEqual(['-', '-', 'Cartoning', 'Pouching']);
  });

  it('of a workbook are not misread because another cell of the column is a number with decimals', () => {
    const texts = [
      ['Pouch A', '640900', '1.200'],
      ['Pouch A', '640901', '2.200'],
    ];
    const cells = [['Product', 'Lot number', 'Quantity'], ...texts, ['Pouch A', '640902', markedFigure(7.5)]];
    const reportOf = (rows: string[][]) => finished(ordersFromTable(planningWorld().world, rows));
    const read = reportOf(cells);
    expect(read.rows.map(({ state }) => state)).toEqual(['created', 'created', 'refused']);
    expect(read.rows[2]!.problems).toMatchObject([{ why: 'number', cell: '7.5' }]);
    expect(read.asked).toEqual({});
    const unclear = cells.map((row) => row.map((cell) => cell.replace('.200', '.000')));
    expect(reportOf(unclear).asked).toEqual({ decimal: '1.000' });
  });

  it('are all entered by one change', () => {
    const saying = report(planningWorld(), PREDECESSOR).saying;
    expect(saying.ok && saying.said).toHaveLength(1);
  });

  it('are read by our own headings, whatever stands before them and could mean the same', () => {
    const plant = planningWorld();
    const table = 'Charge;Produkt;Losnummer;Menge\nC7;Pouch A;159140;1000';
    const { columns, unread } = report(plant, table);
    expect([columns.lotNumber, unread]).toEqual([2, [0]]);
    enter(plant, table);
    expect(orders(plant)[0]?.lotNumber).toBe('159140');
    expect(report(plant, 'Batch,Product,Lot number,Qty\nC7,Pouch A,159140,1000').columns.lotNumber).toBe(2);
    expect(report(plant, 'Charge;Produkt;Menge\n159140;Pouch A;1000').columns.lotNumber).toBe(0);
  });

  it('tell of one that runs by its own name what it was and what would become of it', () => {
    const plant = planningWorld();
    enter(plant, 'Product\tLot\tLot number\tQuantity\nPouch A\t559\t641559\t67000');
    const [job] = plant.plan.jobs.keys();
    plant.say((world) => startJob(world, { job: job!, line: 'line8' }));
    const { rows } = report(plant, 'Product\tLot\tLot number\tQuantity\nPouch A\t907\t641559\t60000');
    expect(rows).toEqual([
      {
        ...{ row: 2, state: 'changed', title: 'PA 559', stands: 'running', fields: ['lot', 'quantity'], problems: [] },
        changes: [
          { field: 'lot', was: '559', becomes: '907' },
          { field: 'quantity', was: 67_000, becomes: 60_000 },
        ],
      },
    ]);
  });

  it('tell which line they would leave for which', () => {
    const plant = planningWorld();
    const table = (line: string) => `Product\tLot number\tQuantity\tLine\nPouch A\t159135\t1000\t${line}`;
    plant.order('134', { quantity: 100_000 });
    enter(plant, 'Product\tLot number\tQuantity\tLine\nPouch A\tL134\t100000\tLine 8');
    plant.order('133', { quantity: 100_000 });
    enter(plant, 'Product\tLot number\tQuantity\tLine\nPouch A\tL133\t100000\tLine 8');
    enter(plant, table('Line 8'));
    expect(report(plant, table('Line 9')).rows[0]).toMatchObject({
      stands: 'queued',
      changes: [{ field: 'line', was: 'Line 8', becomes: 'line9' }],
    });
  });

  it('ask about figures and dates only where no cell tells, and go on asking where it was answered', () => {
    const table = (quantity: string, due: string) =>
      `Product\tLot number\tQuantity\tDue\nPouch A\t159135\t50,000\t12/4/2026\nPouch B\t159136\t${quantity}\t${due}`;
    const asked = (text: string, options: TableOptions = {}) => report(planningWorld(), text, options).asked;
    expect(asked(table('60000', '12/6/2026'))).toEqual({ decimal: '50,000', first: '12/4/2026' });
    expect(asked(table('60000', '12/6/2026'), { decimal: '.', first: 'month' })).toEqual({
      ...{ decimal: '50,000', first: '12/4/2026' },
    });
    expect(asked(table('64,500', '12/31/2026'))).toEqual({});
    expect(asked(table('64,500', '31/12/2026'))).toEqual({});
  });

  it('are not made twice by the same table', () => {
    const plant = planningWorld();
    enter(plant, PREDECESSOR);
    const again = report(plant, PREDECESSOR);
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2, refused: 0 });
    expect(again.saying).toEqual({ ok: true, said: [] });
  });

  it('are found again by their reference, else by their lot number, and only what differs is set', () => {
    const plant = planningWorld();
    enter(plant, 'Work order,Product,Lot number,Quantity\nWO-1,Pouch A,159135,1000\n,Pouch B,159136,2000');
    const changed = report(plant, 'WO,Lot no,Qty\nWO-1,159139,1000\n,159136,2500\nWO-2,159136,2500');
    expect(changed.rows.map(({ state, fields }) => [state, fields])).toEqual([
      ['changed', ['lotNumber']],
      ['changed', ['quantity']],
      ['refused', []],
    ]);
    enter(plant, 'WO,Lot no,Qty\nWO-1,159139,1000\n,159136,2500');
    expect(orders(plant).map(({ lotNumber, quantity }) => [lotNumber, quantity])).toEqual([
      ['159136', 2500],
      ['159139', 1000],
    ]);
  });

  it('say of which order a lot number is, and are not made beside it', () => {
    const plant = planningWorld();
    enter(plant, 'Work order,Product,Lot number,Quantity\nWO-1,Pouch A,159135,1000\nWO-2,Pouch A,159136,1000');
    expect(problems(plant, 'Work order,Product,Lot number,Quantity\nWO-3,Pouch A,159135,1000')).toEqual([
      [2, 'lot-number-taken', 'lotNumber', '159135', 'WO-1'],
    ]);
    expect(problems(plant, 'Work order,Lot number\nWO-2,159135')).toEqual([
      [2, 'lot-number-taken', 'lotNumber', '159135', 'WO-1'],
    ]);
  });

  it('that repeat within the table are told, and the first of them counts', () => {
    expect(problems(planningWorld(), 'Product,Lot number,Quantity\nPA,1,10\nPA,2,20\nPA,1,30')).toEqual([
      [4, 'repeated', null, '', '2'],
    ]);
  });

  it('are refused cell by cell, with the reason, and the others are taken', () => {
    const plant = planningWorld();
    const text = [
      'Product,Lot number,Quantity,Due,Priority,Colour,Line',
      'PC,1,10,,,,',
      'PA,2,,,,,',
      'PA,3,many,,,,',
      'PA,4,10,soon,,,',
      'PA,5,10,,17,,',
      'PA,6,10,,,red,',
      'PA,7,10,,,,Line 99',
      'PA,,10,,,,',
      'PA,8,10,,,,Cartoner',
      'PA,9,10,,,,',
    ].join('\n');
    expect(problems(plant, text).map(([row, why, field]) => [row, why, field])).toEqual([
      [2, 'unknown-product', 'product'],
      [3, 'missing', 'quantity'],
      [4, 'number', 'quantity'],
      [5, 'date', 'due'],
      [6, 'value', 'priority'],
      [7, 'value', 'colour'],
      [8, 'unknown-line', 'line'],
      [9, 'no-key', 'lotNumber'],
      [10, 'refused', 'line'],
    ]);
    enter(plant, text);
    expect(orders(plant).map(({ lotNumber }) => lotNumber)).toEqual(['9']);
  });

  it('are due at the end of a day that is given without time, on the plant’s clocks', () => {
    const plant = planningWorld();
    const zone = PLANT.timezone;
    enter(plant, 'Produkt;Losnummer;Menge;Fällig\nPA;1;10;22.11.2026\nPA;2;10;22.11.2026 14:00');
    expect(orders(plant).map(({ due }) => due)).toEqual([
      momentOf('2026-11-22', '23:59', zone),
      momentOf('2026-11-22', '14:00', zone),
    ]);
  });

  it('come to the end of the queue of the line that is named, in the order of the table', () => {
    const plant = planningWorld();
    const [line] = plant.world.situation.lines;
    const text = `Product,Lot number,Quantity,Line\nPA,1,10,${line!.name}\nPA,2,10,${line!.id}\nPA,3,10,`;
    enter(plant, text);
    const lots = plant.schedule.queues
      .get(line!.id)!
      .map((job) => plant.plan.orders.get(plant.plan.jobs.get(job)!.fields.order!));
    expect(lots.map((order) => order?.fields.lotNumber)).toEqual(['1', '2']);
    expect(report(plant, text).counts.unchanged).toBe(3);
    enter(plant, `Lot number,Line\n3,${line!.name}`);
    expect(plant.schedule.queues.get(line!.id)).toHaveLength(3);
  });

  it('keep what was ordered when a part of them was split off', () => {
    const plant = planningWorld();
    enter(plant, PREDECESSOR);
    const [order] = plant.plan.orders.keys();
    plant.say((world) => splitOrder(world, { id: order!, quantity: 19_000 }));
    expect(report(plant, PREDECESSOR).counts.unchanged).toBe(2);
  });

  it('that are closed are told to be as they are', () => {
    const plant = planningWorld();
    enter(plant, PREDECESSOR);
    plant.say((world) => closeOrder(world, { id: [...plant.plan.orders.keys()][0]! }));
    expect(report(plant, PREDECESSOR).counts.unchanged).toBe(2);
  });

  it('need a person who says what the columns are, where there are no headings', () => {
    const plant = planningWorld();
    const text = 'PA\t1\t10\nPB\t2\t20';
    expect(report(plant, text)).toMatchObject({ header: null, wanted: ['lotNumber'], rows: [], unread: [0, 1, 2] });
    const columns = { product: 0, lotNumber: 1, quantity: 2 };
    expect(report(plant, text, { columns, header: null }).counts.created).toBe(2);
  });

  it('may stand under a title, beside columns that nobody knows', () => {
    const plant = planningWorld();
    const found = report(plant, 'Plan of week 47\n\nProduct,Lot number,Quantity,Shelf\nPA,1,10,B4');
    expect(found).toMatchObject({ header: 2, unread: [3], counts: { created: 1 } });
    expect(found.rows[0]!.row).toBe(4);
  });

  it('of five thousand rows are read in a blink', () => {
    const plant = planningWorld();
    const rows = Array.from({ length: 5_000 }, (_, i) => `PA,${i},${i + 1},Line 8`);
    const started = performance.now();
    const counts = report(plant, ['Product,Lot number,Quantity,Line', ...rows].join('\n')).counts;
    expect(counts.created + counts.refused).toBe(5_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
