import { describe, expect, it } from 'vitest';
import { Authorship } from '../../../gateway/auth/authorship.ts';
import type { Session } from '../../../gateway/auth/session.ts';
import { PlanRows, type StoredPlanRow } from '../../../gateway/plan/plan-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { PlanAcceptance } from '../../../gateway/sync/accept-plan.ts';
import type { SentEntry } from '../../../gateway/sync/plan-entries.ts';
import type { Lines } from '../../../shared/access/may.ts';
import type { Role } from '../../../shared/access/roles.ts';
import { LATEST_INSTANT } from '../../../shared/documents/document.ts';
import type { FactAnswer } from '../../../shared/sync/protocol.ts';
import { HeardAudit } from '../auth/heard-audit.ts';
import { principalOf } from '../auth/plant-with-devices.ts';
import { Author, newOrder, setting } from './said.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const LINES = [{ id: 'line5' }, { id: 'line8' }];

/** A gateway where a planner works at a desktop, and an operator of line 8 at a tablet. */
async function gateway() {
  const store = new MemoryStore();
  const session = (user: string, origin: string, roles: Role[], lines: Lines): Session => ({
    ...{ id: user, kind: 'person', user, name: user, roles, lines, origin },
    ...{ way: 'password', by: 'cookie', address: '192.0.2.7' },
    ...{ from: 0, until: LATEST_INSTANT, endedAt: null, lastActiveAt: 0 },
  });
  const sessions = [
    session('binder', 'desktop1', ['planner'], '*'),
    session('trimmer', 'desktop8', ['planner'], ['line8']),
    session('keeper', 'tablet8', ['operator'], ['line8']),
  ];
  const covering = (user: string, at: string) => sessions.filter((one) => one.user === user && one.origin === at);
  const now = () => NOW;
  const authorship = new Authorship({ sessions: { covering }, audit: new HeardAudit(), now });
  const rows = new LocalRows<StoredPlanRow>({ store, gateway: 'gw', collection: 'plan', epoch: 'e1', changed() {} });
  const plan = await PlanRows.open({ rows, lots: () => [], lines: () => LINES, now });
  const known = () => ({ here: new Set(LINES.map(({ id }) => id)), lines: LINES, plant: 'none' as const });
  const acceptance = new PlanAcceptance({ store, gateway: 'gw', plan, known, authorship, now });
  const from =
    (device: string) =>
    async (...entries: unknown[]) =>
      (await acceptance.accept(entries as SentEntry[], principalOf(device))).map(said);
  return {
    ...{ plan, from, planner: new Author({ at: NOW - 3_600_000 }), desktop: from('desktop1') },
    ...{ operator: new Author({ at: NOW - 3_600_000, origin: 'tablet8', user: 'keeper' }), tablet: from('tablet8') },
  };
}

function said(answer: FactAnswer): string {
  if (answer.status === 'accepted') return 'accepted';
  const plan = 'plan' in answer && answer.plan !== undefined ? ` ${answer.plan}` : '';
  return `${answer.status} ${answer.code}${plan}`;
}

describe('A gateway that somebody sends nonsense about the plan', () => {
  it('refuses what was seen under a name that no field has, and goes on', async () => {
    const { planner, desktop, plan } = await gateway();
    const odd = [null, 5, { a: 1 }, [[['x']]]].map((seen) => {
      const change = planner.change(setting('order', 'o1', { notes: 'x' }));
      return { ...change, sets: [{ ...change.sets[0], saw: { 'X-1': seen } }] };
    });
    const unnamed = JSON.parse('{"__proto__":null}') as Record<string, string[]>;
    odd.push(planner.change(setting('order', 'o1', { notes: 'x' }, unnamed)) as never);
    expect(await desktop(...odd)).toEqual(odd.map(() => 'rejected invalid'));
    expect(await desktop(planner.change(...newOrder('o1')))).toEqual(['accepted']);
    expect(plan.plan().orders.size).toBe(1);
  });

  it('refuses a value as deep as a well in a sentence that somebody can read', async () => {
    const { planner, desktop, plan } = await gateway();
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(
      await desktop(
        planner.change(setting('order', 'o1', { quantity: deep })),
        planner.change(setting('order', 'o2', { notes: 'x'.repeat(500_000) })),
        planner.change(setting('order', 'o3', { priority: 'y'.repeat(500_000) })),
        planner.change(...newOrder('o4')),
      ),
    ).toEqual(['rejected plan field', 'rejected plan field', 'rejected plan field', 'accepted']);
    expect(plan.plan().orders.size).toBe(1);
  });

  it('says in a short sentence what is wrong with a long value', async () => {
    const { planner, plan } = await gateway();
    const { whyNot } = await import('../../../shared/orders/rules.ts');
    const world = { plan: plan.plan(), standings: plan.standings(), queues: new Map(), lines: LINES };
    const long = planner.change(setting('order', 'o3', { priority: 'y'.repeat(500_000) }));
    expect(whyNot(long, world)!.detail.length).toBeLessThan(400);
  });
});

describe('What builds on a change that was taken', () => {
  it('is taken, though somebody else used the same id for something that is refused', async () => {
    const { planner, desktop, tablet } = await gateway();
    const created = planner.change(...newOrder('o1', { line: 'line8' }));
    expect(await desktop(created)).toEqual(['accepted']);
    expect(await tablet({ ...created, sets: [] }, created)).toEqual(['rejected invalid', 'rejected author']);
    expect(
      await desktop(planner.change(setting('order', 'o1', { quantity: 900 }, { quantity: [created._id] }))),
    ).toEqual(['accepted']);
  });

  it('is taken, though somebody else used its id before it came', async () => {
    const { planner, desktop, tablet } = await gateway();
    const created = planner.change(...newOrder('o1', { line: 'line8' }));
    expect(await tablet({ ...created, sets: [] }, created)).toEqual(['rejected invalid', 'rejected author']);
    const changed = planner.change(setting('order', 'o1', { quantity: 900 }, { quantity: [created._id] }));
    expect(await desktop(created, changed)).toEqual(['accepted', 'accepted']);
  });

  it('and what builds on one that was refused is refused all the same', async () => {
    const { planner, desktop } = await gateway();
    const wrong = planner.change(setting('order', 'o1', { lot: 'x', quantity: 'many' }));
    const next = planner.change(setting('order', 'o1', { quantity: 5, lot: 'y' }, { quantity: [wrong._id] }));
    const last = planner.change(setting('order', 'o1', { quantity: 6 }, { quantity: [next._id] }));
    expect(await desktop(wrong, next)).toEqual(['rejected plan field', 'rejected plan']);
    expect(await desktop(last)).toEqual(['rejected plan']);
  });
});

describe('An operator of line 8', () => {
  async function withOrders() {
    const here = await gateway();
    const { planner, desktop } = here;
    const five = planner.change(...newOrder('o5', { line: 'line5' }));
    const eight = planner.change(...newOrder('o8', { line: 'line8' }));
    await desktop(five, eight, planner.execution('o5.fill', 'start', 'line5'));
    return here;
  }

  it('ends nothing that runs on line 5 by saying that it is on line 8', async () => {
    const { operator, tablet, planner, desktop } = await withOrders();
    for (const verb of ['complete', 'abort', 'pause', 'reopen'] as const)
      expect([verb, ...(await tablet(operator.execution('o5.fill', verb, 'line8')))]).toEqual([
        verb,
        'rejected plan wrong-line',
      ]);
    // What really came to line 8 is a report, and is taken.
    expect(await tablet(operator.execution('o5.fill', 'start', 'line8'))).toEqual(['accepted']);
    expect(await tablet(operator.execution('o5.fill', 'complete', 'line8'))).toEqual(['accepted']);
    expect(await desktop(planner.change(...newOrder('o9')))).toEqual(['accepted']);
    expect(await tablet(operator.execution('o9.fill', 'abort', 'line8'))).toEqual(['accepted']);
  });

  it('assigns no lot of line 5, however it is written', async () => {
    const { operator, tablet } = await withOrders();
    expect(
      await tablet(
        operator.change(setting('lot', 'line5.77', { line: 'line5', lot: '77', job: 'o8.fill' })),
        operator.change(setting('lot', 'line5.77', { job: 'o8.fill' }, { job: ['change:1'] })),
        operator.change(setting('lot', 'line8.77', { line: 'line8', lot: '77', job: 'o8.fill' })),
      ),
    ).toEqual(['rejected role', 'rejected role', 'accepted']);
  });

  it('plans nothing', async () => {
    const { operator, tablet, plan } = await withOrders();
    const place = plan.plan().jobs.get('o8.fill')!.heads['place'] as string[];
    expect(
      await tablet(
        operator.change(setting('order', 'o8', { quantity: 5 })),
        operator.change(setting('job', 'o8.fill', { place: null }, { place })),
        operator.change(setting('comment', 'c1', { order: 'o8', text: 'x' }), setting('order', 'o8', { closed: true })),
        operator.transfer({ kind: 'split', from: 'o8', to: 'o9', quantity: 5 }),
      ),
    ).toEqual(['rejected role', 'rejected role', 'rejected role', 'rejected role']);
  });
});

describe('A planner of line 8', () => {
  it('takes no job from line 5, brings none there, and deletes or closes no order that waits there', async () => {
    const { planner, desktop, plan, from } = await gateway();
    const five = planner.change(...newOrder('o5', { line: 'line5' }));
    const eight = planner.change(...newOrder('o8', { line: 'line8' }));
    await desktop(five, eight);
    const own = new Author({ at: NOW - 3_000_000, origin: 'desktop8', user: 'trimmer' });
    const saw = (job: string) => ({ place: plan.plan().jobs.get(job)!.heads['place'] as string[] });
    const move = (job: string, line: string) =>
      own.change(setting('job', job, { place: { line, key: 'b.x' } }, saw(job)));
    expect(
      await from('desktop8')(
        move('o5.fill', 'line8'),
        move('o8.fill', 'line5'),
        own.change(setting('order', 'o5', { closed: true })),
        own.change(setting('order', 'o5', { deleted: true })),
        own.change(setting('job', 'o5.fill', { setupMs: 5 })),
        own.change(setting('setting', 'line-line5', { frozen: 0 })),
        own.change(setting('comment', 'c1', { order: 'o5', text: 'x' })),
      ),
    ).toEqual([...Array<string>(6).fill('rejected role'), 'accepted']);
  });
});

describe('What ran', () => {
  it('stays with its order: it is not moved to another one so that its own can be deleted', async () => {
    const { planner, desktop, plan } = await gateway();
    await desktop(
      planner.change(...newOrder('o1', { line: 'line8' })),
      planner.change(...newOrder('o2')),
      planner.execution('o1.fill', 'start'),
    );
    const order = plan.plan().jobs.get('o1.fill')!.heads['order'] as string[];
    expect(
      await desktop(
        planner.change(setting('job', 'o1.fill', { order: 'o2' }, { order })),
        planner.change(setting('order', 'o1', { deleted: true })),
      ),
    ).toEqual(['rejected plan ran', 'rejected plan ran']);
  });
});

describe('The next order of a line', () => {
  it('neither ends nor goes without a reason, whatever the change is called', async () => {
    const { planner, desktop } = await gateway();
    await desktop(planner.change(...newOrder('o1', { line: 'line8', key: 'a.x' })));
    await desktop(planner.change(...newOrder('o2', { line: 'line8', key: 'b.x' })));
    const why = 'the customer cancelled it';
    expect(
      await desktop(
        planner.change(setting('order', 'o1', { closed: true })),
        planner.change(setting('order', 'o1', { deleted: true })),
        planner.change(setting('job', 'o1.fill', { deleted: true })),
        planner.change(setting('order', 'o2', { deleted: true })),
        { ...planner.change(setting('order', 'o1', { closed: true })), why },
      ),
    ).toEqual([...Array<string>(3).fill('rejected plan frozen'), 'accepted', 'accepted']);
  });
});
