import { describe, expect, it } from 'vitest';
import { Authorship } from '../../../gateway/auth/authorship.ts';
import type { Session } from '../../../gateway/auth/session.ts';
import { PlanRows, type StoredPlanRow } from '../../../gateway/plan/plan-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, StoredDocument } from '../../../gateway/store/store.ts';
import { EntryAcceptance } from '../../../gateway/sync/accept-entries.ts';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import { PlanAcceptance } from '../../../gateway/sync/accept-plan.ts';
import type { KnownPlant } from '../../../gateway/sync/judge-entries.ts';
import type { Lines } from '../../../shared/access/may.ts';
import type { Role } from '../../../shared/access/roles.ts';
import { LATEST_INSTANT } from '../../../shared/documents/document.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import { AppError } from '../../../shared/errors.ts';
import type { FactAnswer } from '../../../shared/sync/protocol.ts';
import { HeardAudit } from '../auth/heard-audit.ts';
import { principalOf } from '../auth/plant-with-devices.ts';
import { Author, newOrder, setting } from '../plan/said.ts';
import { knownFacts } from './known-facts.ts';
import { LINE } from '../pipeline/recorded-line.ts';

const NOW = Date.UTC(2026, 10, 20, 12);
const plant = { plant: { id: 'demo', name: 'Demo', timezone: 'UTC' }, reasons: [], lines: [LINE] };

class CountingStore extends MemoryStore {
  away = false;
  inserts = 0;

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    if (this.away) throw new AppError('STORE_UNREACHABLE', 'The store is away; it is tried again.');
    this.inserts++;
    return super.insert(database, documents);
  }
}

interface Signed {
  roles?: Role[];
  lines?: Lines;
}

/** A gateway that reads lines 8 and 9, where a binder is signed on at the desktop. */
async function accepting({ roles = ['planner'], lines = '*' }: Signed = {}) {
  const store = new CountingStore();
  const session: Session = {
    ...{ id: 's1', kind: 'person', user: 'binder', name: 'Binder', roles, lines, origin: 'desktop1' },
    ...{ way: 'password', by: 'cookie', address: '192.0.2.7' },
    ...{ from: 0, until: LATEST_INSTANT, endedAt: null, lastActiveAt: 0 },
  };
  const audit = new HeardAudit();
  const covering = (user: string, at: string) => (user === 'binder' && at === 'desktop1' ? [session] : []);
  const authorship = new Authorship({ sessions: { covering }, audit, now: () => NOW });
  const here = {
    now: NOW,
    known: {
      ...knownFacts(plant),
      here: new Set(['line8', 'line9']),
      lines: [{ id: 'line8' }, { id: 'line9' }, { id: 'line5' }],
      plant: 'none',
    } as KnownPlant & ReturnType<typeof knownFacts>,
  };
  const now = () => here.now;
  const rows = new LocalRows<StoredPlanRow>({
    store,
    gateway: 'gw',
    collection: 'plan',
    epoch: 'e1',
    changed: () => {},
  });
  const plan = await PlanRows.open({ rows, lots: () => [], lines: () => here.known.lines, now });
  const parts = { store, gateway: 'gw', known: () => here.known, authorship, now };
  const entries = new EntryAcceptance({
    lines: new FactAcceptance(parts),
    plan: new PlanAcceptance({ ...parts, plan }),
  });
  const planner = new Author({ at: NOW - 3_600_000 });
  const accept = (...facts: unknown[]) => entries.accept(facts, principalOf('desktop1'));
  return { store, audit, here, plan, entries, planner, accept };
}

/** `accepted`, or why not. */
const said = (answers: readonly FactAnswer[]) =>
  answers.map((answer) =>
    answer.status === 'accepted'
      ? 'accepted'
      : `${answer.status} ${answer.code ?? ''} ${('plan' in answer && answer.plan) || ''}`.trim(),
  );

describe('what somebody says about the plan', () => {
  it('is stored where plans are, with the time at which it was received, and known at once', async () => {
    const { store, plan, planner, accept } = await accepting();
    const created = planner.change(...newOrder('o1', { line: 'line8' }));
    expect(await accept(created)).toEqual([{ id: created._id, status: 'accepted' }]);
    expect(await store.get('plan_gw_2026_11', [created._id])).toEqual([{ ...created, received: NOW }]);
    expect(plan.plan().orders.get('o1')?.quantity).toBe(1_000);
  });

  it('is judged by what was accepted just before it in the same request', async () => {
    const { planner, accept, store } = await accepting();
    const answers = await accept(
      planner.change(...newOrder('o1', { line: 'line8' })),
      planner.execution('o1.fill', 'complete'),
      planner.execution('o1.fill', 'start'),
      planner.execution('o1.fill', 'complete'),
      planner.transfer({ kind: 'split', from: 'o1', to: 'none', quantity: 5 }),
    );
    expect(said(answers)).toEqual([
      ...['accepted', 'rejected plan not-running', 'accepted', 'accepted'],
      'rejected plan unknown',
    ]);
    expect(store.inserts).toBe(1);
  });

  it('is refused by the rules of business, with the rule and a sentence', async () => {
    const { planner, accept } = await accepting();
    const [answer] = await accept(planner.execution('none', 'start'));
    expect(answer).toMatchObject({ status: 'rejected', code: 'plan', plan: 'unknown' });
    expect(answer!.status === 'rejected' && answer!.reason).toContain('"none"');
    expect(said(await accept(planner.change(setting('order', 'o1', { quantity: 'many' }))))).toEqual([
      'rejected plan field',
    ]);
  });

  it('that is repeated is accepted again, also when the plan has gone on since then; another one with its id is not', async () => {
    const { planner, accept } = await accepting();
    const created = planner.change(...newOrder('o1', { line: 'line8' }));
    const began = planner.execution('o1.fill', 'start');
    const ended = planner.execution('o1.fill', 'complete');
    await accept(created, began, ended);
    expect(said(await accept(created, began, ended))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(said(await accept({ ...began, verb: 'abort' }))).toEqual(['rejected differs']);
  });

  it('comes later when the store is away, and nobody is answered by it until then', async () => {
    const { store, plan, planner, accept } = await accepting();
    const created = planner.change(...newOrder('o1'));
    store.away = true;
    expect(said(await accept(created))).toEqual(['later store']);
    expect(plan.plan().orders.size).toBe(0);
    store.away = false;
    expect(said(await accept(created))).toEqual(['accepted']);
  });

  it('needs a reason where it takes away what a line has prepared, by whatever verb', async () => {
    const { plan, planner, accept } = await accepting();
    plan.know([planner.change(...newOrder('o1', { line: 'line8' }), ...newOrder('o2', { line: 'line8', key: 'b.x' }))]);
    const cancelled = planner.execution('o1.fill', 'abort');
    const closed = planner.change(setting('order', 'o1', { closed: true }));
    const later = planner.execution('o2.fill', 'abort');
    const frozen = 'rejected plan frozen';
    expect(said(await accept(cancelled, closed, later))).toEqual([frozen, frozen, 'accepted']);
    const [again] = await accept({ ...planner.execution('o1.fill', 'abort'), why: 'No film' });
    expect(said([again!])).toEqual(['accepted']);
  });

  it('of several devices at one moment is taken together, and in order', async () => {
    const { store, entries, planner } = await accepting();
    const orders = Array.from({ length: 30 }, (_, i) => planner.change(...newOrder(`o${i + 100}`)));
    const answers = await Promise.all(orders.map((order) => entries.accept([order], principalOf('desktop1'))));
    expect(answers.flat().every(({ status }) => status === 'accepted')).toBe(true);
    expect(store.inserts).toBe(1);
  });

  it('is answered in its place among entries about lines', async () => {
    const { planner, accept } = await accepting();
    const first = planner.change(...newOrder('o1'));
    const other = { _id: 'reason:x', type: 'reason' };
    const second = planner.change(setting('order', 'o1', { notes: 'Film B' }));
    const answers = await accept(other, first, null, second);
    expect(answers.map(({ id }) => id)).toEqual(['reason:x', first._id, '', second._id]);
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'accepted', 'rejected', 'accepted']);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a field of nobody', 'invalid', { colour: 'red' }],
    ['no sets', 'invalid', { sets: [] }],
    [
      'a set of something that is in no plan',
      'invalid',
      { sets: [{ entity: 'robot', id: 'r', set: { a: 1 }, saw: {} }] },
    ],
    ['a line', 'invalid', { line: 'line8' }],
    ['a time of receiving', 'invalid', { received: 1 }],
    ['the id of another device', 'invalid', { _id: personFactId('change', NOW, 'desktop2', 1) }],
    ['nobody’s name', 'author', { by: { origin: 'desktop1', user: null } }],
    ['the name of somebody who was not here', 'author', { by: { origin: 'desktop1', user: 'keeper' } }],
    ['a time that has passed', 'expired', { expiresAt: NOW - 1 }],
  ])('with %s is rejected', async (_, code, spoil) => {
    const { store, planner, accept } = await accepting();
    const answers = await accept({ ...planner.change(...newOrder('o1')), ...spoil });
    expect(said(answers)).toEqual([`rejected ${code}`]);
    expect(await store.databases('plan_')).toEqual([]);
  });

  it('of a clock that is days ahead is rejected, of one that is minutes ahead comes later', async () => {
    const { accept } = await accepting();
    const ahead = (ms: number) => new Author({ at: NOW + ms }).change(...newOrder('o1'));
    expect(said(await accept(ahead(25 * 3_600_000)))).toEqual(['rejected clock']);
    expect(said(await accept(ahead(600_000)))).toEqual(['later clock']);
  });
});

describe('an entry that builds on another one', () => {
  it('is refused with it, and so is what builds on that, in the same request and in the next', async () => {
    const { planner, accept } = await accepting();
    await accept(planner.change(...newOrder('o1')));
    const wrong = planner.change(setting('order', 'o1', { due: 'soon' }));
    const on = planner.change(setting('order', 'o1', { due: NOW }, { due: [wrong._id] }));
    const other = planner.change(setting('order', 'o1', { notes: 'Film B' }));
    const next = planner.change(setting('order', 'o1', { due: NOW + 1 }, { due: [on._id] }));
    const answers = await accept(wrong, on, other);
    expect(said(answers)).toEqual(['rejected plan field', 'rejected plan', 'accepted']);
    expect(answers[1]!.status === 'rejected' && answers[1]!.reason).toContain(wrong._id);
    expect(said(await accept(next))).toEqual(['rejected plan']);
  });

  it('waits with one that comes later', async () => {
    const { here, planner, accept } = await accepting();
    await accept(planner.change(...newOrder('o1', { line: 'line5' })));
    here.known = { ...here.known, plant: 'away' };
    const moved = planner.change(setting('order', 'o1', { due: NOW }));
    const on = planner.change(setting('comment', 'c1', { order: 'o1', text: 'Later' }, { text: [moved._id] }));
    expect(said(await accept(moved, on))).toEqual(['later line', 'later line']);
  });

  it('is taken when nobody here knows that one: it may be on its way', async () => {
    const { plan, planner, accept } = await accepting();
    await accept(planner.change(...newOrder('o1')));
    const unknown = personFactId('change', NOW, 'tablet7', 4);
    const on = planner.change(setting('order', 'o1', { due: NOW }, { due: [unknown] }));
    expect(said(await accept(on))).toEqual(['accepted']);
    expect(plan.plan().orders.get('o1')!.waiting).toEqual(['due']);
  });
});

describe('who may say what about the plan', () => {
  const order = (planner: Author) => planner.change(...newOrder('o9', { line: 'line9' }));
  const run = (planner: Author) => planner.execution('o1.fill', 'start', 'line8');
  const comment = (planner: Author) => planner.change(setting('comment', 'c1', { order: 'o1', text: 'Film tore' }));
  const lot = (planner: Author) =>
    planner.change(setting('lot', 'line8.77', { line: 'line8', lot: '77', job: 'o1.fill' }));
  const park = (planner: Author) => ({
    ...planner.change(setting('job', 'o1.fill', { place: null })),
    why: 'No film',
  });
  const split = (planner: Author) =>
    planner.transfer({ kind: 'split', from: 'o1', to: 'o2', quantity: 5, sets: newOrder('o2').map(withoutQuantity) });
  const withoutQuantity = (set: ReturnType<typeof setting>) => {
    const { quantity: _, ...rest } = set.set;
    return { ...set, set: rest };
  };
  const line8: Lines = ['line8'];
  const holiday = (planner: Author) =>
    planner.change(
      setting('exception', 'e1', {
        ...{ scope: 'plant', kind: 'holiday' },
        ...{ from: '2026-11-26T00:00', to: '2026-11-27T00:00' },
      }),
    );
  const product = (planner: Author) => planner.change(setting('product', 'p1', { name: 'Pouch' }));
  const reworded = (planner: Author) => planner.change(setting('comment', 'c0', { text: 'Nothing happened' }));
  const removed = (planner: Author) => planner.change(setting('comment', 'c0', { deleted: true }));
  const own = (planner: Author) => planner.change(setting('comment', 'c9', { text: 'Film B tore' }));

  it.each<[string, (planner: Author) => unknown, Signed, string]>([
    ['a planner makes an order', order, { roles: ['planner'] }, 'accepted'],
    ['a supervisor of that line makes an order', order, { roles: ['supervisor'], lines: ['line9'] }, 'accepted'],
    ['a supervisor of another line does not', order, { roles: ['supervisor'], lines: line8 }, 'rejected role'],
    ['an operator makes none', order, { roles: ['operator'] }, 'rejected role'],
    ['an operator starts a job of the line', run, { roles: ['operator'], lines: line8 }, 'accepted'],
    ['an operator of another line does not', run, { roles: ['operator'], lines: ['line9'] }, 'rejected role'],
    ['an engineer starts none', run, { roles: ['engineer'] }, 'rejected role'],
    ['quality comments, whatever the line', comment, { roles: ['quality'], lines: ['line9'] }, 'accepted'],
    ['an admin does not even comment', comment, { roles: ['admin'] }, 'rejected role'],
    ['an operator says where a lot belongs', lot, { roles: ['operator'], lines: line8 }, 'accepted'],
    ['and not of another line', lot, { roles: ['operator'], lines: ['line9'] }, 'rejected role'],
    ['a supervisor parks a job of the line', park, { roles: ['supervisor'], lines: line8 }, 'accepted'],
    ['and none of another line', park, { roles: ['supervisor'], lines: ['line9'] }, 'rejected role'],
    ['a planner splits an order', split, { roles: ['planner'] }, 'accepted'],
    ['an operator splits none', split, { roles: ['operator'] }, 'rejected role'],
    ['a planner of all lines makes a holiday', holiday, { roles: ['planner'] }, 'accepted'],
    ['a planner of some lines makes none', holiday, { roles: ['planner'], lines: ['line8', 'line9'] }, 'rejected role'],
    ['nor master data of the plant', product, { roles: ['planner'], lines: ['line8', 'line9'] }, 'rejected role'],
    ['an operator does not reword what somebody else said', reworded, { roles: ['operator'] }, 'rejected role'],
    ['nor take it away', removed, { roles: ['operator'] }, 'rejected role'],
    ['but rewords what is his or her own', own, { roles: ['operator'] }, 'accepted'],
    ['a planner takes away what somebody else said', removed, { roles: ['planner'] }, 'accepted'],
  ])('%s', async (_, entry, signed, expected) => {
    const { plan, planner, accept, audit } = await accepting(signed);
    const other = new Author({ at: NOW - 7_200_000, origin: 'desktop2', user: 'keeper' });
    const tore = (id: string) => setting('comment', id, { order: 'o1', text: 'Film tore' });
    plan.know([planner.change(...newOrder('o1', { line: 'line8' }), tore('c9')), other.change(tore('c0'))]);
    expect(said(await accept(entry(planner)))).toEqual([expected]);
    expect(audit.heard.map(({ what }) => what)).toEqual(expected === 'accepted' ? [] : ['entry-refused']);
  });
});

describe('a line that joined a plant', () => {
  async function joined(state: KnownPlant['plant']) {
    const parts = await accepting();
    const { plan, planner, here } = parts;
    plan.know([
      planner.change(...newOrder('o8', { line: 'line8' }), ...newOrder('o5', { line: 'line5' }), ...newOrder('o0')),
    ]);
    here.known = { ...here.known, plant: state };
    return parts;
  }
  const notes = (planner: Author, id: string) => planner.change(setting('order', id, { notes: 'Film B' }));

  it.each<[KnownPlant['plant'], string[]]>([
    ['none', ['accepted', 'accepted', 'accepted', 'accepted']],
    ['reached', ['accepted', 'accepted', 'accepted', 'accepted']],
    ['away', ['accepted', 'accepted', 'later line', 'accepted']],
  ])(
    'and whose plant is %s takes what is its own, what is parked, what is elsewhere, and master data',
    async (state, expected) => {
      const { planner, accept } = await joined(state);
      const answers = await accept(
        notes(planner, 'o8'),
        notes(planner, 'o0'),
        notes(planner, 'o5'),
        planner.change(setting('product', 'p1', { name: 'Pouch' })),
      );
      expect(said(answers)).toEqual(expected);
    },
  );

  it('and cannot reach it puts off moves to lines elsewhere, transfers with orders there, and what is said of jobs there', async () => {
    const { planner, accept } = await joined('away');
    const answers = await accept(
      planner.change(setting('job', 'o0.fill', { place: { line: 'line5', key: 'b.x' } })),
      planner.transfer({ kind: 'merge', from: 'o8', to: 'o5', quantity: 5 }),
      planner.transfer({ kind: 'merge', from: 'o8', to: 'o0', quantity: 5 }),
      planner.execution('o5.fill', 'start', 'line5'),
      planner.execution('o8.fill', 'start', 'line8'),
    );
    expect(said(answers).map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual([
      ...['later line', 'later line', 'accepted', 'later line', 'accepted'],
    ]);
  });
});

describe('entries about the plan that somebody brings as a file', () => {
  it('are taken from a supervisor of the lines that they are about', async () => {
    const { plan, planner, entries, audit } = await accepting();
    plan.know([planner.change(...newOrder('o1', { line: 'line8' }))]);
    const bringer = (lines: Lines) => {
      const person = { user: 'keeper', name: 'Keeper', roles: ['supervisor'] as Role[], lines, session: 's2' };
      return { device: null, person: { ...person, origin: 'desktop2', locked: false }, address: '192.0.2.8' };
    };
    const began = planner.execution('o1.fill', 'start');
    expect(said(await entries.acceptBrought([began], bringer(['line9'])))).toEqual(['rejected role']);
    expect(said(await entries.acceptBrought([began], bringer(['line8'])))).toEqual(['accepted']);
    expect(audit.heard.map(({ what }) => what)).toContain('import');
  });
});
