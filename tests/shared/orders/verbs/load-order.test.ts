import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canRunOn } from '../../../../shared/orders/lines-of-job.ts';
import { loadOrders } from '../../../../shared/orders/verbs/load-order.ts';
import { loadJobs } from '../../../../shared/orders/verbs/placing.ts';
import { startJob } from '../../../../shared/orders/verbs/running.ts';
import { setFields } from '../../../../shared/orders/verbs/sheet.ts';
import { planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

const WHY = 'customer waits';
const load = (plant: PlanningWorld, ids: readonly string[], why?: string) =>
  plant.say((world) => loadOrders(world, { ids, why }));
const placeOf = (plant: PlanningWorld, job: string) => plant.plan.jobs.get(job)?.fields.place;

describe('Loading a whole order', () => {
  it('puts each step at the end of a line that can do it, by one change', () => {
    const plant = planningWorld();
    plant.order('1', {}, 'kit');
    plant.order('2', {}, 'kit');
    expect(load(plant, ['wo-2', 'wo-1'])).toHaveLength(1);
    const { queues, parked } = plant.schedule;
    const lines = [...queues].map(([line, jobs]) => [line, jobs.map((job) => job.split('.')[0])]);
    expect(lines).toEqual([
      ['line8', ['wo-2']],
      ['line9', ['wo-1']],
      ['cartoner', ['wo-2', 'wo-1']],
    ]);
    expect(parked).toEqual([]);
  });

  it('takes the line where a step ends first, which is not always the one that is free first', () => {
    const plant = planningWorld();
    plant.order('1', { quantity: 1_000 });
    plant.say((world) => loadJobs(world, { ids: ['wo-1.1'], line: 'line8', mode: 'next' }));
    plant.order('2', { quantity: 50_000 });
    const slow = { entity: 'rate' as const, id: 'slow', fields: { product: 'pouch-a', line: 'line9', perHour: 100 } };
    plant.say((world) => setFields(world, { edits: [slow] }));
    load(plant, ['wo-2'], WHY);
    expect(placeOf(plant, 'wo-2.1')?.line).toBe('line8');
  });

  it('says of which step no line of the plant can do it', () => {
    const plant = planningWorld();
    plant.order('1');
    plant.say((world) =>
      setFields(world, { edits: [{ entity: 'job', id: 'wo-1.1', fields: { processGroup: 'annealing' } }] }),
    );
    expect(loadOrders(plant.world, { ids: ['wo-1'] })).toMatchObject({
      ok: false,
      why: 'wrong-line',
      about: 'job:wo-1.1',
    });
  });

  it('gives every step that waits one line that can do it, and leaves alone what runs or has a place', () => {
    const orders = fc.array(
      fc.record({
        product: fc.constantFrom('pouch-a', 'pouch-b', 'kit'),
        quantity: fc.integer({ min: 1, max: 90_000 }),
        placed: fc.boolean(),
        line: fc.option(fc.constantFrom('line8', 'line9'), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(orders, fc.boolean(), (all, runs) => {
        const plant = planningWorld();
        const ids = all.map(({ product, quantity }, i) => plant.order(`${i}`, { quantity }, product));
        for (const [i, { placed, line }] of all.entries()) {
          const job = plant.plan.orders.get(ids[i]!)!.jobs[0]!;
          if (line !== undefined)
            plant.say((world) => setFields(world, { edits: [{ entity: 'job', id: job, fields: { lines: [line] } }] }));
          if (placed)
            plant.say((world) => loadJobs(world, { ids: [job], line: line ?? 'line8', mode: 'next', why: WHY }));
        }
        const running = plant.schedule.queues.get('line8')![0];
        if (runs && running !== undefined) plant.say((world) => startJob(world, { job: running, line: 'line8' }));
        const before = new Map(plant.schedule.queues);
        load(plant, ids, WHY);
        const { queues, parked } = plant.schedule;
        expect(parked).toEqual([]);
        expect([...queues.values()].flat().sort()).toEqual([...plant.plan.jobs.keys()].sort());
        for (const line of plant.world.situation.lines) {
          const queue = queues.get(line.id)!;
          expect(queue.slice(0, before.get(line.id)!.length)).toEqual(before.get(line.id));
          for (const job of queue) expect(canRunOn(plant.plan.jobs.get(job)!.fields, line)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
