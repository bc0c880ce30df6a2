import { describe, expect, it } from 'vitest';
import type { LineData } from '../../../pwa/data/line-data.ts';
import { stopRows } from '../../../pwa/pages/stop-rows.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { lines, plant, reasonsIn } from '../../fixtures/plant.ts';

const six = Date.UTC(2026, 9, 6, 13);
const minute = 60_000;
const day = { from: six, to: six + 1440 * minute };
const until = six + 600 * minute;
const at = (minutes: number) => six + minutes * minute;
const stop = (from: number, to: number | null) => ({
  id: `line8:${at(from)}`,
  from: at(from),
  to: to === null ? null : at(to),
});

type Given = LineData['given'][number];
const said = (id: string, from: number, to: number | null, code: string, more: Partial<Given> = {}): Given => ({
  id,
  at: at(to ?? from + 1),
  from: at(from),
  to: to === null ? null : at(to),
  code,
  supersedes: null,
  origin: 'tablet',
  unsent: false,
  ...more,
});

const rows = (stops: ReturnType<typeof stop>[], given: Given[] = []) =>
  stopRows(stops, { plant, line: lines[0]!, reasons: reasonsIn('en'), given }, day, until);

describe('the list of long stops', () => {
  it('holds stops above the limit only, the newest first', () => {
    expect(rows([stop(10, 12), stop(20, 20.9), stop(30, 33)]).map((row) => row.from)).toEqual([at(30), at(10)]);
  });

  it('asks nobody about planned breaks', () => {
    expect(rows([stop(269.5, 300.4)])[0]).toMatchObject({ planned: 'break', reason: null });
  });

  it('asks nobody about a break that began a little early and ended a little late', () => {
    expect(rows([stop(269.2, 300.9)])[0]).toMatchObject({ planned: 'break', reason: null });
    expect(rows([stop(268.9, 300.1)])[0]!.planned).toBeNull();
  });

  it('asks about a stop that only begins in a break', () => {
    expect(rows([stop(295, 310)])[0]!.planned).toBeNull();
  });

  it('asks nobody about a standstill of a holiday or for maintenance, but in overtime', () => {
    const exceptions = [
      { scope: 'plant', kind: 'holiday', from: '2026-10-06T00:00', to: '2026-10-07T00:00' },
      { scope: 'line:line8', kind: 'overtime', from: '2026-10-06T08:00', to: '2026-10-06T09:00' },
      { scope: 'line:line8', kind: 'maintenance', from: '2026-10-06T08:20', to: '2026-10-06T08:40' },
    ] as const;
    const line = { ...lines[0]!, rules: rulesOf(plant.timezone, { exceptions }) };
    const stops = [stop(10, 20), stop(125, 130), stop(140, 160)];
    const listed = stopRows(stops, { plant, line, reasons: [], given: [] }, day, until);
    expect(listed.map(({ from, planned }) => [from, planned])).toEqual([
      [at(140), 'notScheduled'],
      [at(125), null],
      [at(10), 'notScheduled'],
    ]);
  });

  it('does not list the night before the first shift', () => {
    expect(rows([stop(-420, 0.5)])).toEqual([]);
  });

  it('shows the reason in words, and that it is not yet sent', () => {
    const row = rows([stop(10, 12)], [said('r1', 10, 12, 'reason-0', { unsent: true })])[0]!;
    expect(row.reason).toEqual({ id: 'r1', code: 'reason-0', name: 'Film jam', unsent: true });
  });

  it('shows a code that left the list as it is', () => {
    expect(rows([stop(10, 12)], [said('r1', 10, 12, 'gone')])[0]!.reason?.name).toBe('gone');
  });

  it('shows the choice that took the place of the first one', () => {
    const given = [said('r1', 10, 12, 'reason-0'), said('r2', 10, 12, 'reason-1', { supersedes: 'r1', at: at(13) })];
    expect(rows([stop(10, 12)], given)[0]!.reason?.id).toBe('r2');
  });

  it('keeps a reason given while the stop lasted with that stop, though longer ones came later', () => {
    const listed = rows([stop(10, 14), stop(100, 160)], [said('r1', 10, null, 'reason-0', { at: at(12) })]);
    expect(listed.map((row) => row.reason?.id ?? null)).toEqual([null, 'r1']);
  });

  it('counts a stop without end up to the last known moment', () => {
    expect(rows([stop(595, null)])[0]!.durationMs).toBe(5 * minute);
  });
});
