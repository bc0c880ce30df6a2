import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../shared/orders/plan.ts';
import type { Saying } from '../../../shared/orders/said.ts';
import { withSaid } from '../../../shared/orders/with-said.ts';
import { createOrder, deleteOrder, editOrder } from '../../../shared/orders/verbs/orders.ts';
import { loadJobs, parkJobs } from '../../../shared/orders/verbs/placing.ts';
import { splitOrder } from '../../../shared/orders/verbs/quantities.ts';
import type { VerbWorld } from '../../../shared/orders/verbs/world.ts';
import { PlanningWorld } from '../../fixtures/planning-world.ts';

/** What can be compared: heads and conflicts of a preview are those of before. */
function values(plan: Plan) {
  return {
    orders: [...plan.orders.values()].map(({ id, fields, quantity, jobs }) => ({ id, fields, quantity, jobs })),
    jobs: [...plan.jobs.values()].map(({ id, fields }) => ({ id, fields })),
  };
}

function planned(): PlanningWorld {
  const world = new PlanningWorld();
  world.say((w) => createOrder(w, { id: 'o1', fields: { lot: '1', lotNumber: '100', quantity: 500 } }));
  world.say((w) => createOrder(w, { id: 'o2', fields: { lot: '2', quantity: 300 } }));
  return world;
}

/** The preview of what a verb says, and the plan after it was really said. */
function both(world: PlanningWorld, verb: (world: VerbWorld) => Saying) {
  const saying = verb(world.world);
  if (!saying.ok) throw new Error(saying.detail);
  const preview = withSaid(world.plan, saying.said, world.now);
  const before = world.plan;
  world.say(() => saying);
  return { preview: values(preview), after: values(world.plan), before };
}

describe('A preview of the plan', () => {
  const verbs: [string, (world: VerbWorld) => Saying][] = [
    ['creates an order with its jobs', (w) => createOrder(w, { id: 'o3', fields: { lot: '3', quantity: 10 } })],
    ['changes fields, and takes values away', (w) => editOrder(w, { id: 'o1', fields: { quantity: 700, lot: null } })],
    ['loads a job', (w) => loadJobs(w, { ids: ['o1.1'], line: w.situation.lines[0]!.id, mode: 'next' })],
    ['splits an order', (w) => splitOrder(w, { id: 'o1', quantity: 200, fields: { lot: '1b' } })],
    ['deletes an order', (w) => deleteOrder(w, { ids: ['o2'] })],
  ];
  it.each(verbs)('%s just as the plan will', (_, verb) => {
    const { preview, after } = both(planned(), verb);
    const sorted = (plan: ReturnType<typeof values>) => ({
      orders: plan.orders.sort((a, b) => (a.id < b.id ? -1 : 1)),
      jobs: plan.jobs.sort((a, b) => (a.id < b.id ? -1 : 1)),
    });
    expect(sorted(preview)).toEqual(sorted(after));
  });

  it('leaves what it does not touch the same objects, and the plan as it was', () => {
    const world = planned();
    const before = world.plan;
    const saying = loadJobs(world.world, { ids: ['o1.1'], line: world.world.situation.lines[0]!.id, mode: 'next' });
    const preview = withSaid(before, saying.ok ? saying.said : [], world.now);
    expect(preview.products).toBe(before.products);
    expect(preview.jobs.get('o2.1')).toBe(before.jobs.get('o2.1'));
    expect(before.jobs.get('o1.1')!.fields.place).toBeUndefined();
    expect(preview.jobs.get('o1.1')!.fields.place?.line).toBe(world.world.situation.lines[0]!.id);
  });

  it('shows a job that is paused and parked without its place', () => {
    const world = planned();
    world.say((w) => loadJobs(w, { ids: ['o1.1'], line: w.situation.lines[0]!.id, mode: 'next' }));
    const saying = parkJobs(world.world, { ids: ['o1.1'], why: 'material' });
    const preview = withSaid(world.plan, saying.ok ? saying.said : [], world.now);
    expect(preview.jobs.get('o1.1')!.fields.place).toBeUndefined();
  });
});
