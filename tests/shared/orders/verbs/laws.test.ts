import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentPlanFact } from '../../../../shared/orders/fold-facts.ts';
import { whyNot } from '../../../../shared/orders/rules.ts';
import type { Saying } from '../../../../shared/orders/said.ts';
import { cancelOrder, closeOrder, reopenOrder } from '../../../../shared/orders/verbs/closing.ts';
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
import { setSetting } from '../../../../shared/orders/verbs/sheet.ts';
import { rulesOf, type VerbWorld } from '../../../../shared/orders/verbs/world.ts';
import { lotRow, planningWorld, type PlanningWorld } from '../../../fixtures/planning-world.ts';

/** One thing that somebody does; `n` picks what it is done to. */
interface Act {
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

const MOVES = {
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
  park: (world: VerbWorld, act: Act) => parkJobs(world, { ids: [job(world, act.m)], why: why(act) }),
};
const QUANTITIES = {
  split: (world: VerbWorld, { n, m }: Act) => splitOrder(world, { id: order(world, n), quantity: m }),
  rework: (world: VerbWorld, { n, m }: Act) => reworkOrder(world, { id: order(world, n), quantity: m % 50 }),
  merge: (world: VerbWorld, { n, m }: Act) => mergeOrders(world, { from: [order(world, n)], into: order(world, m) }),
};
const VERBS = {
  ...MOVES,
  ...QUANTITIES,
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

const acts = (verbs: Record<string, unknown>, maxLength: number) =>
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
function act(plant: PlanningWorld, one: Act): SentPlanFact[] {
  return VERBS[one.verb](plant.world, one).ok ? plant.say((world) => VERBS[one.verb](world, one)) : [];
}

/** Three orders, of which one was begun. */
function begun(): PlanningWorld {
  const plant = planningWorld();
  for (const lot of ['a', 'b']) plant.order(lot);
  plant.order('k', {}, 'kit');
  plant.say((world) => loadJobs(world, { ids: ['wo-a.1', 'wo-k.pouch'], line: 'line8', mode: 'next' }));
  plant.count([lotRow('line9', 'Lb', { good: 700, current: false })]);
  return plant;
}

/** What a person would see: values of all that is planned. */
function seen({ plan }: PlanningWorld): Record<string, unknown> {
  const all = [...plan.orders.values(), ...plan.jobs.values(), ...plan.settings.values()];
  return Object.fromEntries(all.map(({ entity, id, fields }) => [`${entity}:${id}`, fields]));
}

const total = ({ plan }: PlanningWorld) =>
  [...plan.orders.values()].reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);

describe('Whatever people do', () => {
  it('the rules take what verbs say, no two jobs have one place, and each waits in one queue', () => {
    fc.assert(
      fc.property(acts(VERBS, 25), (done) => {
        const plant = begun();
        for (const one of done) act(plant, one);
        const { plan, schedule } = plant;
        expectOnePlaceEach(plant);
        const queued = [...schedule.queues.values()].flat();
        expect(new Set([...queued, ...schedule.parked]).size).toBe(queued.length + schedule.parked.length);
        for (const each of plan.orders.values()) expect(each.conflicts).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('quantity is neither made nor lost by splitting, merging and rework', () => {
    fc.assert(
      fc.property(acts({ ...QUANTITIES, ...MOVES, start: 0, close: 0, reopen: 0, pause: 0 }, 25), (done) => {
        const plant = begun();
        const ordered = total(plant);
        for (const one of done) {
          act(plant, one);
          expect(total(plant)).toBe(ordered);
        }
        for (const { quantity } of plant.plan.orders.values()) expect(quantity).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  it('a change can be taken back: what it set is set to what was before, by somebody who saw the change', () => {
    fc.assert(
      fc.property(acts({ ...MOVES, edit: 0, freeze: 0, remove: 0 }, 8), (done) => {
        const plant = begun();
        for (const one of done) {
          const before = seen(plant);
          const facts = act(plant, one);
          if (facts.some(({ type }) => type !== 'change')) continue;
          for (const fact of facts) takeBack(plant, fact, before);
          expect(seen(plant)).toEqual(before);
          act(plant, one);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('what two planners moved without seeing each other is taken by the gateway, and gives no two jobs one place', () => {
    fc.assert(
      fc.property(acts(MOVES, 8), acts(MOVES, 8), (mine, theirs) => {
        const desk = begun();
        desk.say((world) => setSetting(world, { line: null, fields: { frozen: 0 } }));
        const tablet = desk.copy('tablet');
        for (const one of mine) act(desk, one);
        for (const fact of theirs.flatMap((one) => act(tablet, one))) {
          expect(whyNot(fact, rulesOf(desk.world))).toBeNull();
          desk.hear([fact]);
        }
        expectOnePlaceEach(desk);
      }),
      {
        numRuns: 60,
        // A key that was given to another job meanwhile.
        examples: [
          [
            [
              { verb: 'load', n: 4, m: 1315, why: false },
              { verb: 'move', n: 609, m: 0, why: false },
            ],
            [{ verb: 'load', n: 0, m: 2879, why: false }],
          ],
        ],
      },
    );
  });
});

function expectOnePlaceEach({ plan }: PlanningWorld): void {
  const places = [...plan.jobs.values()].flatMap(({ fields }) => fields.place ?? []);
  expect(new Set(places.map(({ line, key }) => `${line} ${key}`)).size).toBe(places.length);
}

/** As undo does it: a deleted job is not in the plan, so the heads are those of the change itself. */
function takeBack(plant: PlanningWorld, fact: SentPlanFact, before: Record<string, unknown>): void {
  if (fact.type !== 'change') return;
  const sets = fact.sets.map(({ entity, id, set }) => {
    const old = (before[`${entity}:${id}`] ?? {}) as Record<string, unknown>;
    return {
      entity,
      id,
      set: Object.fromEntries(Object.keys(set).map((field) => [field, old[field] ?? null])),
      saw: Object.fromEntries(Object.keys(set).map((field) => [field, [fact._id]])),
    };
  });
  const _id = `change:${String(plant.now).padStart(16, '0')}:undo.${plant.facts.length}`;
  plant.hear([{ ...fact, _id, at: plant.now, sets }]);
}
