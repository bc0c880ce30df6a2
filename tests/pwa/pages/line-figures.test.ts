import { describe, expect, it } from 'vitest';
import type { LineData } from '../../../pwa/data/line-data.ts';
import { lineFigures, rememberedFigures } from '../../../pwa/pages/line-figures.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { fixture, type Situation } from '../../fixtures/line-data.ts';
import { FIXTURE_NOW } from '../../fixtures/plant.ts';

const six = Date.UTC(2026, 9, 6, 13);
const dataIn = (situation: Situation): LineData => fixture({ situation }).line('line8').value!;
const figuresIn = (situation: Situation) => lineFigures(dataIn(situation), FIXTURE_NOW);

describe('the figures of a line', () => {
  it('are of the production day that began at 06:00 on the plant clocks', () => {
    expect(figuresIn('live').day.from).toBe(six);
  });

  it('count each minute since then once', () => {
    const data = dataIn('live');
    const made = data.hours.filter(({ hourAt }) => hourAt >= six).flatMap(({ produced }) => produced);
    expect(figuresIn('live').report?.producedQuantity).toBe(made.reduce((sum, value) => sum + value, 0));
  });

  it('compare with the standard as of the last known moment, not as of now', () => {
    const data = dataIn('unreachable');
    const early = lineFigures(data, FIXTURE_NOW);
    const late = lineFigures(data, FIXTURE_NOW + 5 * 3_600_000);
    expect(late.standardSoFar).toBe(early.standardSoFar);
    expect(late.againstStandard).toBe(early.againstStandard);
  });

  it('are unknown, not 0, before the first data', () => {
    expect(figuresIn('empty')).toMatchObject({
      until: null,
      report: null,
      standardSoFar: null,
      againstStandard: null,
      hourPerMinute: null,
      state: 'stateUnknown',
      longStops: [],
    });
  });

  describe('the mean of the last hour', () => {
    const minute = 60_000;
    const hourAt = Date.UTC(2026, 9, 6, 14);
    const made = (parts: number) => new Array<number>(60).fill(parts);
    /** One hour of 100 parts a minute, known up to its end. */
    const mean = (changes: Partial<LineData['hours'][number]>) => {
      const data = dataIn('live');
      const known = { hourAt, coveredTo: hourAt + 60 * minute, openAtStart: null, produced: made(100) };
      const hour = { ...data.hours[0]!, ...known, unknownMs: made(0), ...changes };
      return lineFigures({ ...data, now: null, hours: [hour] }, hour.coveredTo).hourPerMinute;
    };
    const from = (m: number) => made(112).map((parts, at) => (at < m ? 0 : parts));

    it('leaves out the minutes before the first cycle of a line', () => {
      expect(mean({ produced: from(10), firstCycleAt: hourAt + 10 * minute })).toBe(112);
    });

    it('leaves out minutes that nothing is known about', () => {
      const unknownMs = made(0).map((_, m) => (m < 30 ? minute : 0));
      expect(mean({ produced: from(30), firstCycleAt: hourAt + minute / 2, openAtStart: hourAt - 1, unknownMs })).toBe(
        112,
      );
    });

    it('counts the minutes of a stop that lasted from before', () => {
      expect(mean({ produced: from(30), firstCycleAt: hourAt + 30 * minute, openAtStart: hourAt - 1 })).toBe(56);
    });

    it('is unknown while there is no whole known minute', () => {
      expect(mean({ produced: made(0), firstCycleAt: hourAt + 59.5 * minute })).toBeNull();
    });
  });

  it('do not take counts as current while older rows are still being read', () => {
    const data = dataIn('live');
    const behind = { ...data, now: { ...data.now!, behindBytes: 9_000_000, at: FIXTURE_NOW + 60_000 } };
    expect(lineFigures(behind, FIXTURE_NOW).until).toBe(data.hours.at(-1)!.coveredTo);
  });

  it('name the stop that asks for a reason', () => {
    expect(figuresIn('stopped').standing).toMatchObject({ to: null, planned: null, reason: null });
    expect(figuresIn('live').standing).toBeNull();
  });

  it('know of a stop from the line before its hour tells', () => {
    const data = dataIn('stopped');
    const hours = data.hours.map((hour) => ({ ...hour, stops: hour.stops.filter(([, to]) => to !== null) }));
    expect(lineFigures({ ...data, hours }, FIXTURE_NOW).standing).toMatchObject({ from: data.now!.since, to: null });
  });

  it('call an idle line between shifts "not scheduled" and one within a shift "break"', () => {
    const data = dataIn('live');
    const idle = { ...data, now: { ...data.now!, state: 'Idle' as const } };
    expect(lineFigures(idle, FIXTURE_NOW).state).toBe('break');
    const night = Date.UTC(2026, 9, 7, 7);
    expect(lineFigures({ ...idle, now: { ...idle.now, at: night } }, night).state).toBe('notScheduled');
  });

  it('follow what planners set: after a holiday began nothing more is expected, and idle is "not scheduled"', () => {
    const data = dataIn('live');
    const exceptions = [{ scope: 'plant', kind: 'holiday', from: '2026-10-06T12:00', to: '2026-10-07T06:00' }] as const;
    const line = { ...data.line, rules: rulesOf(data.plant.timezone, { exceptions }) };
    const idle = { ...data, line, now: { ...data.now!, state: 'Idle' as const } };
    // 06:00 to 12:00 but for half an hour.
    const figures = lineFigures(idle, FIXTURE_NOW);
    expect(figures).toMatchObject({ standardSoFar: 27_500, state: 'notScheduled' });
    expect(figures.report?.plannedBusyTimeMs).toBe(5.5 * 3_600_000);
  });

  it('are computed once for the same data', () => {
    const data = dataIn('live');
    const figures = rememberedFigures();
    expect(figures(data, FIXTURE_NOW + 1000)).toBe(figures(data, FIXTURE_NOW));
    expect(figures({ ...data }, FIXTURE_NOW)).not.toBe(figures(data, FIXTURE_NOW));
  });
});
