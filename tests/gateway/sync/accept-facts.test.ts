import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { syncRoutes } from '../../../gateway/api/routes/sync.ts';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, StoredDocument } from '../../../gateway/store/store.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import { AppError } from '../../../shared/errors.ts';
import { somebody } from '../../fixtures/principals.ts';
import { principalOf } from '../auth/plant-with-devices.ts';
import { LINE } from '../pipeline/recorded-line.ts';
import { knownFacts } from './known-facts.ts';
import { signedOnAlways } from './signed-on.ts';

const NOW = Date.UTC(2022, 9, 10, 12);
const DAY_MS = 86_400_000;
const plant = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [LINE],
};

class CountingStore extends MemoryStore {
  away = false;
  inserts = 0;

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    if (this.away) throw new AppError('STORE_UNREACHABLE', 'The store is away; it is tried again.');
    this.inserts++;
    return super.insert(database, documents);
  }
}

function accepting() {
  const store = new CountingStore();
  const { authorship, audit } = signedOnAlways('assembler', 'tablet1');
  /** What the gateway knows, and what time it is there. */
  const here = { known: knownFacts(plant), now: NOW };
  const acceptance = new FactAcceptance({
    ...{ store, gateway: 'gw', authorship },
    known: () => here.known,
    now: () => here.now,
  });
  const accept = (facts: unknown[]) => acceptance.accept(facts, principalOf('tablet1'));
  return { store, audit, here, acceptance, accept };
}

/** A reason as a tablet sends it; `fields` spoil it. */
function reason(fields: Record<string, unknown> = {}, counter = 1): Record<string, unknown> {
  const at = typeof fields.at === 'number' ? fields.at : NOW - 60_000;
  return {
    _id: personFactId('reason', at, 'tablet1', counter),
    type: 'reason',
    schema: 1,
    line: 'line8',
    at,
    by: { origin: 'tablet1', user: 'assembler' },
    from: NOW - 600_000,
    to: NOW - 300_000,
    code: 'jam',
    supersedes: null,
    ...fields,
  };
}

async function answerTo(fact: unknown) {
  const { store, accept } = accepting();
  const [answer] = await accept([fact]);
  const stored = (await store.databases('')).length > 0;
  expect(stored).toBe(answer!.status === 'accepted');
  return answer;
}

describe('a fact from a device', () => {
  it('is accepted and stored with the time at which it was received', async () => {
    const { store, accept } = accepting();
    const fact = reason({ comment: 'Film tore' });
    expect(await accept([fact])).toEqual([{ id: fact._id, status: 'accepted' }]);
    expect(await store.get('facts_gw_line8_2022_10', [fact._id as string])).toEqual([{ ...fact, received: NOW }]);
  });

  it.each([
    ['clock', reason({ at: NOW + DAY_MS + 1 })],
    ['line', reason({ line: 'line9' })],
    ['line', reason({ line: null })],
    ['reason', reason({ code: 'lunch' })],
    ['invalid', reason({ to: NOW - 600_000 })],
    ['invalid', reason({ type: 'hour' })],
    ['invalid', reason({ code: 7 })],
    ['invalid', reason({ from: -1 })],
    ['invalid', reason({ from: 1.5 })],
    ['invalid', reason({ received: NOW })],
    ['invalid', reason({ _rev: '2-x' })],
    ['invalid', reason({ _deleted: true })],
    ['invalid', reason({ by: { origin: 'tablet2', user: 'assembler' } })],
    ['invalid', reason({ by: { origin: 'tablet1', user: 'assembler', role: 'admin' } })],
    ['invalid', reason({ by: { origin: 'tablet1' } })],
    ['invalid', reason({ by: { origin: 'tablet1', user: ['assembler'] } })],
    ['author', reason({ by: { origin: 'tablet1', user: 'Assembler:1' } })],
    ['author', reason({ by: { origin: 'tablet1', user: 'x'.repeat(41) } })],
    ['author', reason({ by: { origin: 'tablet1', user: '' } })],
    ['invalid', reason({ _id: personFactId('reason', NOW, 'tablet1', 1) })],
    ['invalid', reason({ _id: 'reason:../../x' })],
    ['invalid', reason({ comment: 'x'.repeat(501) })],
    ['invalid', {}],
    ['invalid', null],
    ['invalid', 'reason'],
    ['invalid', []],
  ])('is rejected with the code "%s" and a reason, and not stored: %j', async (code, fact) => {
    const answer = await answerTo(fact);
    expect(answer).toMatchObject({ status: 'rejected', code });
    expect(answer!.status === 'rejected' && answer!.reason.length).toBeGreaterThan(10);
  });

  it('may be a day ahead of the gateway’s clock, and as old as it likes', async () => {
    expect(await answerTo(reason({ at: NOW + DAY_MS }))).toMatchObject({ status: 'accepted' });
    expect(await answerTo(reason({ at: NOW - 400 * DAY_MS }))).toMatchObject({ status: 'accepted' });
  });

  it('about a time that no calendar has is invalid: no row could ever show it', async () => {
    expect(await answerTo(reason({ from: 8_640_000_000_000_000, to: null }))).toMatchObject({
      status: 'rejected',
      code: 'invalid',
    });
    expect(await answerTo(reason({ from: Date.UTC(9999, 11, 31), to: Date.UTC(10_000, 0) }))).toMatchObject({
      status: 'rejected',
      code: 'invalid',
    });
  });

  it('that is repeated is accepted again; another one with its id is rejected', async () => {
    const { store, acceptance, accept } = accepting();
    const facts = [reason(), reason(), reason({ comment: 'other' })];
    expect((await accept(facts)).map(({ status }) => status)).toEqual(['accepted', 'accepted', 'rejected']);
    expect(await accept([reason()])).toMatchObject([{ status: 'accepted' }]);
    expect(await accept([reason({ comment: 'other' })])).toMatchObject([{ status: 'rejected', code: 'differs' }]);
    expect(await store.get('facts_gw_line8_2022_10', [reason()._id as string])).toMatchObject([{ code: 'jam' }]);
    expect(acceptance.rejected).toBe(2);
  });

  it('comes later when the store is away, and is accepted then', async () => {
    const { store, accept } = accepting();
    store.away = true;
    expect(await accept([reason(), reason({ code: 'lunch' }, 2)])).toMatchObject([
      { status: 'later', reason: 'The store is away; it is tried again.' },
      { status: 'rejected', code: 'reason' },
    ]);
    store.away = false;
    expect(await accept([reason()])).toMatchObject([{ status: 'accepted' }]);
  });

  it('travels to the store together with those of other devices at the same moment', async () => {
    const { store, accept } = accepting();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => accept([reason({}, i)])));
    expect(answers.flat().every(({ status }) => status === 'accepted')).toBe(true);
    expect(store.inserts).toBe(1);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'cannot bring a field called %s, at whatever depth',
    async (field) => {
      const spoil = `"${field}":{"line":"line9","polluted":true},`;
      const texts = [
        JSON.stringify(reason()).replace('{', `{${spoil}`),
        JSON.stringify(reason()).replace('"by":{', `"by":{${spoil}`),
        JSON.stringify(reason({ supersedes: {} })).replace('"supersedes":{', `"supersedes":{${spoil.slice(0, -1)}`),
      ];
      for (const text of texts) {
        expect(text).toContain('polluted');
        expect(await answerTo(JSON.parse(text))).toMatchObject({ status: 'rejected', code: 'invalid' });
      }
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  it('may say such a word, for it is only text', async () => {
    expect(await answerTo(reason({ comment: '__proto__' }))).toMatchObject({ status: 'accepted' });
    expect(await answerTo(reason({ code: '__proto__' }))).toMatchObject({ status: 'rejected', code: 'reason' });
  });
});

describe('a fact about a line of another gateway', () => {
  it('comes later: it goes where that line is served', async () => {
    const { store, here, accept } = accepting();
    here.known = knownFacts(plant, ['line5']);
    const [answer] = await accept([reason({ line: 'line5' })]);
    expect(answer).toMatchObject({ status: 'later', code: 'line' });
    expect(answer!.status === 'later' && answer!.reason).toContain('"line5" is served by another gateway');
    expect(await store.databases('')).toEqual([]);
  });

  it('is taken as soon as the line has come here, and refused when no gateway has it any more', async () => {
    const { here, accept } = accepting();
    here.known = knownFacts(plant, ['line8']);
    expect(await accept([reason()])).toMatchObject([{ status: 'later' }]);
    here.known = knownFacts(plant);
    expect(await accept([reason()])).toMatchObject([{ status: 'accepted' }]);
    here.known = { ...knownFacts(plant), here: new Set() };
    expect(await accept([reason({}, 2)])).toMatchObject([{ status: 'rejected', code: 'line' }]);
  });
});

describe('a fact that is wanted until some moment', () => {
  it('is taken until then, and not after', async () => {
    const { store, here, accept } = accepting();
    const [first, second] = [reason({ expiresAt: NOW }, 1), reason({ expiresAt: NOW }, 2)];
    expect(await accept([first])).toMatchObject([{ status: 'accepted' }]);
    expect(await store.get('facts_gw_line8_2022_10', [first._id as string])).toMatchObject([{ expiresAt: NOW }]);
    here.now = NOW + 1;
    expect(await accept([second])).toMatchObject([{ status: 'rejected', code: 'expired' }]);
  });

  it('that was taken in time is accepted again when it is repeated too late', async () => {
    const { here, accept } = accepting();
    const fact = reason({ expiresAt: NOW });
    await accept([fact]);
    here.now = NOW + DAY_MS;
    expect(await accept([fact])).toEqual([{ id: fact._id, status: 'accepted' }]);
  });

  it('says a moment, or it is invalid', async () => {
    expect(await answerTo(reason({ expiresAt: 'soon' }))).toMatchObject({ status: 'rejected', code: 'invalid' });
  });
});

describe('a fact that is here already', () => {
  it('is accepted again although its reason has left the list since then', async () => {
    const { here, accept } = accepting();
    await accept([reason()]);
    here.known = { ...knownFacts(plant), reasons: new Set() };
    expect(await accept([reason()])).toMatchObject([{ status: 'accepted' }]);
    expect(await accept([reason({}, 2)])).toMatchObject([{ status: 'rejected', code: 'reason' }]);
  });
});

describe('entries that somebody brings as a file', () => {
  it('are accepted although another device holds them, and the trail says who brought them', async () => {
    const { audit, acceptance } = accepting();
    const answers = await acceptance.acceptBrought([reason(), reason({ code: 'lunch' }, 2)], somebody(['supervisor']));
    expect(answers).toMatchObject([{ status: 'accepted' }, { status: 'rejected', code: 'reason' }]);
    expect(audit.of('import')).toMatchObject([
      { subject: reason()._id, user: 'tester', new: { entries: 2, accepted: 1 } },
    ]);
  });

  it('are still by whom they say, or refused', async () => {
    const { acceptance } = accepting();
    const forged = reason({ by: { origin: 'tablet1', user: 'keeper' } });
    expect(await acceptance.acceptBrought([forged], somebody(['admin']))).toMatchObject([
      { status: 'rejected', code: 'author' },
    ]);
  });

  it('are refused on lines where whoever brings them has no say', async () => {
    const { acceptance } = accepting();
    for (const by of [somebody(['supervisor'], ['line9']), somebody(['engineer'])])
      expect(await acceptance.acceptBrought([reason()], by)).toMatchObject([{ status: 'rejected', code: 'role' }]);
  });
});

describe('a request with facts', () => {
  it('answers each fact in order', async () => {
    const { accept } = accepting();
    const answers = await accept([reason({}, 1), reason({ code: 'lunch' }, 2), reason({ at: NOW - 40 * DAY_MS }, 3)]);
    expect(answers.map(({ id, status }) => [id.at(-1), status])).toEqual([
      ['1', 'accepted'],
      ['2', 'rejected'],
      ['3', 'accepted'],
    ]);
    expect(await accept([])).toEqual([]);
  });

  it.each([
    null,
    undefined,
    'facts',
    [],
    {},
    { facts: null },
    { facts: {} },
    { facts: Array.from({ length: 501 }, () => reason()) },
    JSON.parse('{"__proto__":{"facts":[]}}'),
  ])('of another form is refused: %j', (body: unknown) => {
    const routes = syncRoutes({} as Parameters<typeof syncRoutes>[0]);
    const { body: schema } = routes.find(({ path }) => path === '/api/sync/facts')!;
    expect(Value.Check(schema!, { facts: [reason()] })).toBe(true);
    expect(Value.Check(schema!, body)).toBe(false);
  });
});
