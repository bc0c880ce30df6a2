import { describe, expect, it } from 'vitest';
import { lotRow, planningWorld } from '../../../fixtures/planning-world.ts';
import { createOrder, deleteOrder, duplicateOrder, editOrder } from '../../../../shared/orders/verbs/orders.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { abortJob, startJob } from '../../../../shared/orders/verbs/running.ts';

describe('A new order', () => {
  it('has one job where its product belongs, in the parking lot', () => {
    const plant = planningWorld();
    plant.order('135');
    expect(plant.plan.orders.get('wo-135')).toMatchObject({ quantity: 5000, jobs: ['wo-135.1'] });
    expect(plant.plan.jobs.get('wo-135.1')?.fields).toEqual({ order: 'wo-135', position: 0, processGroup: 'pouching' });
    expect(plant.schedule.parked).toEqual(['wo-135.1']);
    expect(plant.schedule.standings.get('wo-135.1')?.state).toBe('NotAllowedToStart');
  });

  it('has a job for each step of its route, each after the other', () => {
    const plant = planningWorld();
    plant.order('136', {}, 'kit');
    expect(plant.plan.orders.get('wo-136')?.jobs).toEqual(['wo-136.pouch', 'wo-136.carton']);
    expect(plant.plan.jobs.get('wo-136.carton')?.fields).toMatchObject({
      operation: 'Cartoning',
      processGroup: 'packing',
      after: [{ job: 'wo-136.pouch', waitMs: 3_600_000 }],
      tasks: [{ key: 'release' }],
    });
  });

  it('can be placed at once', () => {
    const plant = planningWorld();
    plant.order('1');
    plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next' }));
    plant.say((world) =>
      createOrder(world, {
        id: 'wo-2',
        fields: { product: 'pouch-b', quantity: 10 },
        place: { line: 'line8', before: null },
      }),
    );
    expect(plant.schedule.queues.get('line8')).toEqual(['wo-1.1', 'wo-2.1']);
  });

  it('takes the jobs that it is given, and an id of this device', () => {
    const plant = planningWorld();
    const [fact] = plant.say((world) =>
      createOrder(world, { fields: { quantity: 10 }, jobs: [{ key: 'cut', fields: { lines: ['line9'] } }] }),
    );
    expect(fact).toMatchObject({ type: 'change', sets: [{ entity: 'order', id: 'desk-1' }, { id: 'desk-1.cut' }] });
    expect(plant.plan.jobs.get('desk-1.cut')?.fields.lines).toEqual(['line9']);
  });

  it('cannot have the lot number of another, nor a product that nobody knows', () => {
    const plant = planningWorld();
    plant.order('135');
    expect(createOrder(plant.world, { fields: { lotNumber: 'L135' } })).toMatchObject({
      ok: false,
      why: 'lot-number-taken',
      field: 'lotNumber',
      detail: 'Lot number "L135" is that of order "wo-135"; choose another one',
    });
    expect(createOrder(plant.world, { fields: { product: 'none' } })).toMatchObject({
      why: 'unknown',
      field: 'product',
    });
  });

  it('says which field is wrong in words of the field', () => {
    const { world } = planningWorld();
    expect(createOrder(world, { id: 'x', fields: { quantity: 0.5 } })).toMatchObject({
      why: 'field',
      about: 'order:x',
      field: 'quantity',
      detail: '"quantity" of order "x" has to be a whole number from 1 to 1000000000, not 0.5',
    });
    expect(createOrder(world, { id: 'x', fields: { notes: 'x' } })).toMatchObject({ why: 'field' });
  });
});

describe('Editing an order', () => {
  it('names what was seen of what is set, and nothing of what never was', () => {
    const plant = planningWorld();
    plant.order('135');
    const { quantity } = plant.plan.orders.get('wo-135')!.heads;
    const [fact] = plant.say((world) =>
      editOrder(world, { id: 'wo-135', fields: { quantity: 6000, notes: 'urgent' } }),
    );
    expect(fact).toMatchObject({ sets: [{ set: { quantity: 6000, notes: 'urgent' }, saw: { quantity } }] });
    expect(plant.plan.orders.get('wo-135')?.quantity).toBe(6000);
  });

  it('says nothing where nothing changes, and takes a value away by null', () => {
    const plant = planningWorld();
    plant.order('135', { notes: 'urgent' });
    expect(plant.say((world) => editOrder(world, { id: 'wo-135', fields: { quantity: 5000 } }))).toEqual([]);
    plant.say((world) => editOrder(world, { id: 'wo-135', fields: { notes: null } }));
    expect(plant.plan.orders.get('wo-135')?.fields).not.toHaveProperty('notes');
  });

  it('refuses the lot number of another, keeps its own', () => {
    const plant = planningWorld();
    plant.order('135');
    plant.order('136');
    expect(editOrder(plant.world, { id: 'wo-136', fields: { lotNumber: 'L135' } })).toMatchObject({
      why: 'lot-number-taken',
    });
    expect(editOrder(plant.world, { id: 'wo-136', fields: { lotNumber: 'L136', notes: 'x' } }).ok).toBe(true);
    expect(editOrder(plant.world, { id: 'nobody', fields: { notes: 'x' } })).toMatchObject({ why: 'unknown' });
  });
});

describe('Duplicating an order', () => {
  it('makes the same work once more, without its numbers and places', () => {
    const plant = planningWorld();
    plant.order('136', { priority: 2, due: 1_800_000_000_000 }, 'kit');
    plant.say((world) => loadJobs(world, { ids: ['wo-136.pouch'], line: 'line8', mode: 'next' }));
    plant.say((world) => duplicateOrder(world, { id: 'wo-136' }));
    const copy = [...plant.plan.orders.values()].find(({ id }) => id.startsWith('desk-'))!;
    expect(copy.fields).toEqual({ product: 'kit', quantity: 5000, priority: 2, due: 1_800_000_000_000 });
    expect(copy.jobs).toEqual([`${copy.id}.pouch`, `${copy.id}.carton`]);
    expect(plant.plan.jobs.get(`${copy.id}.pouch`)?.fields.place).toBeUndefined();
    expect(plant.plan.jobs.get(`${copy.id}.carton`)?.fields.after).toEqual([
      { job: `${copy.id}.pouch`, waitMs: 3_600_000 },
    ]);
  });
});

describe('Deleting orders', () => {
  it('takes them and their jobs away as if they had never been', () => {
    const plant = planningWorld();
    plant.order('135');
    plant.order('136', {}, 'kit');
    plant.say((world) => deleteOrder(world, { ids: ['wo-135', 'wo-136'] }));
    expect([...plant.plan.orders.keys(), ...plant.plan.jobs.keys()]).toEqual([]);
  });

  it.each([
    [
      'a person started it',
      (plant: ReturnType<typeof planningWorld>) =>
        plant.say((world) => startJob(world, { job: 'wo-135.1', line: 'line8' })),
    ],
    [
      'the machine counted its lot',
      (plant: ReturnType<typeof planningWorld>) => plant.count([lotRow('line8', 'L135')]),
    ],
    [
      'somebody cancelled it',
      (plant: ReturnType<typeof planningWorld>) => plant.say((world) => abortJob(world, { job: 'wo-135.1' })),
    ],
  ])('refuses one once %s', (_what, happen) => {
    const plant = planningWorld();
    plant.order('135');
    happen(plant);
    expect(deleteOrder(plant.world, { ids: ['wo-135'] })).toMatchObject({
      ok: false,
      why: 'ran',
      about: 'order:wo-135',
    });
  });
});
