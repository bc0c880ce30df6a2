import { describe, expect, it } from 'vitest';
import { whyNotFrom } from '../../../gateway/auth/authorship.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { KEPT_MS, SLACK_MS } from '../../../gateway/auth/session.ts';
import { FactAcceptance } from '../../../gateway/sync/accept-facts.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import type { Role } from '../../../shared/access/roles.ts';
import { HOUR_MS, MINUTE_MS, NOON, plantWithDevices, principalOf, STRANGER } from '../auth/plant-with-devices.ts';
import { LINE } from '../pipeline/recorded-line.ts';
import { knownFacts } from './known-facts.ts';

const plant = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [LINE, { ...LINE, id: 'line9' }],
};
const TABLET = principalOf('tablet1');
const BY_ASSEMBLER = { origin: 'tablet1', user: 'assembler' };
let counter = 0;

function entry(user: string | null, fields: Record<string, unknown> = {}): Record<string, unknown> & { _id: string } {
  const { at = NOON, origin = 'tablet1', type = 'reason' } = fields as { at?: number; origin?: string; type?: string };
  const said =
    type === 'reason'
      ? { from: NOON - HOUR_MS, to: NOON, code: 'jam' }
      : { from: NOON - HOUR_MS, to: NOON, produced: 10, good: 9, rework: 1 };
  const common = { type, schema: 1, line: 'line8', at, by: { origin, user }, supersedes: null };
  const { origin: _, ...rest } = fields;
  return { _id: personFactId(type, at, origin, (counter += 1)), ...common, ...said, ...rest };
}

/** In a browser that nobody enrolled. */
function signedOnAt(origin: string, user: string): Principal {
  return { ...STRANGER, person: { user, name: user, roles: [], lines: '*', session: 's', origin, locked: false } };
}

async function accepting() {
  const parts = await plantWithDevices();
  const { store, authorship, now } = parts;
  const acceptance = new FactAcceptance({ store, gateway: 'gw', known: () => knownFacts(plant), authorship, now });
  const answer = async (fact: unknown, by: Principal = TABLET) => (await acceptance.accept([fact], by))[0]!;
  return { ...parts, acceptance, answer };
}

describe('the author of an entry', () => {
  it('is whoever was signed on at the device at that moment', async () => {
    const { answer, signOn, audit, store, authorship } = await accepting();
    await signOn('assembler', 'tablet1');
    const fact = entry('assembler');
    expect(await answer(fact)).toEqual({ id: fact._id, status: 'accepted' });
    expect(await store.get('facts_gw_line8_2022_10', [fact._id])).toEqual([{ ...fact, received: NOON }]);
    expect(authorship.rolesOf({ origin: 'tablet1', user: 'assembler' }, NOON)).toEqual(['operator']);
    expect(authorship.rolesOf({ origin: 'tablet1', user: null }, NOON)).toEqual([]);
    expect(audit.heard).toEqual([]);
  });

  it('may have gone when the device sends it, and somebody else be there', async () => {
    const { answer, signOn, sessions, clock } = await accepting();
    const { id } = await signOn('assembler', 'tablet1');
    clock.at += HOUR_MS;
    await sessions.end(id);
    await signOn('bander', 'tablet1');
    clock.at += 30 * 24 * HOUR_MS;
    expect(await answer(entry('assembler', { at: NOON + HOUR_MS - 1 }))).toMatchObject({ status: 'accepted' });
  });

  it.each([
    ['was never signed on', entry('bander')],
    ['was signed on at another device only', entry('assembler', { origin: 'tablet2' }), principalOf('tablet2')],
    ['had not come yet', entry('assembler', { at: NOON - SLACK_MS - 1 })],
    ['had left', entry('assembler', { at: NOON + HOUR_MS + SLACK_MS + 1 })],
    ['is nobody', entry(null)],
    ['is a name that nobody can have', entry('__proto__')],
    ['is the gateway', entry('gw', { origin: 'gw' }), principalOf('gw')],
  ])('is not believed who %s', async (_what, fact, by = TABLET) => {
    const { answer, signOn, sessions, clock, store } = await accepting();
    const { id } = await signOn('assembler', 'tablet1');
    clock.at += HOUR_MS;
    await sessions.end(id);
    clock.at += HOUR_MS;
    expect(await answer(fact, by)).toMatchObject({ status: 'rejected', code: 'author' });
    expect(await store.databases('facts_')).toEqual([]);
  });

  it('may be a minute early or late: clocks do not agree to the second', async () => {
    const { answer, signOn, sessions, clock } = await accepting();
    const { id } = await signOn('assembler', 'tablet1');
    clock.at += HOUR_MS;
    await sessions.end(id);
    expect(await answer(entry('assembler', { at: NOON - SLACK_MS }))).toMatchObject({ status: 'accepted' });
    expect(await answer(entry('assembler', { at: NOON + HOUR_MS + SLACK_MS }))).toMatchObject({ status: 'accepted' });
  });

  it.each<[Role[], string, string]>([
    [['operator'], 'reason', 'accepted'],
    [['operator'], 'manual-count', 'accepted'],
    [['engineer'], 'reason', 'accepted'],
    [['engineer'], 'manual-count', 'role'],
    [['planner', 'quality'], 'reason', 'role'],
    [['admin'], 'reason', 'role'],
    [['admin', 'supervisor'], 'manual-count', 'accepted'],
  ])('with the roles %j saying a %s: %s', async (roles, type, outcome) => {
    const { answer, signOn } = await accepting();
    await signOn('assembler', 'tablet1', { roles });
    const { status, code } = { code: null, ...(await answer(entry('assembler', { type }))) };
    expect(code ?? status).toBe(outcome);
  });

  it('speaks of lines of his or her own only', async () => {
    const { answer, signOn } = await accepting();
    await signOn('assembler', 'tablet1', { lines: ['line8'] });
    expect(await answer(entry('assembler'))).toMatchObject({ status: 'accepted' });
    expect(await answer(entry('assembler', { line: 'line9' }))).toMatchObject({ status: 'rejected', code: 'role' });
  });

  it('who signed on twice has the rights of either', async () => {
    const { answer, signOn } = await accepting();
    await signOn('assembler', 'tablet1', { roles: ['admin'] });
    await signOn('assembler', 'tablet1', { roles: ['operator'] });
    expect(await answer(entry('assembler', { type: 'manual-count' }))).toMatchObject({ status: 'accepted' });
  });
});

describe('whoever brings an entry', () => {
  it('is the device that it was entered at, and no other', () => {
    expect(whyNotFrom(principalOf('tablet1'), BY_ASSEMBLER)).toBeNull();
    expect(whyNotFrom(principalOf('tablet2'), BY_ASSEMBLER)).toMatchObject({ code: 'author' });
    expect(whyNotFrom(STRANGER, BY_ASSEMBLER)).toMatchObject({ code: 'author' });
  });

  it('is, where nobody enrolled the browser, the author: anybody’s browser can call itself tablet1', async () => {
    const { answer, signOn, clock } = await accepting();
    await signOn('assembler', 'tablet1');
    clock.at += HOUR_MS;
    await signOn('bander', 'tablet1');
    const fact = entry('assembler');
    expect(await answer(fact, signedOnAt('tablet1', 'bander'))).toMatchObject({ status: 'later' });
    expect(await answer(fact, signedOnAt('tablet2', 'assembler'))).toMatchObject({
      status: 'rejected',
      code: 'author',
    });
    expect(await answer(fact, signedOnAt('tablet1', 'assembler'))).toMatchObject({ status: 'accepted' });
  });

  it('is never a kiosk, not even with somebody signed on', async () => {
    const { answer, signOn } = await accepting();
    await signOn('assembler', 'tablet1');
    expect(await answer(entry('assembler'), principalOf('tablet1', 'kiosk'))).toMatchObject({ code: 'role' });
  });

  it('leaves one note in the trail for all that was refused of a request', async () => {
    const { acceptance, audit } = await accepting();
    const facts = [entry('bander'), entry('bander'), entry('cyd')];
    await acceptance.accept(facts, TABLET);
    expect(audit.of('entry-refused')).toMatchObject([
      { subject: facts[0]!._id, user: null, device: 'tablet1', new: { code: 'author', entries: 3 } },
    ]);
    expect(acceptance.rejected).toBe(3);
  });
});

describe('an entry that the gateway has', () => {
  it('is accepted again when nobody remembers the session any more', async () => {
    const { answer, signOn, clock, sessions } = await accepting();
    await signOn('assembler', 'tablet1');
    const fact = entry('assembler');
    await answer(fact);
    clock.at += KEPT_MS + 13 * HOUR_MS;
    await signOn('bander', 'tablet1');
    expect(sessions.covering('assembler', 'tablet1', NOON)).toEqual([]);
    expect(await answer(fact)).toMatchObject({ status: 'accepted' });
    expect(await answer({ ...fact, code: 'jam', comment: 'no' })).toMatchObject({ code: 'differs' });
    expect(await answer(entry('assembler'))).toMatchObject({ code: 'author' });
  });

  it('is told to nobody but its device', async () => {
    const { answer, signOn } = await accepting();
    await signOn('assembler', 'tablet1');
    const fact = entry('assembler');
    await answer(fact);
    expect(await answer(fact, principalOf('tablet2'))).toMatchObject({ code: 'author' });
  });
});

it('what was entered before people signed on is refused, and says so, for its device to show', async () => {
  const { answer, clock } = await accepting();
  clock.at += 10 * MINUTE_MS;
  const fact = entry(null);
  const answered = await answer(fact);
  expect(answered).toMatchObject({ id: fact._id, status: 'rejected', code: 'author' });
  expect(answered.status === 'rejected' && answered.reason).toMatch(/before people signed on/);
});
