import { describe, expect, it } from 'vitest';
import type { ReplicationStatus } from '../../../shared/replication/protocol.ts';
import { copyGroups, databaseText } from '../../../pwa/pages/gateways-copies.ts';
import { keyOf, resend } from '../../../pwa/pages/gateways-resending.ts';

const NOW = Date.UTC(2026, 10, 22, 15);
const around = {
  ...{ self: 'gw-1', gateways: new Map([['gw-2', 'Whole plant']]), lines: new Map([['line8', 'Line 8']]) },
  ...{ zone: 'UTC', now: NOW },
};
const copy = (name: string, given: Partial<ReplicationStatus['databases'][number]> = {}) => ({
  ...{ name, direction: 'push' as const, current: true, waiting: 0, lastAt: NOW - 60_000, verifiedAt: null, denied: 0 },
  ...given,
});

describe('what a database is called', () => {
  it.each([
    ['facts_gw-1_line8_2026_11', 'Facts of Line 8, November 2026'],
    ['facts_gw-2_line8_2026_11', 'Facts of Line 8, November 2026 (from Whole plant)'],
    ['series_gw-1_line9_2026_01', 'Readings of line9, January 2026'],
    ['audit_gw-1_2026_11', 'Audit trail, November 2026'],
    ['config_gw-1', 'Settings'],
    ['config_gw-2', 'Settings, people and devices (from Whole plant)'],
    ['something new', 'something new'],
  ])('%s is "%s"', (name, text) => {
    expect(databaseText(name, around)).toBe(text);
  });
});

describe('what is copied', () => {
  it('shows the newest month of each, and older ones only while something is amiss with them', () => {
    const [group] = copyGroups(
      [
        copy('facts_gw-1_line8_2026_08'),
        copy('facts_gw-1_line8_2026_09', { denied: 2 }),
        copy('facts_gw-1_line8_2026_10', { current: false, waiting: 1200 }),
        copy('facts_gw-1_line8_2026_11'),
        copy('config_gw-1'),
      ],
      around,
    );
    expect(group!.shown.map(({ what, says }) => `${what}: ${says}`)).toEqual([
      'Facts of Line 8, November 2026: all sent',
      'Facts of Line 8, October 2026: about 1,200 documents wait',
      'Facts of Line 8, September 2026: all else sent',
      'Settings: all sent',
    ]);
    expect(group!.shown[2]!.denied).toBe('2 rows refused by the plant');
    expect(group!.restSays).toBe('1 more, all sent');
    expect(group!.rest.map(({ what }) => what)).toEqual(['Facts of Line 8, August 2026']);
  });

  it('does not say how much waits when nobody knows', () => {
    const [group] = copyGroups([copy('config_gw-2', { direction: 'pull', current: false, waiting: null })], around);
    expect(group).toMatchObject({ title: 'From the plant', shown: [{ says: 'not all here yet', waits: true }] });
  });
});

describe('refused rows that are sent again', () => {
  const row = (database: string, id: string) => ({ database, id, reason: 'bound to another', at: NOW });

  it('say of each whether it was taken, and go on when one database has no answer', async () => {
    const rows = [row('a', '1'), row('a', '2'), row('b', '3')];
    const told = await resend(
      {
        resend: async (database) =>
          database === 'b'
            ? { ok: false, why: 'unreachable', detail: null, code: null }
            : { ok: true, value: { sent: 1, denied: [{ ...row('a', '2'), reason: 'still' }] } },
      },
      rows,
    );
    const outcome = told.ok ? rows.map((one) => told.value.get(keyOf(one))!.again) : [];
    expect(outcome).toEqual([
      { taken: true, text: 'The plant has it now' },
      { taken: false, text: 'Refused again' },
      { taken: false, text: 'No answer: try again' },
    ]);
  });
});
