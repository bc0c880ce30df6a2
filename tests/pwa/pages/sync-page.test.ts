import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../pwa/data/collections.ts';
import type { Connection, EnteredReason } from '../../../pwa/data/line-data.ts';
import type { SyncState } from '../../../pwa/data/sync.ts';
import { clockSentence } from '../../../pwa/pages/sync-clock.ts';
import { hereRows } from '../../../pwa/pages/sync-facts.ts';
import { readyRows } from '../../../pwa/pages/sync-ready.ts';
import { syncSentence } from '../../../pwa/pages/sync-sentence.ts';
import { waitingRows } from '../../../pwa/pages/waiting-rows.ts';
import { FIXTURE_NOW } from '../../fixtures/plant.ts';
import { syncState } from '../../fixtures/sync.ts';

const NOW = FIXTURE_NOW;
const MINUTE = 60_000;
const fact: EnteredReason = {
  _id: 'reason:1',
  type: 'reason',
  schema: 1,
  line: 'line8',
  at: NOW - 5 * MINUTE,
  by: { origin: 'device-1', user: 'binder' },
  from: NOW - 10 * MINUTE,
  to: NOW - 8 * MINUTE,
  code: 'jam',
  name: 'Film jam',
  supersedes: null,
};
const entry = (changes: Partial<Entry> = {}): Entry => ({
  ...{ id: 'reason:1', fact, acceptedAt: null, waits: null, tried: false },
  ...changes,
});

describe('the one sentence about a device', () => {
  const live = { state: 'live' as const, asOf: NOW, synced: true, needsYou: 0 };
  const said = (connection: Partial<Connection>, sync: Partial<SyncState> = {}) =>
    syncSentence({ connection: { ...live, ...connection }, sync: syncState(sync), zone: 'UTC', now: NOW });
  const clock = new Date(NOW - 120_000).toISOString().slice(11, 16);

  it('is quiet when all is well', () => {
    expect(said({})).toMatchObject({ text: 'Everything is here and sent', tone: 'calm' });
  });

  it('counts what waits while the gateway is out of reach, and since when', () => {
    const away = { state: 'unreachable' as const, asOf: NOW - 120_000 };
    expect(said(away, { waiting: [entry(), entry()] }).text).toBe(
      `2 entries wait: the gateway cannot be reached since ${clock}`,
    );
    expect(said(away).text).toBe(`The gateway cannot be reached since ${clock}; nothing waits to be sent`);
    expect(said({ ...away, asOf: null }, { waiting: [entry()] }).text).toContain('1 entry waits: the gateway has not');
  });

  it('tells being sent from having to wait', () => {
    expect(said({}, { waiting: [entry()] })).toMatchObject({ text: 'Sending 1 entry\u00a0…', tone: 'calm' });
    const waits = { code: 'store' as const, reason: 'x' };
    expect(said({}, { waiting: [entry({ waits })] })).toMatchObject({
      text: '1 entry waits to be taken',
      tone: 'look',
    });
  });

  it('says that something was refused, whatever else there is', () => {
    const refused = '1 entry was not accepted and needs you';
    const well = said({ needsYou: 1 });
    expect(well).toMatchObject({ text: refused, tone: 'look' });
    expect(well.more[0]).toBe('Everything else is here and sent');
    const away = said({ needsYou: 1, state: 'unreachable', asOf: NOW - 120_000 });
    expect(away.text).toContain('The gateway cannot be reached');
    expect(away.more[0]).toBe(refused);
  });

  it('says which side is too old before anything else, and that entries are safe', () => {
    const { text, more } = said({ state: 'unreachable' }, { fit: 'gateway-too-old', waiting: [entry()] });
    expect(text).toBe('The gateway is older than this app: entries wait and are safe');
    expect(more[0]).toBe('1 entry waits and is safe');
    expect(said({}, { fit: 'app-too-old' }).text).toContain('update now');
  });

  it('does not call it complete before the first sync is through, or while something is missing', () => {
    expect(said({ synced: false }).text).toBe('Everything is sent; figures are still arriving');
    const { progress } = syncState();
    const late = (ms: number) => {
      const hours = { ...progress.collections.hours, behindSince: NOW - ms };
      return said({}, { progress: { ...progress, collections: { ...progress.collections, hours } } }).text;
    };
    expect(late(120_000)).toBe(`Everything is sent; figures since ${clock} are still to come`);
    expect(late(300)).toBe('Everything is here and sent');
  });

  it('says when all of it was here last', () => {
    const { progress } = syncState();
    expect(said({}, { progress: { ...progress, fullAt: NOW - 120_000 } }).more).toEqual([
      `All of it was here last at ${clock}`,
    ]);
    expect(said({}, { progress: { ...progress, fullAt: null } }).more).toEqual(['It has not all been here yet']);
  });
});

describe('an entry that waits', () => {
  const around = {
    reasons: [],
    lines: new Map([['line8', 'Line 8']]),
    people: new Map([['binder', 'Binder Late']]),
    plan: null,
    zone: 'UTC',
    now: NOW,
  };
  const fine = { state: 'live' as const, fit: 'fine' as const, maySend: true };
  const row = (one: Entry, why: object = {}) => waitingRows([one], around, { ...fine, ...why })[0]!;
  const waiting = (code: 'author' | 'line' | 'store' | 'clock' | null) => entry({ waits: { code, reason: 'because' } });

  it('says what it is, of which line, by whom and when', () => {
    const time = (at: number) => new Date(at).toISOString().slice(11, 16);
    expect(row(entry({ fact: { ...fact, comment: 'torn', pending: true } }))).toMatchObject({
      what: `“Film jam” for the stop at ${time(fact.from)}`,
      line: 'Line 8',
      by: `Binder Late, ${time(fact.at)}`,
      typed: 'torn',
      pending: true,
      until: null,
    });
    expect(row(entry({ fact: { ...fact, expiresAt: NOW + MINUTE } })).until).toBe(time(NOW + MINUTE));
  });

  it.each([
    ['author', 'Binder Late has to sign on here again'],
    ['line', 'another gateway of the plant takes it'],
    ['store', 'the gateway cannot store it at the moment'],
    ['clock', 'it says a time that is yet to come'],
    [null, 'the gateway says: because'],
  ] as const)('says why, as the gateway said it: %s', (code, why) => {
    expect(row(waiting(code)).why).toBe(why);
  });

  it('says what keeps all of them first', () => {
    expect(row(waiting('store'), { state: 'unreachable' }).why).toBe('the gateway is out of reach');
    expect(row(waiting('store'), { state: 'unreachable', fit: 'app-too-old' }).why).toContain('do not fit together');
    expect(row(entry(), { maySend: false }).why).toBe('somebody has to sign on here');
    expect(row(entry()).why).toBe('it is being sent');
  });
});

describe('the clocks of device and gateway', () => {
  const said = (offsetMs: number | null, gatewayNow = NOW) => clockSentence({ offsetMs, gatewayNow, zone: 'UTC' });

  it.each([
    [-180_000, 'This device’s clock is 3\u00a0min ahead; entries are corrected'],
    [7_000, 'This device’s clock is 7\u00a0s behind; entries are corrected'],
    [
      2 * 24 * 3_600_000,
      'The clocks of device and gateway are 48\u00a0h apart; entries go by the gateway’s. Check both',
    ],
  ])('that are %d ms apart are told', (offsetMs, text) => {
    expect(said(offsetMs)).toEqual({ text, wrong: true });
  });

  it('that agree to some seconds are fine, and nobody says so before they were compared', () => {
    expect(said(-4_999)).toEqual({ text: 'The clocks of device and gateway agree', wrong: false });
    expect(said(null)).toMatchObject({ wrong: false, text: 'Not compared with the gateway yet' });
  });

  it('are not both believed when the gateway’s lies before this release', () => {
    const { text, wrong } = said(0, Date.UTC(1970, 0, 1, 0, 3));
    expect(text).toMatch(/^The gateway’s clock says .*1970.* which cannot be: have it set right$/);
    expect(wrong).toBe(true);
  });
});

describe('what is on a device', () => {
  it('is told with how far a first sync is', () => {
    const { progress } = syncState();
    const first = { completedAt: null, behindSince: NOW - 9_000, total: 400 };
    const state = { progress: { ...progress, collections: { ...progress.collections, hours: first } } };
    const rows = { hours: 120, lines: 2, reference: 4, plan: 0, lots: 0 };
    const [hours, lines] = hereRows({ ...syncState(state), rows }, 'UTC', NOW);
    expect(hours).toMatchObject({ rows: 120, total: 400, completeAt: null, behindSince: null });
    expect(lines).toMatchObject({ rows: 2, behindSince: null });
  });
});

describe('a device that is to go on without network', () => {
  const ok = { readyOffline: true, synced: true };
  const storage = { used: 1, granted: 2, persisted: true };
  const missing = (parts: Parameters<typeof readyRows>[0]) =>
    readyRows(parts)
      .filter((row) => !row.ok)
      .map(({ text, needed }) => [needed, text.slice(0, 30)]);

  it('needs the app and all figures; the rest makes it safer', () => {
    expect(missing({ connection: ok, storage, installed: true })).toEqual([]);
    const nothing = { connection: { readyOffline: false, synced: false }, storage: null, installed: false };
    expect(missing(nothing).map(([needed]) => needed)).toEqual([true, true, false]);
  });

  it('says why it matters that the browser keeps what is here, and offers to ask for it', () => {
    const [row] = readyRows({ connection: ok, storage: { ...storage, persisted: false }, installed: true }).filter(
      ({ ask }) => ask,
    );
    expect(row?.text).toContain('with entries that were not sent');
  });
});
