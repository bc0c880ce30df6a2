import { describe, expect, it } from 'vitest';
import { Authorship } from '../../../gateway/auth/authorship.ts';
import type { Session } from '../../../gateway/auth/session.ts';
import { PlanRows, type StoredPlanRow } from '../../../gateway/plan/plan-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { PlanAcceptance } from '../../../gateway/sync/accept-plan.ts';
import type { SentEntry } from '../../../gateway/sync/plan-entries.ts';
import { LATEST_INSTANT } from '../../../shared/documents/document.ts';
import { HeardAudit } from '../auth/heard-audit.ts';
import { principalOf } from '../auth/plant-with-devices.ts';
import { Author, newOrder, setting } from './said.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const LINES = [{ id: 'line8' }];

const binder: Session = {
  ...{ id: 's1', kind: 'person', user: 'binder', name: 'Binder', roles: ['planner'], lines: '*', origin: 'desktop1' },
  ...{ way: 'password', by: 'cookie', address: '192.0.2.7' },
  ...{ from: 0, until: LATEST_INSTANT, endedAt: null, lastActiveAt: 0 },
};

/** One of two gateways of a plant; a planner's desktop reaches now this one and now that one. */
async function gateway(id: string) {
  const store = new MemoryStore();
  const clock = { now: NOW };
  const now = () => clock.now;
  const sessions = { covering: () => [binder] };
  const authorship = new Authorship({ sessions, audit: new HeardAudit(), now });
  const rows = new LocalRows<StoredPlanRow>({ store, gateway: id, collection: 'plan', epoch: 'e1', changed() {} });
  const plan = await PlanRows.open({ rows, lots: () => [], lines: () => LINES, now });
  const known = () => ({ here: new Set(['line8']), lines: LINES, plant: 'none' as const });
  const acceptance = new PlanAcceptance({ store, gateway: id, plan, known, authorship, now });
  return {
    ...{ store, plan, clock },
    async accept(...entries: unknown[]): Promise<string[]> {
      const answers = await acceptance.accept(entries as SentEntry[], principalOf('desktop1'));
      return answers.map(({ status }) => status);
    },
    /** What the other gateway has taken arrives here. */
    hear: (...facts: object[]) =>
      plan.handle(facts.map((fact) => ({ ...fact, received: NOW }) as unknown as StoredDocument)),
  };
}

async function plant() {
  const [line, other] = [await gateway('gw8'), await gateway('gw5')];
  return { line, other, planner: new Author({ at: NOW - 3_600_000 }) };
}

describe('An entry that a gateway took and whose answer was lost', () => {
  it('is taken by the next gateway, too, as long as that one has nothing against it: it is one entry', async () => {
    const { line, other, planner } = await plant();
    const order = planner.change(...newOrder('o1', { line: 'line8' }));
    expect(await line.accept(order)).toEqual(['accepted']);
    expect(await other.accept(order)).toEqual(['accepted']);
    await line.hear(order);
    await other.hear(order);
    expect(other.plan.plan().orders.get('o1')).toEqual(line.plan.plan().orders.get('o1'));
    expect(line.plan.rowOf('order:o1')!.facts).toEqual([order._id]);
  });

  it('is accepted by a gateway that heard of it and would refuse it by now, and is not stored there once more', async () => {
    const { line, other, planner } = await plant();
    const order = planner.change(...newOrder('o1', { line: 'line8' }));
    const began = planner.execution('o1.fill', 'start');
    const gone = planner.change(setting('order', 'o2', { lotNumber: '641', lot: '1' }));
    expect(await line.accept(order, began)).toEqual(['accepted', 'accepted']);
    await other.hear(order, began);
    expect(await other.accept(gone)).toEqual(['rejected']);
    expect(await other.accept(order, began)).toEqual(['accepted', 'accepted']);
    expect(await other.store.databases('plan_')).toEqual([]);
  });

  it('is accepted however long ago that was, and whatever was said over it since then', async () => {
    const { line, other, planner } = await plant();
    const order = planner.change(...newOrder('o1'));
    const split = planner.transfer({
      kind: 'split',
      from: 'o1',
      to: 'o2',
      quantity: 5,
      sets: [setting('order', 'o2', { lot: '2' })],
    });
    const due = planner.change(setting('order', 'o1', { due: NOW }));
    const later = planner.change(setting('order', 'o1', { due: NOW + 1 }, { due: [due._id] }));
    await line.accept(order, split, due, later);
    other.clock.now += 10 * DAY_MS;
    await other.hear(order, split, due, later);
    expect(other.plan.rowOf('order:o1')!.facts).toEqual([]);
    expect(await other.accept({ ...due, expiresAt: due.at + 1 }, split)).toEqual(['accepted', 'accepted']);
    expect(await other.store.databases('plan_')).toEqual([]);
  });

  it('and that the next gateway refused before it heard of it is accepted there as soon as it has', async () => {
    const { line, other, planner } = await plant();
    const order = planner.change(...newOrder('o1'));
    const lot = planner.change(setting('order', 'o1', { lotNumber: '77' }));
    const taken = new Author({ at: NOW - 60_000, origin: 'desktop2' }).change(
      setting('order', 'o7', { lot: '7', lotNumber: '77' }),
    );
    await line.accept(order, lot);
    await other.hear(order, taken);
    expect(await other.accept(lot)).toEqual(['rejected']);
    await other.hear(lot);
    expect(await other.accept(lot)).toEqual(['accepted']);
    const on = planner.change(setting('order', 'o1', { lotNumber: '78' }, { lotNumber: [lot._id] }));
    expect(await other.accept(on)).toEqual(['accepted']);
  });
});
