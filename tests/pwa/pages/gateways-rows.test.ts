import { describe, expect, it } from 'vitest';
import type { GatewayView } from '../../../shared/replication/protocol.ts';
import { gatewayRows, needsLook } from '../../../pwa/pages/gateways-rows.ts';

const NOW = Date.UTC(2026, 10, 22, 15);
const HOUR = 3_600_000;
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const well: GatewayView = {
  ...{ id: 'gw-2', name: 'Line 8', origin: 'https://line8.plant.example', role: 'line', revoked: false },
  ...{ lines: ['line8'], replaces: [], self: false, lastHeardAt: NOW - 3_000, version: '1.0.0', clockOffsetMs: 40 },
  ...{ usedBytes: 2_000_000_000, mostBytes: 50_000_000_000, refusedRows: 0, refusedLines: [] },
};
const around = {
  ...{ lines: new Map([['line8', 'Line 8']]), version: '1.0.0', reachable: true, zone: 'UTC', now: NOW },
};
const rowOf = (change: Partial<GatewayView>, more: Partial<typeof around> = {}) =>
  gatewayRows([{ ...well, ...change }], { ...around, ...more })[0]!;

describe('a gateway of the plant', () => {
  it('is quiet while it is heard and nothing is refused', () => {
    const row = rowOf({});
    expect(needsLook(row)).toBe(false);
    expect(plain(row.heard!.text)).toBe('3 s ago');
    expect(plain(row.used!.text)).toBe('2.0 GB of 50.0 GB (4 %)');
    expect(row.lines).toBe('Line 8');
  });

  it('never looks live when it is silent', () => {
    expect(rowOf({ lastHeardAt: NOW - HOUR }).heard).toEqual({ text: 'silent since 14:00', wrong: true });
    expect(rowOf({ lastHeardAt: null }).heard).toEqual({ text: 'not heard since this gateway started', wrong: true });
  });

  it('is not called silent by a device that cannot ask', () => {
    expect(rowOf({ lastHeardAt: NOW - HOUR }, { reachable: false }).heard).toEqual({ text: 'at 14:00', wrong: false });
  });

  it.each<[Partial<GatewayView>, string]>([
    [{ refusedRows: 3 }, 'refused rows'],
    [{ refusedLines: [{ line: 'line9', boundTo: 'gw-3' }] }, 'a line of somebody else'],
    [{ clockOffsetMs: -90_000 }, 'a clock that is behind'],
    [{ version: '0.9.0' }, 'another release'],
    [{ usedBytes: 48_000_000_000 }, 'little space left'],
  ])('needs a look for %o: %s', (change) => {
    expect(needsLook(rowOf(change))).toBe(true);
  });

  it('has a clock that is behind, ahead, or cannot be right', () => {
    const clock = (clockOffsetMs: number | null) => plain(rowOf({ clockOffsetMs }).clock!.text);
    expect(clock(null)).toBe('not compared yet');
    expect(clock(-90_000)).toBe('2 min behind');
    expect(clock(3 * HOUR)).toBe('3 h ahead');
    expect(clock(-400 * 24 * HOUR)).toBe('9600 h off, which cannot be: have it set right');
  });

  it('says whose line it is that it may not speak for', () => {
    const other = { ...well, id: 'gw-3', name: 'Line 9', lines: ['line9'] };
    const refusedLines = [
      { line: 'line9', boundTo: 'gw-3' },
      { line: 'line7', boundTo: '' },
    ];
    const [row] = gatewayRows([{ ...well, refusedLines }, other], around);
    expect(row!.foreign[0]).toContain('line9, which is bound to the gateway “Line 9”');
    expect(row!.foreign[1]).toContain('line7, which is bound to no gateway');
  });

  it('comes after those that need somebody, and revoked ones last', () => {
    const rows = gatewayRows(
      [
        { ...well, id: 'a', name: 'Revoked', revoked: true, refusedRows: 5 },
        { ...well, id: 'b', name: 'Well' },
        { ...well, id: 'c', name: 'Silent', lastHeardAt: null },
        { ...well, id: 'd', name: 'Refused', refusedRows: 1 },
        { ...well, id: 'e', name: 'Own', role: 'plant', self: true },
      ],
      around,
    );
    expect(rows.map(({ name }) => name)).toEqual(['Own', 'Refused', 'Silent', 'Well', 'Revoked']);
    expect(needsLook(rows.at(-1)!)).toBe(false);
  });
});
