import { describe, expect, it } from 'vitest';
import { axisRange } from '../../../../pwa/components/series/axis-range.ts';
import { wallText, windowOf } from '../../../../pwa/components/series/ranges.ts';
import { groupsOf } from '../../../../pwa/components/series/search.ts';
import { seriesRows, tableStepMs } from '../../../../pwa/components/series/series-table.ts';
import { brushedBy, movedBy, zoomedBy } from '../../../../pwa/components/series/view-moves.ts';
import type { SeriesMetric } from '../../../../shared/series/metric.ts';
import { cellReply } from '../../data/series-replies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const metric = (line: string, name: string, kind: SeriesMetric['kind'] = 'sample'): SeriesMetric => ({
  ...{ id: `${line}/${name}`, line, lineName: line.replace('line', 'Line '), metric: name, name, unit: '°C' },
  ...{ resolution: 0.1, kind, source: null, firstAt: null, lastAt: null },
});

describe('finding metrics', () => {
  const metrics = [metric('line8', 'Output', 'line'), metric('line8', 'Température'), metric('line9', 'Temperature')];
  const found = (text: string) => groupsOf(metrics, text).flatMap((group) => group.metrics.map(({ id }) => id));

  it('needs all words, in any order, whatever case and accents', () => {
    expect(found('')).toHaveLength(3);
    expect(found('temp')).toEqual(['line8/Température', 'line9/Temperature']);
    expect(found('TEMPERATURE line 8')).toEqual(['line8/Température']);
    expect(found('pressure')).toEqual([]);
  });

  it("lists them by line, sensors before the line's own figures", () => {
    expect(groupsOf(metrics, '').map(({ name }) => name)).toEqual(['Line 8', 'Line 9']);
    expect(found('line 8')).toEqual(['line8/Température', 'line8/Output']);
  });
});

describe('a range on the clocks of the plant', () => {
  const zone = 'Europe/Berlin';

  it('comes back as it was entered, also over a change of the clocks', () => {
    const window = windowOf('2026-10-24T12:00', '2026-10-25T12:00', zone);
    expect(window).toEqual({ from: Date.UTC(2026, 9, 24, 10), to: Date.UTC(2026, 9, 25, 11) });
    expect(wallText(Date.UTC(2026, 9, 25, 11), zone)).toBe('2026-10-25T12:00');
  });

  it.each([
    ['', '2026-10-25T12:00', 'rangeIncomplete'],
    ['2026-10-25T12:00', '2026-10-25T12:00', 'rangeBackwards'],
    ['2024-10-25T12:00', '2026-10-25T12:00', 'rangeTooLong'],
  ])('from "%s" to "%s" is refused', (from, to, why) => {
    expect(windowOf(from, to, zone)).toBe(why);
  });
});

describe('a brush', () => {
  const all = { from: 0, to: DAY };
  const view = { from: 6 * HOUR, to: 12 * HOUR };

  it('moves one edge or the whole window, within the range', () => {
    expect(brushedBy(view, 'from', HOUR, all, MINUTE)).toEqual({ from: 7 * HOUR, to: 12 * HOUR });
    expect(brushedBy(view, 'to', DAY, all, MINUTE)).toEqual({ from: 6 * HOUR, to: DAY });
    expect(brushedBy(view, 'both', DAY, all, MINUTE)).toEqual({ from: 18 * HOUR, to: DAY });
    expect(brushedBy(view, 'both', -DAY, all, MINUTE)).toEqual({ from: 0, to: 6 * HOUR });
  });

  it('never turns the window inside out', () => {
    expect(brushedBy(view, 'from', DAY, all, HOUR)).toEqual({ from: 11 * HOUR, to: 12 * HOUR });
    expect(brushedBy(view, 'to', -DAY, all, HOUR)).toEqual({ from: 6 * HOUR, to: 7 * HOUR });
  });
});

describe('hands on the chart', () => {
  it('zoom around what they point at', () => {
    expect(zoomedBy({ from: 0, to: 100 }, 0.5, 0.25)).toEqual({ from: 12.5, to: 62.5 });
  });

  it('pan by a share of what is shown', () => {
    expect(movedBy({ from: 0, to: 100 }, -0.1)).toEqual({ from: -10, to: 90 });
  });
});

describe('a value axis', () => {
  it.each([
    [175, 190, 174.1, 190.9],
    [2, 30, 0, 31.68],
    [5, 5, 4.75, 5.25],
    [0, 0, 0, 1],
    [null, null, 0, 1],
  ])('for values from %d to %d', (least, most, low, high) => {
    const range = axisRange(least, most);
    expect(range[0]).toBeCloseTo(low);
    expect(range[1]).toBeCloseTo(high);
  });
});

describe('the table', () => {
  it('has rows of a round length, no shorter than a bucket and not too many', () => {
    expect(tableStepMs({ from: 0, to: HOUR }, 0)).toBe(30_000);
    expect(tableStepMs({ from: 0, to: DAY }, MINUTE)).toBe(15 * MINUTE);
    expect(tableStepMs({ from: 0, to: 365 * DAY }, HOUR)).toBe(7 * DAY);
    expect(tableStepMs({ from: 0, to: 10 * DAY }, DAY)).toBe(DAY);
  });

  it('says "unknown" where one metric is unknown, and leaves out what none knows', () => {
    const [a, b] = [metric('line8', 'a'), metric('line8', 'b')];
    const shown = (own: SeriesMetric, values: (number | null)[]) => ({
      ...{ metric: own, reply: cellReply('1h', 0, values), missing: [], trouble: null, pending: false },
    });
    const series = [shown(a, [1, null, 3]), shown(b, [null, null, 5])];
    const rows = seriesRows(series, { from: 0, to: 3 * HOUR }, HOUR);
    expect(rows.map(({ from }) => from / HOUR)).toEqual([2, 0]);
    expect(rows[1]!.values.map((value) => value?.mean ?? null)).toEqual([0.1, null]);
  });
});
