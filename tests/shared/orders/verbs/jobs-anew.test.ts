import { beforeEach, describe, expect, it } from 'vitest';
import { createOrder, editOrder } from '../../../../shared/orders/verbs/orders.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { startJob } from '../../../../shared/orders/verbs/running.ts';
import { chooseVersion, setFields } from '../../../../shared/orders/verbs/sheet.ts';
import { renewJobs } from '../../../../shared/orders/verbs/steps.ts';
import { doTask } from '../../../../shared/orders/verbs/tasks.ts';
import type { RouteStep } from '../../../../shared/orders/entities.ts';
import { ordersFromTable } from '../../../../shared/orders/table/orders-from-table.ts';
import { readTable } from '../../../../shared/orders/table/read-table.ts';
import { finished } from '../../../../shared/orders/table/steps.ts';
import { planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

let plant: PlanningWorld;
const jobsOf = (order: string) => plant.plan.orders.get(order)!.jobs.map((id) => plant.plan.jobs.get(id)!);
const operations = (order: string) => jobsOf(order).map(({ fields }) => fields.operation);
const product = (id: string, route: RouteStep[]) =>
  plant.say((world) => setFields(world, { edits: [{ entity: 'product', id, fields: { name: id, route } }] }));
const give = (id: string, to: string, why?: string) =>
  plant.say((world) => editOrder(world, { id, fields: { product: to }, why }));

const RELEASE = { kind: 'sign-off', name: 'Release', at: 'start', offsetMs: 0, blocks: true } as const;

beforeEach(() => {
  plant = planningWorld();
  product('tray', [
    { key: 'mould', operation: 'Moulding', lines: ['line9'] },
    {
      key: 'pouch',
      operation: 'Pouching',
      processGroup: 'pouching',
      factor: 2,
      after: [{ key: 'mould', overlap: 10 }],
    },
    {
      key: 'box',
      operation: 'Cartoning',
      processGroup: 'packing',
      after: [{ key: 'pouch' }],
      tasks: [
        { key: 'label', kind: 'material', name: 'Labels', at: 'start', offsetMs: 0, blocks: false },
        { key: 'release', ...RELEASE },
      ],
    },
  ]);
});

describe('An order with another product', () => {
  it('gets the route of a product that is named after its first cell, in the same change', () => {
    plant.say((world) => createOrder(world, { id: 'wo-9', fields: { lot: '900', quantity: 5 } }));
    expect(operations('wo-9')).toEqual([undefined]);
    expect(give('wo-9', 'tray')).toHaveLength(1);
    expect(operations('wo-9')).toEqual(['Moulding', 'Pouching', 'Cartoning']);
    const [mould, pouch, box] = jobsOf('wo-9');
    expect(pouch!.fields.after).toEqual([{ job: mould!.id, overlap: 10 }]);
    expect(box!.fields.after).toEqual([{ job: pouch!.id }]);
    expect(plant.schedule.standings.get(pouch!.id)).toMatchObject({ wanted: 10 });
  });

  it('keeps the place of the same operation, and parks what its line cannot do', () => {
    plant.order('k', {}, 'kit');
    plant.order('l', {}, 'kit');
    product('sachet', [{ key: 's', operation: 'Pouching', lines: ['line9'] }]);
    plant.say((world) => loadJobs(world, { ids: ['wo-l.pouch', 'wo-k.pouch'], line: 'line8', mode: 'next' }));
    const [fact] = give('wo-k', 'tray');
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-l.pouch', 'wo-k.pouch']);
    expect(operations('wo-k')).toEqual(['Moulding', 'Pouching', 'Cartoning']);
    expect(plant.plan.jobs.get('wo-k.pouch')?.fields).toMatchObject({ position: 1, factor: 2 });
    expect(fact).toMatchObject({
      sets: expect.not.arrayContaining([expect.objectContaining({ set: { place: null } })]),
    });
    give('wo-k', 'sachet');
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-l.pouch']);
    expect(plant.schedule.parked).toContain('wo-k.pouch');
  });

  it('asks for the reason where what comes next on a line would go', () => {
    plant.order('k', {}, 'kit');
    product('sachet', [{ key: 's', operation: 'Sealing', processGroup: 'pouching' }]);
    plant.say((world) => loadJobs(world, { ids: ['wo-k.pouch'], line: 'line8', mode: 'next' }));
    const edit = (why?: string) => editOrder(plant.world, { id: 'wo-k', fields: { product: 'sachet' }, why });
    expect(edit()).toMatchObject({ ok: false, why: 'frozen' });
    expect(edit('other film')).toMatchObject({ ok: true });
  });

  it('keeps what people did of a task that it has as before, and asks for what is new although it is called alike', () => {
    plant.order('k', {}, 'kit');
    plant.say((world) => doTask(world, { id: 'wo-k.carton.release' }));
    give('wo-k', 'tray');
    const [, , box] = jobsOf('wo-k');
    expect(box!.id).toBe('wo-k.carton');
    expect(box!.fields.tasks?.map(({ key }) => key)).toEqual(['label', 'release']);
    expect(plant.schedule.tasks.filter(({ id }) => plant.plan.tasks.get(id)?.fields.done)).toHaveLength(1);
    product('plain', [
      {
        key: 'c',
        operation: 'Cartoning',
        tasks: [{ key: 'release', kind: 'quality-test', name: 'Sample', at: 'end', offsetMs: 0, blocks: true }],
      },
    ]);
    give('wo-k', 'plain');
    const [sample] = jobsOf('wo-k')[0]!.fields.tasks!;
    expect(plant.plan.tasks.get(`wo-k.carton.${sample!.key}`)?.fields.done).toBeUndefined();
  });

  it('gets back what it had before, as new jobs', () => {
    plant.order('k', {}, 'kit');
    give('wo-k', 'pouch-b');
    give('wo-k', 'kit');
    give('wo-k', 'tray');
    give('wo-k', 'kit');
    expect(operations('wo-k')).toEqual(['Pouching', 'Cartoning']);
    const [pouch, carton] = jobsOf('wo-k');
    expect(carton!.fields.after).toEqual([{ job: pouch!.id, waitMs: 3_600_000 }]);
  });

  it('keeps its jobs once one of them has begun, and when the product is taken away', () => {
    plant.order('k', {}, 'kit');
    plant.say((world) => editOrder(world, { id: 'wo-k', fields: { product: null } }));
    expect(operations('wo-k')).toEqual(['Pouching', 'Cartoning']);
    give('wo-k', 'kit');
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    give('wo-k', 'tray');
    expect(operations('wo-k')).toEqual(['Pouching', 'Cartoning']);
  });

  it('gets the jobs of the product that a sheet says, or that is chosen of two versions', () => {
    plant.order('k', {}, 'kit');
    plant.say((world) => setFields(world, { edits: [{ entity: 'order', id: 'wo-k', fields: { product: 'tray' } }] }));
    expect(operations('wo-k')).toEqual(['Moulding', 'Pouching', 'Cartoning']);
    const tablet = plant.copy('tablet');
    const theirs = tablet.say((world) => editOrder(world, { id: 'wo-k', fields: { product: 'pouch-b' } }));
    give('wo-k', 'kit');
    plant.hear(theirs);
    const { versions } = plant.plan.orders.get('wo-k')!.conflicts[0]!;
    const { id: headId } = versions.find(({ value }) => value === 'pouch-b')!;
    plant.say((world) => chooseVersion(world, { entity: 'order', id: 'wo-k', field: 'product', headId }));
    expect(jobsOf('wo-k').map(({ fields }) => fields.processGroup)).toEqual(['pouching']);
  });

  it('gets the jobs of the article that a table says, the first on the line of the table', () => {
    plant.order('135');
    const table = 'Product\tLot Number\tLine\r\nPouch B\tL135\tcartoner';
    plant.say((world) => editOrder(world, { id: 'wo-135', fields: { product: 'tray' } }));
    expect(operations('wo-135')).toHaveLength(3);
    // Its one job cannot be done there: the row is refused.
    expect(finished(ordersFromTable(plant.world, readTable(table))).saying).toEqual({ ok: true, said: [] });
    const plain = table.replace('cartoner', 'Line 8');
    plant.say((world) => finished(ordersFromTable(world, readTable(plain))).saying);
    expect(jobsOf('wo-135').map(({ fields }) => fields.place?.line)).toEqual(['line8']);
  });
});

describe('Operations anew from the route', () => {
  it('are those of the route as it is now, unless something has begun', () => {
    plant.order('k', {}, 'kit');
    expect(plant.say((world) => renewJobs(world, { id: 'wo-k' }))).toEqual([]);
    product('kit', [
      { key: 'wash', operation: 'Washing' },
      { key: 'pouch', operation: 'Pouching', processGroup: 'pouching', after: [{ key: 'wash', waitMs: 60_000 }] },
    ]);
    expect(operations('wo-k')).toEqual(['Pouching', 'Cartoning']);
    plant.say((world) => renewJobs(world, { id: 'wo-k' }));
    expect(operations('wo-k')).toEqual(['Washing', 'Pouching']);
    expect(plant.plan.jobs.get('wo-k.pouch')?.fields.after).toEqual([{ job: jobsOf('wo-k')[0]!.id, waitMs: 60_000 }]);
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    expect(renewJobs(plant.world, { id: 'wo-k' })).toMatchObject({ ok: false, why: 'ran', about: 'order:wo-k' });
  });
});
