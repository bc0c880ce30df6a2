import { describe, expect, it } from 'vitest';
import { LiveLine, type LiveSources } from '../../../gateway/pipeline/live-line.ts';
import { withFrames } from '../../../shared/sync/live-hours.ts';
import type { HourRow } from '../../../shared/sync/rows.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { engineAfter, feed, partsAt, RULES, START, type Step } from '../../shared/production/cycle-stream.ts';
import { LINE } from './recorded-line.ts';

const at = (seconds: number) => START + seconds * 1000;
const unset = rulesOf(RULES.zone);
const sources = (stream: Step[], machine: LiveSources['machine'] = null, rules = unset): LiveSources => ({
  ...{ engine: engineAfter(stream), machine, metrics: [], rejectedRows: 0, behindBytes: 0, lost: null, rules },
});
const stateAt = (stream: Step[], seconds: number, line = LINE, rules = unset) => {
  const { state, since, ratePerMinute } = new LiveLine(line, RULES.zone).row(sources(stream, null, rules), at(seconds));
  return { state, since, ratePerMinute };
};

describe('a machine that says itself what it does', () => {
  const stream = partsAt(0, 1, 2);
  const row = (machine: LiveSources['machine'], seconds: number) => {
    const { state, since } = new LiveLine(LINE, RULES.zone).row(sources(stream, machine), at(seconds));
    return { state, since };
  };

  it('is believed, whatever its cycles look like', () => {
    expect(row({ state: 'Aborted', since: at(1), at: at(2) }, 3)).toEqual({ state: 'Aborted', since: at(1) });
  });

  it('is no longer believed when it has said nothing for more than a day', () => {
    expect(row({ state: 'Execute', since: at(0), at: at(0) }, 25 * 3_600).state).toBe('Undefined');
  });
});

describe('what a line does now', () => {
  const stream = partsAt(0, 5, 5.5, 6);

  it('is to cycle, to stand for a moment, to be down, or nothing that is known', () => {
    expect(stateAt(stream, 6.5)).toEqual({ state: 'Execute', since: at(5), ratePerMinute: 16 });
    expect(stateAt(stream, 20)).toEqual({ state: 'Suspended', since: at(6), ratePerMinute: 0 });
    expect(stateAt(stream, 66)).toEqual({ state: 'Suspended', since: at(6), ratePerMinute: 0 });
    expect(stateAt(stream, 66.001)).toEqual({ state: 'Held', since: at(6), ratePerMinute: 0 });
    expect(stateAt(stream, 86_500)).toEqual({ state: 'Undefined', since: at(6), ratePerMinute: null });
    expect(stateAt([], 0)).toEqual({ state: 'Undefined', since: null, ratePerMinute: null });
  });

  it('is idle in planned standstill', () => {
    // 06:00 in Los Angeles is the start of the stream.
    const calendar = { start: '05:00', end: '07:00' };
    expect(stateAt(stream, 3_599, { ...LINE, calendar }).state).toBe('Held');
    expect(stateAt(stream, 3_600, { ...LINE, calendar }).state).toBe('Idle');
  });

  it('is idle on a holiday that planners set, and held in overtime on it', () => {
    const rules = rulesOf(RULES.zone, {
      exceptions: [
        { scope: 'plant', kind: 'holiday', from: '2022-10-10T00:00', to: '2022-10-11T00:00' },
        { scope: 'line:line8', kind: 'overtime', from: '2022-10-10T06:30', to: '2022-10-10T08:00' },
      ],
    });
    expect(stateAt(stream, 1_799, LINE, rules).state).toBe('Idle');
    expect(stateAt(stream, 1_800, LINE, rules).state).toBe('Held');
    expect(stateAt(stream, 1_800, { ...LINE, id: 'line9' }, rules).state).toBe('Idle');
  });
});

describe('live frames', () => {
  it('make of an earlier hour the later one, minute by minute', () => {
    const live = new LiveLine(LINE, RULES.zone);
    const engine = engineAfter(partsAt(0, 0.5, 1, 30));
    const early = live.openHour(engine, at(31))!;
    const asRow = (hour: typeof early): HourRow => ({ ...hour, id: 'hour', closed: false, reasons: [], facts: [] });
    const frames = live.frames(engine, at(31));
    for (const [from, to] of [
      [40, 100],
      [300, 360],
      [361, 430],
    ] as const) {
      feed(engine, partsAt(from, from + 0.5, to));
      frames.push(...live.frames(engine, at(to + 5)));
    }
    const late = live.openHour(engine, at(435))!;
    const [shown] = withFrames([asRow(early)], frames.reverse());
    for (const count of ['produced', 'good', 'rework', 'empty', 'downMs', 'unknownMs', 'stops'] as const)
      expect(shown![count]).toEqual(late[count]);
  });

  it('are sent for what changed, once', () => {
    const live = new LiveLine(LINE, RULES.zone);
    const engine = engineAfter(partsAt(0, 61));
    expect(live.frames(engine, at(61.5)).map(({ minute }) => minute)).toEqual([at(0), at(60)]);
    expect(live.frames(engine, at(61.6))).toEqual([]);
    feed(engine, partsAt(62));
    expect(live.frames(engine, at(62.1)).map(({ minute, values }) => [minute, values.produced])).toEqual([[at(60), 2]]);
  });

  it('number themselves upwards, also over a restart', () => {
    const before = new LiveLine(LINE, RULES.zone);
    const now = sources(partsAt(0));
    const last = before.row(now, at(1)).seq;
    const again = before.row(now, at(1)).seq;
    const restarted = new LiveLine(LINE, RULES.zone).row(now, at(2)).seq;
    expect(again).toBeGreaterThan(last);
    expect(restarted).toBeGreaterThan(again);
  });
});
