import { describe, expect, it } from 'vitest';
import { checksOf, type Check } from '../../../gateway/health/checks.ts';
import type { Observed } from '../../../gateway/health/observed.ts';
import { NOW, replicating, seen } from './seen.ts';

const MINUTE_MS = 60_000;

function check(name: string, observed: Observed): Check {
  return checksOf(observed, NOW).find((one) => one.name === name)!;
}

describe('the checks of a gateway', () => {
  it('are all fine when it is well', () => {
    const checks = checksOf(seen(), NOW);
    expect(checks.map(({ name }) => name)).toEqual(
      ['start', 'store', 'journal', 'disk', 'sources', 'clock', 'certificate', 'eventLoop'], // prettier-ignore
    );
    expect(checks.filter(({ status }) => status !== 'ok')).toEqual([]);
  });

  it('say that it is not ready while lines are being restored, and nothing of what does not run yet', () => {
    const checks = checksOf(seen(null), NOW);
    expect(checks.map(({ name }) => name)).toEqual(['start', 'clock', 'eventLoop']);
    expect(checks[0]).toMatchObject({ status: 'failing', since: NOW - 60_000 });
  });

  it('give a store that went away a minute to come back', () => {
    const away = (ms: number) =>
      seen({ storeWrites: { failingSince: NOW - ms, lastAt: null }, facts: { waiting: 12, differing: 0, refused: 0 } });
    expect(check('store', away(MINUTE_MS - 1))).toMatchObject({ status: 'degraded', since: NOW - MINUTE_MS + 1 });
    expect(check('store', away(MINUTE_MS)).status).toBe('failing');
    expect(check('store', away(MINUTE_MS)).detail).toContain('12 document(s) wait');
    expect(check('store', seen({ store: { running: false, crashes: 1 } })).status).toBe('degraded');
  });

  it('fail at once when what comes cannot be kept: the journal is not written, or the disk is full', () => {
    expect(check('journal', seen({ journalWrites: { failingSince: NOW - 1, lastAt: null } })).status).toBe('failing');
    const disk = (level: 'low' | 'critical' | 'full') => seen({ disk: { level, freeBytes: 1_048_576, since: 5 } });
    expect(check('disk', disk('full'))).toMatchObject({ status: 'failing', since: 5 });
    expect(check('disk', disk('low')).status).toBe('degraded');
    expect(check('disk', disk('critical')).detail).toContain('1 MB are free');
  });

  it('count lost sources, and name no line to strangers', () => {
    const sources = [
      { id: 'line8/vision', state: 'lost', since: NOW - 9, behindBytes: 0 },
      { id: 'line8/sealer', state: 'live', since: NOW, behindBytes: 0 },
    ];
    expect(check('sources', seen({ sources }))).toEqual({
      ...{ name: 'sources', status: 'degraded', since: NOW - 9 },
      detail: '1 of 2 source(s) are lost.',
    });
    const secretive = seen({ sources, replication: replicating({ state: 'refused', detail: 'line8 is not yours' }) });
    expect(JSON.stringify(checksOf(secretive, NOW))).not.toMatch(/line8|vision|plant\.local/);
  });

  it('speak of a plant that is away after ten minutes only, and of one that refuses at once', () => {
    const away = (ms: number) => seen({ replication: replicating({ state: 'away', since: NOW - ms }) });
    expect(check('replication', away(9 * MINUTE_MS)).status).toBe('ok');
    expect(check('replication', away(10 * MINUTE_MS))).toMatchObject({
      status: 'degraded',
      since: NOW - 10 * MINUTE_MS,
    });
    expect(check('replication', seen({ replication: replicating({ state: 'refused' }) })).status).toBe('degraded');
  });

  it('say how many rows the plant refused and how many wait', () => {
    const database = { name: 'facts_gw-1_line8_2026_11', direction: 'push', current: false, waiting: 40 } as const;
    const replication = replicating({}, [{ ...database, lastAt: null, verifiedAt: null, denied: 2 }]);
    expect(check('replication', seen({ replication }))).toMatchObject({
      status: 'degraded',
      detail: 'The plant refused 2 row(s). About 40 document(s) wait for it.',
    });
  });

  it('tell a clock that is wrong from one of which nobody knows', () => {
    const clock = (synchronised: boolean | null) => seen({}, { clock: { synchronised, since: NOW } });
    expect(check('clock', clock(false)).status).toBe('degraded');
    expect(check('clock', clock(null))).toMatchObject({ status: 'ok', detail: expect.stringContaining('not known') });
    expect(check('clock', seen({ clockJumps: [{ at: NOW - MINUTE_MS, jumpMs: -3_600_000 }] }))).toMatchObject({
      ...{ status: 'degraded', since: NOW - MINUTE_MS, detail: 'The clock jumped back by 3600 s.' },
    });
    expect(check('clock', seen({ clockJumps: [{ at: NOW - 61 * MINUTE_MS, jumpMs: 5_000 }] })).status).toBe('ok');
    const behind = seen({ replication: replicating({ clockOffsetMs: 90_000 }) });
    expect(check('clock', behind)).toMatchObject({
      status: 'degraded',
      detail: "The clock is 90 s behind the plant's.",
    });
  });

  it('warn two weeks before a certificate ends, and fail when it has', () => {
    const left = (daysLeft: number) => seen({ tls: { certificates: [{ what: 'ca', daysLeft: 900 }, { what: 'server', daysLeft }] } }); // prettier-ignore
    expect([14, 13, 0, -1].map((days) => check('certificate', left(days)).status)).toEqual(
      ['ok', 'degraded', 'degraded', 'failing'], // prettier-ignore
    );
    expect(check('certificate', seen({ tls: null }))).toBeUndefined();
  });

  it('notice that the gateway does not get round to its work', () => {
    expect(check('eventLoop', seen({}, { eventLoop: { p99Ms: 501, worstMs: 900 } })).status).toBe('degraded');
    expect(check('eventLoop', seen({}, { eventLoop: { p99Ms: null, worstMs: null } })).status).toBe('ok');
  });

  it('ask for a backup where backups are made', () => {
    const backup = (days: number | null) => seen({ backup: { lastAt: days && NOW - days * 86_400_000 } });
    expect(check('backup', backup(2))).toMatchObject({ status: 'ok', detail: 'The latest backup is 2 day(s) old.' });
    expect([check('backup', backup(9)).status, check('backup', backup(null)).status]).toEqual(['degraded', 'degraded']);
  });
});
