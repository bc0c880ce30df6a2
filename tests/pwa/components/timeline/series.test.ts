import { describe, expect, it } from 'vitest';
import { sceneOf } from '../../../../pwa/components/timeline/scene.ts';
import { curvesOf, minutesOf, shownPart, type HourCounts } from '../../../../pwa/components/timeline/series.ts';
import { rulesOf } from '../../../fixtures/calendar-rules.ts';
import { lines } from '../../../fixtures/plant.ts';
import { hourRow } from '../../data/device.ts';

const zone = 'America/Los_Angeles';
const minute = 60_000;
/** 06:00 on the plant's clocks. */
const six = Date.UTC(2026, 9, 6, 13);
const line = {
  id: 'line8',
  standardRatePerHour: 6000,
  calendar: { start: '06:00', end: '23:00', breaks: [{ start: '06:30', end: '06:45' }] },
};

function hour(hourAt: number, perMinute: number, coveredTo = hourAt + 60 * minute): HourCounts {
  return {
    hourAt,
    coveredTo,
    firstCycleAt: hourAt,
    openAtStart: null,
    produced: new Array<number>(60).fill(perMinute),
    unknownMs: new Array<number>(60).fill(0),
  };
}

function at(curves: ReturnType<typeof curvesOf>, time: number) {
  const i = curves.x.lastIndexOf(time);
  return { produced: curves.produced[i], standard: curves.standard[i] };
}

describe('the curves of a production day', () => {
  const until = six + 90.5 * minute;
  const hours = [hour(six, 100), { ...hour(six + 60 * minute, 100, until), openAtStart: null }];
  const all = { from: six, to: six + 24 * 60 * minute };
  const curves = curvesOf(minutesOf(hours), line, zone, '06:00', all, until);

  it('add up what each minute made', () => {
    expect(at(curves, six).produced).toBe(0);
    expect(at(curves, six + 60 * minute).produced).toBe(6000);
    expect(at(curves, until).produced).toBe(9100);
  });

  it('say nothing about the time after the last known moment', () => {
    expect(at(curves, six + 91 * minute).produced).toBeNull();
  });

  it('keep the standard flat in a planned break and draw it to the end of the day', () => {
    expect(at(curves, six + 30 * minute).standard).toBeCloseTo(3000);
    expect(at(curves, six + 45 * minute).standard).toBeCloseTo(3000);
    expect(at(curves, six + 60 * minute).standard).toBeCloseTo(4500);
    expect(curves.standard.filter((value) => value !== null).at(-1)).toBeCloseTo(6000 * 16.75);
  });

  it('stand on the standard line also between two full minutes', () => {
    expect(at(curves, until).standard).toBeCloseTo(((90.5 - 15) / 60) * 6000);
  });

  it('have times that only grow, as the chart needs', () => {
    expect(curves.x.every((x, i) => i === 0 || x > curves.x[i - 1]!)).toBe(true);
  });
});

describe('the curves of two production days', () => {
  const days = [hour(six - 60 * minute, 50), hour(six, 70)];
  const curves = curvesOf(
    minutesOf(days),
    line,
    zone,
    '06:00',
    { from: six - 60 * minute, to: six + 1440 * minute },
    six + 60 * minute,
  );

  it('begin at 0 again with the new day', () => {
    expect(at(curves, six).produced).toBe(0);
    expect(at(curves, six - 1).produced).toBe(3000);
    expect(at(curves, six + 60 * minute).produced).toBe(4200);
  });

  it('show nothing of the day before in a view that begins with the day', () => {
    const [first, end] = shownPart(curves.x, { from: six, to: six + 30 * minute });
    expect(curves.x[first]).toBe(six);
    expect(curves.x[end - 1]).toBe(six + 31 * minute);
  });
});

describe('a line with a holiday that planners set', () => {
  const exceptions = [
    { scope: 'plant', kind: 'holiday', from: '2026-10-06T06:00', to: '2026-10-07T06:00' },
    { scope: 'line:line8', kind: 'overtime', from: '2026-10-06T08:00', to: '2026-10-06T09:00' },
  ] as const;
  const of = { ...lines[0]!, ...line, rules: rulesOf(zone, { exceptions }) };
  const scene = sceneOf([hourRow('line8', six)], [], of, zone, '06:00', six + 60 * minute);

  it('is expected to make parts in overtime only, and rests before and after it', () => {
    const [from, to] = [six + 120 * minute, six + 180 * minute];
    expect(scene.rest).toEqual([
      { from: scene.all.from, to: from },
      { from: to, to: scene.all.to },
    ]);
    const { x, standard } = scene.curves;
    expect([six, from, to, six + 600 * minute].map((moment) => standard[x.indexOf(moment)])).toEqual([
      0, 0, 6000, 6000,
    ]);
  });
});

describe('the minutes of a line', () => {
  it('are unknown before the first cycle ever and after the last known moment', () => {
    const { produced } = minutesOf([{ ...hour(six, 10, six + 20 * minute), firstCycleAt: six + 5 * minute }]);
    expect([produced[4], produced[5], produced[19], produced[20]]).toEqual([NaN, 10, 10, NaN]);
  });

  it('are unknown where an hour is missing', () => {
    const { produced } = minutesOf([hour(six, 10), hour(six + 120 * minute, 10)]);
    expect([produced[59], produced[60], produced[119], produced[120]]).toEqual([10, NaN, NaN, 10]);
  });

  it('are none without hours', () => {
    expect(minutesOf([]).produced).toHaveLength(0);
  });
});
