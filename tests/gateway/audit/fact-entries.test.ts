import { describe, expect, it } from 'vitest';
import { openFactEntries } from '../../../gateway/audit/fact-entries.ts';
import type { AuditChain } from '../../../gateway/audit/audit-chain.ts';
import { factsDatabase, planDatabase } from '../../../shared/documents/database-names.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import { eventually } from '../../browser/eventually.ts';
import { Author, setting } from '../plan/said.ts';
import { GATEWAY, NOON, trails } from './trail.ts';

let counter = 0;
/** Somebody gives a reason at a tablet; the gateway takes it at once. */
function reason(fields: Record<string, unknown> = {}) {
  const at = Number(fields.at ?? NOON - 2_000);
  return {
    ...{ _id: personFactId('reason', at, 'd-tablet', ++counter), type: 'reason', schema: 1, line: 'line8', at },
    ...{ received: NOON, by: { origin: 'd-tablet', user: 'miller' }, from: at - 60_000, to: at, code: 'film' },
    ...{ supersedes: null, ...fields },
  };
}

describe('what people say', () => {
  const trail = trails();
  const keep = (...facts: ReturnType<typeof reason>[]) =>
    Promise.all(facts.map((fact) => trail.store.insert(factsDatabase(GATEWAY, fact.line, fact.at), [fact])));
  const said = async () => (await trail.entries()).map(({ subject }) => subject);

  /** The gateway runs until it is stopped. */
  async function running(chain?: AuditChain) {
    const { store, now } = trail;
    const stop = new AbortController();
    const parts = { store, gateway: GATEWAY, chain: chain ?? (await trail.open()), now, rolesOf: () => ['operator'] };
    const feeds = (await openFactEntries(parts)).map((feed) => {
      const caughtUp = Promise.withResolvers<void>();
      const over = feed.run(stop.signal, () => caughtUp.resolve());
      return { feed, caughtUp: caughtUp.promise, over };
    });
    const over = Promise.all(feeds.map((each) => each.over));
    return {
      wake: (database: string) => feeds.forEach(({ feed }) => feed.wake(database)),
      caughtUp: Promise.all(feeds.map(({ caughtUp }) => caughtUp)),
      stop: async () => {
        stop.abort();
        await over;
      },
    };
  }
  async function once(): Promise<void> {
    const { caughtUp, stop } = await running();
    await caughtUp;
    await stop();
  }

  it('is in the trail: what, by whom, where, when by the device, and why', async () => {
    const fact = reason({ comment: 'film torn' });
    await keep(fact);
    await once();
    const [entry] = await trail.entries();
    const { _id, received: _, ...rest } = fact;
    expect(entry).toMatchObject({
      ...{
        what: 'entry',
        subject: _id,
        line: 'line8',
        by: { origin: 'd-tablet', user: 'miller' },
        roles: ['operator'],
      },
      ...{ clientAt: fact.at, old: null, new: rest, reason: 'film torn' },
    });
  });

  it('shows what it replaces, also when that was said in another month', async () => {
    const first = reason({ at: Date.UTC(2026, 8, 30, 23) });
    const second = reason({ code: 'jam', supersedes: first._id });
    await keep(first, second, reason({ supersedes: 'reason:0000000000000000:d-other.1' }));
    await once();
    const entries = await trail.entries();
    const entry = entries.find(({ subject }) => subject === second._id);
    expect(entry).toMatchObject({ old: { code: 'film', at: first.at }, new: { code: 'jam' } });
    expect(entries).toHaveLength(3);
  });

  it('is in the trail when it is about the plan: deleting, closing, transfers, executions, with the reason', async () => {
    const planner = new Author({ at: NOON });
    const facts = [
      planner.change(setting('order', 'o1', { deleted: true })),
      { ...planner.change(setting('order', 'o2', { closed: true })), why: 'Customer cancelled' },
      planner.transfer({ kind: 'merge', from: 'o3', to: 'o4', quantity: 5 }),
      planner.execution('o4.fill', 'abort'),
    ];
    const received = facts.map((fact) => ({ ...fact, received: NOON }));
    await trail.store.insert(planDatabase(GATEWAY, NOON), received);
    await once();
    const entries = await trail.entries();
    expect(entries.map(({ subject }) => subject)).toEqual(facts.map(({ _id }) => _id));
    const rest = facts.map(({ _id, ...each }) => each);
    expect(entries.map((entry) => entry.new)).toEqual(rest);
    expect(entries[1]).toMatchObject({ what: 'entry', by: { user: 'binder' }, reason: 'Customer cancelled' });
  });

  it('leaves out what machines say', async () => {
    await trail.store.insert('facts_gw-test_line8_2026_10', [{ _id: 'hour:line8:2026-10-06T11:1:a', type: 'hour' }]);
    await once();
    expect(await trail.entries()).toEqual([]);
  });

  it('is there once, also after a kill between the entry and the note of how far the feed is', async () => {
    await keep(reason(), reason());
    await once();
    await trail.store.drop('local_gw-test_feeds_audit');
    await once();
    expect(await trail.entries()).toHaveLength(2);
  });

  it('is there once, also when the note is lost months later and all is read again', async () => {
    await keep(...Array.from({ length: 700 }, () => reason()));
    await once();
    trail.clock += 90 * 86_400_000;
    const late = reason();
    await keep({ ...late, received: trail.clock });
    await trail.store.drop('local_gw-test_feeds_audit');
    await once();
    expect(new Set(await said()).size).toBe(701);
    expect(await trail.entries()).toHaveLength(701);
  });

  it('is there once, although the store was away in between and the feed tried again', async () => {
    const chain = await trail.open();
    const { wake, caughtUp, stop } = await running(chain);
    await caughtUp;
    const fact = reason();
    await keep(fact);
    trail.store.state = 'deaf';
    wake('facts_gw-test_line8_2026_10');
    await eventually(said).toEqual([fact._id]);
    await expect(chain.record({ what: 'export', subject: 'x', user: null, device: null })).rejects.toThrow();
    trail.store.state = 'here';
    const next = reason();
    await keep(next);
    await eventually(said).toEqual([fact._id, next._id]);
    await stop();
  });

  it('goes into the trail as soon as it is kept', async () => {
    const { wake, caughtUp, stop } = await running();
    await caughtUp;
    const fact = reason();
    await keep(fact);
    wake('facts_gw-test_line8_2026_10');
    await eventually(said).toEqual([fact._id]);
    await stop();
  });
});
