import { beforeEach, describe, expect, it } from 'vitest';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { reworkOrder } from '../../../../shared/orders/verbs/quantities.ts';
import { startJob } from '../../../../shared/orders/verbs/running.ts';
import { addJob, editJob, removeJob } from '../../../../shared/orders/verbs/steps.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

let plant: PlanningWorld;
const job = (id: string) => plant.plan.jobs.get(id)?.fields;
const jobs = () => plant.plan.orders.get('wo-k')!.jobs;

beforeEach(() => {
  plant = planningWorld();
  plant.order('k', {}, 'kit');
});

describe('One operation of an order', () => {
  it('is changed field by field, in one change', () => {
    const fields = { ratePerHour: 900, setupMs: 600_000, after: null, factor: 2 };
    expect(plant.say((world) => editJob(world, { id: 'wo-k.carton', fields }))).toHaveLength(1);
    expect(job('wo-k.carton')).toMatchObject({ operation: 'Cartoning', ratePerHour: 900, setupMs: 600_000, factor: 2 });
    expect(job('wo-k.carton')).not.toHaveProperty('after');
    expect(plant.schedule.standings.get('wo-k.carton')?.wanted).toBe(10_000);
  });

  it('leaves a queue whose line cannot do it any more, with a reason where it comes next; what has begun stays', () => {
    plant.say((world) => loadJobs(world, { ids: ['wo-k.pouch'], line: 'line8', mode: 'next' }));
    const edit = (why?: string) => editJob(plant.world, { id: 'wo-k.pouch', fields: { lines: ['line9'] }, why });
    expect(edit()).toMatchObject({ ok: false, why: 'frozen' });
    plant.say((world) => startJob(world, { job: 'wo-k.pouch' }));
    plant.say((world) => editJob(world, { id: 'wo-k.pouch', fields: { lines: ['line9'] } }));
    expect(job('wo-k.pouch')?.place?.line).toBe('line8');
  });

  it('cannot wait for itself, nor for what waits for it, and needs values that fit', () => {
    const edit = (id: string, fields: object) => editJob(plant.world, { id, fields });
    expect(edit('wo-k.pouch', { after: [{ job: 'wo-k.carton' }] })).toMatchObject({ why: 'cycle' });
    expect(edit('wo-k.pouch', { after: [{ job: 'nothing' }] })).toMatchObject({ why: 'unknown' });
    expect(edit('wo-k.pouch', { factor: 0 })).toMatchObject({ why: 'field', field: 'factor' });
    expect(edit('nothing', { factor: 2 })).toMatchObject({ why: 'unknown' });
  });

  it('can be added, and is shown after what it waits for', () => {
    plant.say((world) =>
      addJob(world, { order: 'wo-k', fields: { operation: 'Inspection', after: [{ job: 'wo-k.pouch' }] } }),
    );
    expect(jobs().map((id) => job(id)?.operation)).toEqual(['Pouching', 'Inspection', 'Cartoning']);
    plant.say((world) => addJob(world, { order: 'wo-k', fields: { operation: 'Storing' } }));
    expect(jobs().map((id) => job(id)?.operation)).toEqual(['Pouching', 'Inspection', 'Cartoning', 'Storing']);
    expect(plant.schedule.parked).toContain(jobs()[1]);
  });

  it('can be left out before it ran: what waited for it waits for what it waited for, the longer', () => {
    plant.say((world) =>
      addJob(world, { order: 'wo-k', fields: { operation: 'Storing', after: [{ job: 'wo-k.carton', waitMs: 5 }] } }),
    );
    const stored = jobs()[2]!;
    plant.say((world) => removeJob(world, { id: 'wo-k.carton' }));
    expect(job(stored)?.after).toEqual([{ job: 'wo-k.pouch', waitMs: 3_600_000 }]);
    expect(plant.schedule.conflicts).toEqual([]);
    plant.say((world) => removeJob(world, { id: 'wo-k.pouch' }));
    expect(jobs()).toEqual([stored]);
    expect(job(stored)).not.toHaveProperty('after');
  });

  it('stays once it ran', () => {
    plant.say((world) => startJob(world, { job: 'wo-k.pouch', line: 'line8' }));
    expect(removeJob(plant.world, { id: 'wo-k.pouch' })).toMatchObject({ ok: false, why: 'ran' });
  });
});

describe('A rework order from a step on', () => {
  it('has only the rest, which waits for nothing that is left out', () => {
    plant.count([lotRow('line8', 'Lk', { good: 3000 })]);
    const rework = (step: string) => reworkOrder(plant.world, { id: 'wo-k', quantity: 50, step });
    expect(rework('wo-k.none')).toMatchObject({ ok: false, why: 'unknown', about: 'job:wo-k.none' });
    plant.say((world) => reworkOrder(world, { id: 'wo-k', quantity: 50, step: 'wo-k.carton' }));
    const mended = [...plant.plan.orders.values()].find(({ fields }) => fields.reworkOf === 'wo-k')!;
    expect(mended).toMatchObject({ quantity: 50, jobs: [`${mended.id}.carton`] });
    expect(job(`${mended.id}.carton`)).not.toHaveProperty('after');
    expect(plant.schedule.conflicts).toEqual([]);
  });
});
