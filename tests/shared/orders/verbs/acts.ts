/** What people do to a small plant's plan, for laws that hold whatever it is. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { SentPlanFact } from '../../../../shared/orders/fold-facts.ts';
import type { Saying } from '../../../../shared/orders/said.ts';
import { cancelOrder, closeOrder, reopenOrder } from '../../../../shared/orders/verbs/closing.ts';
import { loadOrders } from '../../../../shared/orders/verbs/load-order.ts';
import { deleteOrder, duplicateOrder, editOrder } from '../../../../shared/orders/verbs/orders.ts';
import { loadJobs, LOAD_MODES, moveJobs, parkJobs } from '../../../../shared/orders/verbs/placing.ts';
import { mergeOrders, reworkOrder, splitOrder } from '../../../../shared/orders/verbs/quantities.ts';
import {
  abortJob,
  completeJob,
  pauseJob,
  reopenJob,
  resumeJob,
  startJob,
} from '../../../../shared/orders/verbs/running.ts';
import { addJob, editJob, removeJob, renewJobs } from '../../../../shared/orders/verbs/steps.ts';
import { setSetting } from '../../../../shared/orders/verbs/sheet.ts';
import type { VerbWorld } from '../../../../shared/orders/verbs/world.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

/** One thing that somebody does; `n` picks what it is done to. */
export interface Act {
  verb: keyof typeof VERBS;
  n: number;
  m: number;
  why: boolean;
}

const pick = (all: readonly string[], n: number) => all[n % Math.max(1, all.length)] ?? 'none';
const order = ({ situation }: VerbWorld, n: number) => pick([...situation.plan.orders.keys()], n);
const job = ({ situation }: VerbWorld, n: number) => pick([...situation.plan.jobs.keys()], n);
const line = (world: VerbWorld, n: number) => world.situation.lines[n % 3]!.id;
const target = (world: VerbWorld, n: number) => {
  const queue = world.schedule.queues.get(line(world, n)) ?? [];
  return { line: line(world, n), before: n % 4 === 0 ? null : (queue[n % (queue.length + 1)] ?? null) };
};
const why = (act: Act) => (act.why ? 'customer waits' : undefined);

const PRODUCTS = ['pouch-a', 'pouch-b', 'kit'];
export const MOVES = {
  load: (world: VerbWorld, act: Act) =>
    loadJobs(world, {
      ids: [job(world, act.m)],
      line: line(world, act.n),
      mode: LOAD_MODES[act.m % 4]!,
      at: world.situation.now + act.n * 60_000,
      why: why(act),
    }),
  move: (world: VerbWorld, act: Act) =>
    moveJobs(world, {
      ids: [...new Set([job(world, act.m), job(world, act.n)])],
      target: target(world, act.n),
      why: why(act),
    }),
  loadAll: (world: VerbWorld, act: Act) =>
    loadOrders(world, { ids: [order(world, act.n), order(world, act.n + 1)], why: why(act) }),
  park: (world: VerbWorld, act: Act) => parkJobs(world, { ids: [job(world, act.m)], why: why(act) }),
};
export const QUANTITIES = {
  split: (world: VerbWorld, { n, m }: Act) => splitOrder(world, { id: order(world, n), quantity: m }),
  rework: (world: VerbWorld, { n, m }: Act) => reworkOrder(world, { id: order(world, n), quantity: m % 50 }),
  merge: (world: VerbWorld, { n, m }: Act) => mergeOrders(world, { from: [order(world, n)], into: order(world, m) }),
};
/** What orders have to do changes. */
export const STEPS = {
  product: (world: VerbWorld, act: Act) =>
    editOrder(world, { id: order(world, act.n), fields: { product: pick(PRODUCTS, act.m) }, why: why(act) }),
  renew: (world: VerbWorld, act: Act) => renewJobs(world, { id: order(world, act.n), why: why(act) }),
  editJob: (world: VerbWorld, act: Act) =>
    editJob(world, { id: job(world, act.n), fields: { lines: [line(world, act.m)] }, why: why(act) }),
  addJob: (world: VerbWorld, { n, m }: Act) => {
    const after = m % 2 ? [{ job: job(world, m), waitMs: m }] : null;
    return addJob(world, { order: order(world, n), fields: { operation: `Step ${m % 3}`, after } });
  },
  removeJob: (world: VerbWorld, act: Act) => removeJob(world, { id: job(world, act.n), why: why(act) }),
};
export const VERBS = {
  ...MOVES,
  ...QUANTITIES,
  ...STEPS,
  duplicate: (world: VerbWorld, { n }: Act) => duplicateOrder(world, { id: order(world, n) }),
  edit: (world: VerbWorld, { n, m }: Act) => editOrder(world, { id: order(world, n), fields: { quantity: 1 + m } }),
  remove: (world: VerbWorld, act: Act) => deleteOrder(world, { ids: [order(world, act.n)], why: why(act) }),
  close: (world: VerbWorld, { n }: Act) => closeOrder(world, { id: order(world, n) }),
  reopen: (world: VerbWorld, { n }: Act) => reopenOrder(world, { id: order(world, n) }),
  cancel: (world: VerbWorld, { n }: Act) => cancelOrder(world, { id: order(world, n) }),
  start: (world: VerbWorld, { n, m }: Act) =>
    startJob(world, { job: job(world, n), line: line(world, m), instead: m % 2 ? 'pause' : 'complete' }),
  pause: (world: VerbWorld, { n }: Act) => pauseJob(world, { job: job(world, n) }),
  resume: (world: VerbWorld, { n }: Act) => resumeJob(world, { job: job(world, n), instead: 'pause' }),
  complete: (world: VerbWorld, { n }: Act) => completeJob(world, { job: job(world, n) }),
  abort: (world: VerbWorld, { n }: Act) => abortJob(world, { job: job(world, n) }),
  reopenJob: (world: VerbWorld, { n }: Act) => reopenJob(world, { job: job(world, n) }),
  freeze: (world: VerbWorld, { n, m }: Act) => setSetting(world, { line: line(world, n), fields: { frozen: m % 3 } }),
} satisfies Record<string, (world: VerbWorld, act: Act) => Saying>;

export const acts = (verbs: Record<string, unknown>, maxLength: number) =>
  fc.array(
    fc.record({
      verb: fc.constantFrom(...(Object.keys(verbs) as Act['verb'][])),
      n: fc.nat(5000),
      m: fc.nat(5000),
      why: fc.boolean(),
    }),
    { maxLength },
  );

/** Says it, if the verb does not say no. `say` throws where the rules refuse what a verb said. */
export function act(plant: PlanningWorld, one: Act): SentPlanFact[] {
  return VERBS[one.verb](plant.world, one).ok ? plant.say((world) => VERBS[one.verb](world, one)) : [];
}

/** Three orders, of which one was begun. */
export function begun(): PlanningWorld {
  const plant = planningWorld();
  for (const lot of ['a', 'b']) plant.order(lot);
  plant.order('k', {}, 'kit');
  plant.say((world) => loadJobs(world, { ids: ['wo-a.1', 'wo-k.pouch'], line: 'line8', mode: 'next' }));
  plant.count([lotRow('line9', 'Lb', { good: 700, current: false })]);
  return plant;
}

/** No two jobs have one place. */
export function expectOnePlaceEach({ plan }: PlanningWorld): void {
  const places = [...plan.jobs.values()].flatMap(({ fields }) => fields.place ?? []);
  expect(new Set(places.map(({ line, key }) => `${line} ${key}`)).size).toBe(places.length);
}
