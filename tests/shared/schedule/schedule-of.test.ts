import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneOffset } from '../../../shared/calendar/zone.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, ZONE, at, line, place, situation, type Sketch } from './small-plant.ts';

const monday: Sketch = { now: '2026-11-23T06:00', lines: [line('line1', { calendar: TWO_SHIFTS })] };
const twoLines: Sketch = { now: '2026-11-23T06:00', lines: [line('line1'), line('line2')] };
const schedule = (sketch: Sketch) => scheduleOf(situation(sketch));
const one = (key: string, quantity: number, more: object = {}) => ({
  quantity,
  jobs: { run: { place: place('line1', key), ...more } },
});

describe('the forecast of a line', () => {
  it('ends an operation over several days when its working hours are over', () => {
    const { jobs } = schedule({ ...monday, orders: { a: one('a', 40_000) } });
    // 16 h on Monday, 16 h on Tuesday, 8 h on Wednesday.
    expect(jobs.get('a.run')).toMatchObject({ start: at('2026-11-23T06:00'), end: at('2026-11-25T14:00') });
  });

  it('starts an order that would start on a holiday on the first working day after it, and says so', () => {
    const { jobs } = schedule({
      ...monday,
      now: '2026-11-26T06:00',
      exceptions: {
        feast: { scope: 'plant', kind: 'holiday', from: '2026-11-26T00:00', to: '2026-11-27T00:00', name: 'Harvest' },
      },
      orders: { a: one('a', 1_000) },
    });
    const forecast = jobs.get('a.run')!;
    expect(forecast).toMatchObject({ start: at('2026-11-27T06:00'), end: at('2026-11-27T07:00') });
    expect(forecast.cause).toMatchObject({ why: 'calendar', rest: { why: 'holiday', name: 'Harvest' } });
  });

  it('counts real hours, never negative ones, when clocks change during an operation', () => {
    expect(zoneOffset(ZONE, at('2026-11-01T00:00'))).not.toBe(zoneOffset(ZONE, at('2026-11-02T00:00')));
    for (const now of ['2026-11-01T00:30', '2026-11-01T01:30', '2026-03-08T01:30']) {
      const { jobs } = schedule({ now, orders: { a: one('a', 500), b: one('b', 1_500) } });
      expect(jobs.get('a.run')!.end! - jobs.get('a.run')!.start).toBe(HOUR / 2);
      expect(jobs.get('b.run')!.end! - jobs.get('b.run')!.start).toBe(1.5 * HOUR);
    }
  });

  it('does not ignore maintenance: the job lasts longer by it, and is flagged', () => {
    const { jobs, conflicts } = schedule({
      ...monday,
      exceptions: {
        oil: {
          scope: 'line:line1',
          kind: 'maintenance',
          from: '2026-11-23T08:00',
          to: '2026-11-23T10:00',
          name: 'Oil',
        },
      },
      orders: { a: one('a', 4_000) },
    });
    expect(jobs.get('a.run')!.end).toBe(at('2026-11-23T12:00'));
    expect(conflicts).toEqual([
      {
        ...{ why: 'maintenance', job: 'a.run', other: null, line: 'line1' },
        ...{ from: at('2026-11-23T08:00'), to: at('2026-11-23T10:00') },
      },
    ]);
  });

  it('begins with what runs, from what remains of it, and then follows the queue', () => {
    const { jobs, queues } = schedule({
      ...monday,
      now: '2026-11-23T12:00',
      orders: {
        z: {
          ...{ quantity: 10_000, lotNumber: '77' },
          jobs: {
            run: { place: place('line1', 'z'), said: [{ at: at('2026-11-23T06:00'), line: 'line1', verb: 'start' }] },
          },
        },
        a: one('a', 1_000),
      },
      lots: [
        {
          ...{ lot: '77', good: 7_000, produced: 7_000, current: true },
          ...{ fromMs: at('2026-11-23T06:00'), toMs: at('2026-11-23T12:00') },
        },
      ],
    });
    expect(queues.get('line1')).toEqual(['z.run', 'a.run']);
    expect(jobs.get('z.run')).toMatchObject({
      ...{ start: at('2026-11-23T06:00'), end: at('2026-11-23T15:00'), cause: { why: 'runs' } },
    });
    expect(jobs.get('a.run')).toMatchObject({
      ...{ start: at('2026-11-23T15:00'), end: at('2026-11-23T16:00'), cause: { why: 'queue', job: 'z.run' } },
    });
  });

  it('sets up in working time, and as late as the start allows', () => {
    const { jobs } = schedule({
      ...monday,
      products: { red: { family: 'dark' }, white: {} },
      changeovers: { clean: { from: 'dark', to: 'white', ms: 2 * HOUR } },
      orders: {
        a: { ...one('a', 15_000), product: 'red' },
        b: { ...one('b', 1_000), product: 'white' },
        c: { ...one('c', 1_000, { setupMs: HOUR, place: place('line1', 'c', { notBefore: at('2026-11-24T12:00') }) }) },
      },
    });
    // An hour on Monday evening, an hour on Tuesday morning.
    expect(jobs.get('b.run')).toMatchObject({ setupFrom: at('2026-11-23T21:00'), start: at('2026-11-24T07:00') });
    expect(jobs.get('c.run')).toMatchObject({
      ...{ setupFrom: at('2026-11-24T11:00'), start: at('2026-11-24T12:00'), cause: { why: 'not-before' } },
    });
  });

  it('cannot be said for an order without quantity, nor for what waits behind it, but for what is pinned', () => {
    const { jobs, conflicts, orders } = schedule({
      ...twoLines,
      orders: {
        a: { jobs: { run: { place: place('line1', 'a') } }, due: at('2026-11-23T07:00') },
        b: { ...one('b', 1_000), due: at('2026-11-23T07:00') },
        c: one('c', 1_000, { place: place('line1', 'c', { notBefore: at('2026-11-24T06:00'), pinned: true }) }),
      },
    });
    expect(jobs.get('b.run')).toMatchObject({ start: at('2026-11-23T06:00'), end: null, p90: null });
    expect(orders.get('b')).toMatchObject({ end: null, lateMs: null });
    expect(jobs.get('c.run')).toMatchObject({ start: at('2026-11-24T06:00'), end: at('2026-11-24T07:00') });
    expect(conflicts.map(({ why, job }) => [why, job])).toEqual([['no-quantity', 'a.run']]);
  });

  it('says nothing of the end on a line that never works', () => {
    const { jobs } = schedule({
      ...monday,
      lines: [
        line('line1', {
          calendar: { days: ['mon'], start: '06:00', end: '06:00', breaks: [{ start: '06:00', end: '06:00' }] },
        }),
      ],
      orders: { a: one('a', 1_000) },
    });
    expect(jobs.get('a.run')).toMatchObject({ end: null, cause: { why: 'calendar', rest: { why: 'not-scheduled' } } });
  });

  it('never ends earlier when more remains to be made, of whichever job', () => {
    const quantities = fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(quantities, fc.nat(5), fc.integer({ min: 1, max: 40_000 }), fc.boolean(), (all, which, more, far) => {
        const grown = all.map((quantity, i) => (i === which % all.length ? quantity + more : quantity));
        const [less, later] = [all, grown].map((list) =>
          schedule({
            now: '2026-10-30T09:00',
            lines: ['line1', 'line2'].map((id) => line(id, { calendar: TWO_SHIFTS })),
            paces: { line1: [0.8, 0.9, 0.7, 1, 0.85] },
            orders: Object.fromEntries(
              list.map((quantity, i) => [
                `o${i}`,
                {
                  quantity,
                  jobs: {
                    one: { place: place('line1', `${i}`), setupMs: i * 600_000 },
                    two: {
                      place: place('line2', `${i}`),
                      after: [{ job: `o${i}.one`, ...(far ? { overlap: 500 } : { waitMs: HOUR }) }],
                    },
                  },
                },
              ]),
            ),
          }),
        );
        for (const [job, forecast] of less!.jobs) {
          const after = later!.jobs.get(job)!;
          expect(after.end).toBeGreaterThanOrEqual(forecast.end!);
          expect(after.extrapolatedEnd).toBeGreaterThanOrEqual(forecast.extrapolatedEnd!);
          expect(after.start).toBeGreaterThanOrEqual(forecast.start);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('standard and extrapolated rate', () => {
  const running: Sketch = {
    ...twoLines,
    now: '2026-11-23T12:00',
    orders: {
      z: {
        ...{ quantity: 10_000, lotNumber: '77' },
        jobs: {
          run: { place: place('line1', 'z'), said: [{ at: at('2026-11-23T06:00'), line: 'line1', verb: 'start' }] },
        },
      },
      a: one('a', 1_000),
    },
    lots: [
      {
        ...{ lot: '77', good: 4_000, produced: 4_000, current: true, goodPerHour: 500 },
        ...{ fromMs: at('2026-11-23T06:00'), toMs: at('2026-11-23T12:00') },
      },
    ],
  };

  it('are shown side by side, each along its own queue', () => {
    const { jobs } = schedule(running);
    expect(jobs.get('z.run')).toMatchObject({
      ...{ standardEnd: at('2026-11-23T18:00'), extrapolatedEnd: at('2026-11-24T00:00'), end: at('2026-11-23T18:00') },
    });
    expect(jobs.get('a.run')).toMatchObject({
      ...{
        standardEnd: at('2026-11-23T19:00'),
        extrapolatedEnd: at('2026-11-24T01:00'),
        start: at('2026-11-23T18:00'),
      },
    });
  });

  it('move the bars by the setting of the order, else of the line, else of the plant', () => {
    const by = (settings: Sketch['settings'], movesBy?: 'standard') =>
      schedule({
        ...running,
        settings: settings!,
        orders: { ...running.orders, z: { ...running.orders!.z!, ...(movesBy && { movesBy }) } },
      });
    expect(by({ plant: { movesBy: 'extrapolated' } }).jobs.get('z.run')!.end).toBe(at('2026-11-24T00:00'));
    const line1 = { plant: { movesBy: 'extrapolated' }, 'line-line1': { movesBy: 'standard' } } as const;
    expect(by(line1).jobs.get('z.run')!.end).toBe(at('2026-11-23T18:00'));
    const mixed = by({ plant: { movesBy: 'extrapolated' } }, 'standard').jobs;
    expect(mixed.get('z.run')).toMatchObject({ end: at('2026-11-23T18:00'), basis: 'standard' });
    expect(mixed.get('a.run')).toMatchObject({ start: at('2026-11-23T18:00') });
  });

  it('fall back to the standard with too few days of history, and say so', () => {
    const settings = { plant: { movesBy: 'extrapolated' } } as const;
    const { jobs } = schedule({ ...running, settings });
    expect(jobs.get('a.run')).toMatchObject({ basis: 'standard', basisLacks: 'history', perHour: 1_000, p10: null });
    const known = schedule({ ...running, settings, paces: { line1: [0.5, 0.8, 0.8, 0.8, 0.9] } });
    expect(known.jobs.get('a.run')).toMatchObject({ basis: 'extrapolated', basisLacks: null, perHour: 800 });
  });

  it('get a range from the line, wider for a line that is less steady', () => {
    const width = (paces: number[]) => {
      const { p10, p90, end } = schedule({ ...running, paces: { line1: paces } }).jobs.get('a.run')!;
      expect(p10!).toBeLessThan(p90!);
      return { width: p90! - p10!, late: p90! > end! };
    };
    expect(width([0.8, 0.9, 1, 1.1, 1.2]).width).toBeGreaterThan(width([0.98, 0.99, 1, 1.01, 1.02]).width);
    expect(schedule({ ...running, paces: { line1: [1, 1, 1, 1] } }).jobs.get('a.run')!.p90).toBeNull();
  });
});
