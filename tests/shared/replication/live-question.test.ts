import { describe, expect, it } from 'vitest';
import { unknownHour } from '../../../shared/documents/line-hour.ts';
import { checkLive } from '../../../shared/replication/live-question.ts';

const TEN = Date.UTC(2026, 10, 22, 10);
const row = {
  ...{ id: 'line:line8', line: 'line8', seq: 1, at: TEN, state: 'Execute', since: TEN, lastCycleAt: TEN },
  ...{ lot: null, item: null, ratePerMinute: 80, metrics: [], rejectedRows: 0, behindBytes: 0 },
};
const hour = { ...unknownHour(TEN), id: 'hour:line8:2026-11-22T10', line: 'line8', closed: false, seq: 1 };
const told = (event: object) => checkLive({ now: TEN, whole: true, events: [event] }).ok;

describe('what a line says live', () => {
  it('is about the line that it names, under no other id', () => {
    expect(told({ type: 'line', now: TEN, row })).toBe(true);
    expect(told({ type: 'hour', row: hour })).toBe(true);
    for (const id of ['line:line5', 'line:', '_design/x', 'hour:line8:2026-11-22T10'])
      expect([id, told({ type: 'line', now: TEN, row: { ...row, id } })]).toEqual([id, false]);
    for (const other of [{ id: 'hour:line5:2026-11-22T10' }, { hourAt: TEN + 1 }, { id: 'hour:line8:2026-11-22T11' }])
      expect(told({ type: 'hour', row: { ...hour, ...other } })).toBe(false);
  });
});
