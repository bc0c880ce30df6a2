import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlanRows, type StoredPlanRow } from '../../../gateway/plan/plan-rows.ts';
import { FactFeed } from '../../../gateway/projections/fact-feed.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { planDatabase } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import { foldFacts, type PlanFact } from '../../../shared/orders/fold-facts.ts';
import type { Plan } from '../../../shared/orders/plan.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { whyNot } from '../../../shared/orders/rules.ts';
import { Author, newOrder, setting } from './said.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);

/** A store that is away for the n-th write from now on, and for that one only. */
class FailingStore extends MemoryStore {
  failAt = Infinity;
  writes = 0;

  override async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    if (++this.writes === this.failAt) throw new AppError('STORE_UNREACHABLE', 'The store is away; try again.');
    return super.put(database, documents);
  }
}

const rowsIn = (store: MemoryStore) =>
  new LocalRows<StoredPlanRow>({ store, gateway: 'gw', collection: 'plan', epoch: 'e1', changed: () => {} });

function opened(store: MemoryStore, now = () => NOW) {
  return PlanRows.open({ rows: rowsIn(store), lots: () => [], lines: () => [{ id: 'line8' }], now });
}

/** Reads everything that is in the store, as a gateway does after its start, and stops. */
async function started(store: MemoryStore, now = () => NOW): Promise<PlanRows> {
  const plan = await opened(store, now);
  const stop = new AbortController();
  const feed = new FactFeed({
    ...{ store, gateway: 'gw', epoch: 'e1', prefix: 'plan_' },
    handle: (facts) => plan.handle(facts),
  });
  await feed.run(stop.signal, () => stop.abort());
  await plan.hasAll();
  return plan;
}

const received = <F extends object>(fact: F) => ({ ...fact, received: NOW }) as F & { received: number };
const stored = async (store: MemoryStore) =>
  (await rowsIn(store).range({ from: '0', to: '~' })).sort((a, b) => (a.id < b.id ? -1 : 1));

/** Two orders that three people at two gateways work on, over the turn of a month. */
function saidByMany(): { gateway: string; fact: PlanFact }[] {
  const planner = new Author({ at: NOW - 21 * DAY_MS });
  const keeper = new Author({ at: NOW - 3 * DAY_MS, origin: 'tablet8', user: 'keeper' });
  const attendant = new Author({ at: NOW - 2 * DAY_MS, origin: 'tablet9', user: 'attendant' });
  const created = planner.change(...newOrder('o1', { line: 'line8' }), ...newOrder('o2'));
  const due = planner.change(setting('order', 'o1', { due: NOW }, { due: [] }));
  const one = keeper.change(setting('order', 'o1', { notes: 'Film B' }));
  const other = attendant.change(setting('order', 'o1', { notes: 'Film C' }));
  const split = planner.transfer({
    ...{ kind: 'split', from: 'o1', to: 'o3', quantity: 200 },
    sets: [setting('order', 'o3', { lot: '3' })],
  });
  const began = keeper.execution('o1.fill', 'start');
  const paused = keeper.execution('o1.fill', 'pause');
  const at = (gateway: string, ...facts: object[]) =>
    facts.map((fact) => ({ gateway, fact: received(fact) as PlanFact }));
  return [...at('plant', created, due, split), ...at('line-8', one, began, paused), ...at('line-9', other)];
}

describe('the rows of a plan', () => {
  it('are the fold of all facts, whichever gateways said them and in whatever order they are found', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(saidByMany(), { minLength: 7 }),
        fc.integer({ min: 1, max: 4 }),
        async (said, size) => {
          const store = new MemoryStore();
          for (let i = 0; i < said.length; i += size)
            for (const { gateway, fact } of said.slice(i, i + size))
              await store.insert(planDatabase(gateway, fact.at), [fact as unknown as StoredDocument]);
          await started(store);
          const folded = foldFacts(
            () => undefined,
            saidByMany().map(({ fact }) => fact),
          );
          const withoutGateways = (await stored(store)).map(({ history: _, until: __, facts: ___, ...row }) => row);
          const expected = [...folded.values()].map(({ until: _, facts: __, ...row }) => row);
          expect(withoutGateways).toEqual(expected.sort((a, b) => (a.id < b.id ? -1 : 1)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('lose nothing when the store fails at any write, and go on after a restart', async () => {
    const said = saidByMany();
    const whole = new FailingStore();
    for (const { gateway, fact } of said)
      await whole.insert(planDatabase(gateway, fact.at), [fact as unknown as StoredDocument]);
    await started(whole);
    for (let failAt = 1; failAt <= whole.writes; failAt++) {
      const store = new FailingStore();
      for (const { gateway, fact } of said)
        await store.insert(planDatabase(gateway, fact.at), [fact as unknown as StoredDocument]);
      store.failAt = failAt;
      // The feed tries again after a failure; a gateway that dies there starts anew.
      const plan = await opened(store);
      for (const database of await store.databases('plan_')) {
        const { documents } = await store.changes(database, '0', 100);
        await plan.handle(documents).catch(() => {});
      }
      await started(store);
      expect(await stored(store), `failed at write ${failAt}`).toEqual(await stored(whole));
    }
  });

  it('are not written again when the same is said again', async () => {
    const store = new FailingStore();
    const plan = await opened(store);
    const facts = saidByMany().map(({ fact }) => fact as unknown as StoredDocument);
    await plan.handle(facts);
    await plan.hasAll();
    const before = store.writes;
    await plan.handle(facts);
    await plan.handle([...facts].reverse());
    expect(store.writes).toBe(before);
  });

  it('leave out what is no fact of a plan, whatever lies there', async () => {
    const store = new MemoryStore();
    const plan = await opened(store);
    const fine = received(new Author({ at: NOW }).change(setting('order', 'o1', { lot: '7' })));
    await plan.handle([
      { _id: 'change:1', type: 'change', sets: [{ entity: 'order' }] },
      { ...fine, _id: `${fine._id}0`, sets: 'none' },
      { ...fine, _id: `signature:${fine._id}`, type: 'signature' },
      fine as unknown as StoredDocument,
    ]);
    expect((await stored(store)).map(({ id }) => id)).toEqual(['order:o1']);
  });

  it('list the facts of the last 7 days, for devices that wait for theirs', async () => {
    const store = new MemoryStore();
    const plan = await opened(store);
    const old = received(new Author({ at: NOW - 8 * DAY_MS }).change(setting('order', 'o1', { lot: '7' })));
    const fresh = received(new Author({ at: NOW - 6 * DAY_MS }).change(setting('order', 'o1', { notes: 'Film B' })));
    await plan.handle([old, fresh] as unknown as StoredDocument[]);
    expect((await stored(store))[0]!.facts).toEqual([fresh._id]);
  });

  it('make the same plan whether it is read row by row as they change, or as a whole', async () => {
    const planner = new Author({ at: NOW - DAY_MS });
    const more = [
      planner.change(setting('order', 'o1', { deleted: true })),
      planner.change(setting('order', 'o2', { deleted: true }), setting('job', 'o2.fill', { deleted: true })),
      planner.change(setting('job', 'o4.pack', { order: 'o2' })),
      planner.change(setting('job', 'o4.pack', { order: 'o1' })),
      planner.change(setting('comment', 'c1', { order: 'o1', text: 'Hot' })),
      planner.change(setting('product', 'p1', { name: 'Pouch' }), setting('order', 'o4', { product: 'p1' })),
    ].map((fact) => received(fact) as PlanFact);
    const all = [...saidByMany().map(({ fact }) => fact), ...more];
    const inOrder = (plan: Plan) =>
      Object.entries(plan).map(([name, list]) => [name, [...(list as Map<string, unknown>)].sort(byId)]);
    const byId = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: 8 }), async (facts) => {
        const plan = await opened(new MemoryStore());
        for (const fact of facts) {
          plan.know([fact]);
          expect(inOrder(plan.plan())).toEqual(inOrder(readPlan(plan.rows.values())));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are known at once, before they are stored', async () => {
    const plan = await opened(new MemoryStore());
    plan.know([new Author({ at: NOW }).change(...newOrder('o1'))]);
    expect(plan.plan().orders.get('o1')?.quantity).toBe(1_000);
    expect(plan.standings().get('o1.fill')?.state).toBe('NotAllowedToStart');
  });
});

describe('the history of a thing', () => {
  it('is everything that was said about it, newest first, and not about others', async () => {
    const store = new MemoryStore();
    const plan = await opened(store);
    const planner = new Author({ at: NOW });
    const created = planner.change(...newOrder('o1'), ...newOrder('o2'));
    const moved = { ...planner.change(setting('order', 'o1', { due: NOW })), why: 'Film is late', draft: 'week 48' };
    const split = planner.transfer({ kind: 'split', from: 'o1', to: 'o2', quantity: 5 });
    const began = planner.execution('o1.fill', 'start');
    await plan.handle([created, moved, split, began].map(received) as unknown as StoredDocument[]);
    const by = { user: 'binder', origin: 'desktop1' };
    expect(await plan.history('order', 'o1')).toEqual([
      {
        ...{ id: split._id, at: split.at, ...by, type: 'transfer' },
        said: { kind: 'split', from: 'o1', to: 'o2', quantity: 5 },
      },
      {
        ...{ id: moved._id, at: moved.at, ...by, type: 'change', set: { due: NOW } },
        ...{ why: 'Film is late', draft: 'week 48' },
      },
      {
        ...{ id: created._id, at: created.at, ...by, type: 'change' },
        set: { lot: 'o1', lotNumber: '641', quantity: 1_000 },
      },
    ]);
    expect((await plan.history('job', 'o1.fill'))[0]).toMatchObject({ said: { line: 'line8', verb: 'start' } });
    expect(await plan.history('order', 'none')).toEqual([]);
  });

  it('keeps the newest 200 entries', async () => {
    const plan = await opened(new MemoryStore());
    const planner = new Author({ at: NOW });
    const changes = Array.from({ length: 250 }, (_, i) => planner.change(setting('order', 'o1', { notes: `${i}` })));
    await plan.handle(changes.map(received) as unknown as StoredDocument[]);
    const history = await plan.history('order', 'o1');
    expect(history).toHaveLength(200);
    expect(history[0]!.set).toEqual({ notes: '249' });
  });
});

describe('a row is needed on devices', () => {
  const untils = async (store: MemoryStore) =>
    Object.fromEntries((await stored(store)).map(({ id, until }) => [id, until]));

  it('for ever as long as its order is open, and 30 days after it was closed, with all that belongs to it', async () => {
    const store = new MemoryStore();
    const plan = await started(store);
    const planner = new Author({ at: NOW - DAY_MS });
    const created = planner.change(
      ...newOrder('o1'),
      setting('comment', 'c1', { order: 'o1', text: 'Hot' }),
      setting('task', 'o1.fill.test', { claimed: 'binder' }),
      ...newOrder('o2'),
    );
    await plan.handle([received(created) as unknown as StoredDocument]);
    expect(Object.values(await untils(store)).every((until) => until === null)).toBe(true);
    const closed = planner.change(setting('order', 'o1', { closed: true }));
    await plan.handle([received(closed) as unknown as StoredDocument]);
    const until = closed.at + 30 * DAY_MS;
    expect(await untils(store)).toEqual({
      ...{ 'order:o1': until, 'job:o1.fill': until, 'comment:c1': until, 'task:o1.fill.test': until },
      ...{ 'order:o2': null, 'job:o2.fill': null },
    });
    const reopened = planner.change(setting('order', 'o1', { closed: null }, { closed: [closed._id] }));
    await plan.handle([received(reopened) as unknown as StoredDocument]);
    expect(Object.values(await untils(store)).every((each) => each === null)).toBe(true);
  });

  it('30 days after the last of its jobs has ended', async () => {
    const store = new MemoryStore();
    const plan = await started(store);
    const keeper = new Author({ at: NOW - DAY_MS });
    const facts = [
      keeper.change(...newOrder('o1', { line: 'line8' })),
      keeper.execution('o1.fill', 'start'),
      keeper.execution('o1.fill', 'complete'),
    ];
    await plan.handle(facts.map(received) as unknown as StoredDocument[]);
    expect(await untils(store)).toEqual({
      'job:o1.fill': facts[2]!.at + 30 * DAY_MS,
      'order:o1': facts[2]!.at + 30 * DAY_MS,
    });
    await plan.handle([received(keeper.execution('o1.fill', 'reopen')) as unknown as StoredDocument]);
    expect(await untils(store)).toEqual({ 'job:o1.fill': null, 'order:o1': null });
  });

  it('30 days after somebody said that it ended, however long it had stood by then', async () => {
    const store = new MemoryStore();
    const plan = await started(store, () => NOW + 90 * DAY_MS);
    const keeper = new Author({ at: NOW - DAY_MS });
    const begun = [
      keeper.change(...newOrder('o1', { line: 'line8' })),
      keeper.execution('o1.fill', 'start'),
      keeper.execution('o1.fill', 'pause'),
    ];
    await plan.handle(begun.map(received) as unknown as StoredDocument[]);
    const latecomer = new Author({ at: NOW + 80 * DAY_MS });
    const ended = latecomer.execution('o1.fill', 'abort');
    await plan.handle([received(ended) as unknown as StoredDocument]);
    expect((await untils(store))['order:o1']).toBe(ended.at + 30 * DAY_MS);
  });

  it('30 days after it was deleted, if it belongs to no order', async () => {
    const store = new MemoryStore();
    const plan = await started(store);
    const planner = new Author({ at: NOW - DAY_MS });
    const made = planner.change(setting('product', 'p1', { name: 'Pouch' }), setting('product', 'p2', { name: 'Bag' }));
    const gone = planner.change(setting('product', 'p1', { deleted: true }));
    await plan.handle([made, gone].map(received) as unknown as StoredDocument[]);
    expect(await untils(store)).toEqual({ 'product:p1': gone.at + 30 * DAY_MS, 'product:p2': null });
  });

  it('and what is over for longer is in no plan any more', async () => {
    const store = new MemoryStore();
    const clock = { now: NOW };
    const plan = await started(store, () => clock.now);
    const planner = new Author({ at: NOW - DAY_MS });
    const facts = [planner.change(...newOrder('o1')), planner.change(setting('order', 'o1', { closed: true }))];
    await plan.handle(facts.map(received) as unknown as StoredDocument[]);
    expect(plan.plan().orders.size).toBe(1);
    clock.now += 31 * DAY_MS;
    expect((await started(store, () => clock.now)).plan().orders.size).toBe(0);
  });
});

describe('an order that devices do not have any more', () => {
  it('keeps its lot number and reference, so that an import of it makes no other one', async () => {
    const store = new MemoryStore();
    const author = new Author({ at: NOW - 90 * DAY_MS });
    const made = author.change(...newOrder('o1'), setting('order', 'o1', { lotNumber: '641557', reference: 'WO-1' }));
    const closed = author.change(setting('order', 'o1', { closed: true }));
    await store.insert(planDatabase('gw', made.at), [made, closed].map(received) as unknown as StoredDocument[]);
    const plan = await started(store);
    expect(plan.plan().orders.has('o1')).toBe(false);
    expect(plan.formerOrder('lotNumber', '641557')).toBe('o1');
    expect(plan.formerOrder('reference', 'WO-1')).toBe('o1');
    expect(plan.formerOrder('reference', 'WO-2')).toBeNull();

    const world = { plan: plan.plan(), standings: plan.standings(), queues: new Map(), lines: [] };
    const again = author.change(setting('order', 'o2', { reference: 'WO-1', quantity: 5 }));
    expect(whyNot(again, world)).toBeNull();
    const formerOrder = plan.formerOrder.bind(plan);
    expect(whyNot(again, { ...world, formerOrder })).toMatchObject({ why: 'reference-taken', about: 'order:o2' });
  });
});
