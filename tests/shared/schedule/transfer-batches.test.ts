import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/schedule/explain.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const lines = [line('line1', { standardRatePerHour: 500 }), line('line2'), line('line3')];
const schedule = (sketch: Sketch) => scheduleOf(situation({ lines, ...sketch }));
const said = (since: string, on: string) => [{ at: at(since), line: on, verb: 'start' as const }];

describe('an operation that gets its pieces in transfer batches', () => {
  it('begins with the first and ends with the last of them, in its own pieces, set up meanwhile', () => {
    const { jobs } = schedule({
      now: '2026-11-23T06:00',
      orders: {
        a: {
          quantity: 1_000,
          jobs: {
            make: { place: place('line1', 'a') },
            pack: {
              ...{ place: place('line2', 'a'), factor: 0.5, setupMs: HOUR },
              after: [{ job: 'a.make', overlap: 100 }],
            },
          },
        },
      },
    });
    // 100 pieces are there at 06:12, it is ready at 07:00; the last 100 pieces come at 08:00 and are 50 of its own: 3 minutes.
    expect(jobs.get('a.pack')).toMatchObject({ start: at('2026-11-23T07:00'), end: at('2026-11-23T08:03') });
  });

  it('gets in its second batch what the first has left', () => {
    const end = (quantity: number) =>
      schedule({
        now: '2026-11-23T06:00',
        orders: {
          a: {
            quantity,
            jobs: {
              make: { place: place('line1', 'a') },
              pack: { place: place('line2', 'a'), ratePerHour: 6_000, after: [{ job: 'a.make', overlap: 3_000 }] },
            },
          },
        },
      }).jobs.get('a.pack')!.end;
    // 3000 pieces are there at 12:00; the last 1000 come at 14:00 and take 10 minutes.
    expect(end(4_000)).toBe(at('2026-11-23T14:10'));
    expect(end(9_000)).toBe(at('2026-11-24T00:30'));
  });

  it('cannot end before the last batch while it runs either', () => {
    const world = situation({
      lines,
      now: '2026-11-23T12:00',
      orders: {
        a: {
          ...{ quantity: 4_000, due: at('2026-11-23T18:00'), lotNumber: '1' },
          jobs: {
            make: { place: place('line1', 'a'), said: said('2026-11-23T10:00', 'line1') },
            pack: {
              ...{ place: place('line2', 'a'), said: said('2026-11-23T11:00', 'line2') },
              after: [{ job: 'a.make', overlap: 200 }],
            },
          },
        },
        b: { quantity: 1_000, jobs: { pack: { place: place('line2', 'b') } } },
      },
      lots: [{ lot: '1', good: 1_000, current: true, fromMs: at('2026-11-23T10:00'), toMs: at('2026-11-23T12:00') }],
    });
    const found = scheduleOf(world);
    expect(found.jobs.get('a.make')!.end).toBe(at('2026-11-23T18:00'));
    expect(found.jobs.get('a.pack')!.end).toBe(at('2026-11-23T18:12'));
    expect(found.jobs.get('b.pack')!.start).toBe(at('2026-11-23T18:12'));
    expect(found.conflicts).toEqual([]);
    expect(found.orders.get('a')!.causes).toMatchObject([{ why: 'upstream', job: 'a.make', ms: HOUR / 5 }]);
    expect(explain('a.pack', world, found)!.pieces.map(({ why, to }) => [why, to])).toEqual([
      ['works', at('2026-11-23T16:00')],
      ['upstream', at('2026-11-23T18:12')],
    ]);
  });

  it('ends in working time, after one that is to come as a whole, though it has begun', () => {
    const { jobs } = schedule({
      now: '2026-11-23T06:00',
      lines: [line('line1'), line('line2', { calendar: TWO_SHIFTS })],
      orders: {
        a: {
          quantity: 1_000,
          jobs: {
            make: { place: place('line1', 'a', { notBefore: at('2026-11-24T03:00') }) },
            pack: {
              ...{ place: place('line2', 'a'), said: said('2026-11-23T06:00', 'line2') },
              after: [{ job: 'a.make', overlap: 1_000 }],
            },
          },
        },
      },
    });
    // All of it comes at 04:00, before the first shift at 06:00.
    expect(jobs.get('a.pack')).toMatchObject({ end: at('2026-11-24T07:00') });
  });

  it('has all it wants when nothing is left of it, whatever still comes', () => {
    const { jobs } = schedule({
      now: '2026-11-23T12:00',
      orders: {
        a: {
          ...{ quantity: 1_000, lotNumber: '1' },
          jobs: {
            make: { place: place('line1', 'a'), lines: ['line1'] },
            pack: { lines: ['line2'], after: [{ job: 'a.make', overlap: 10 }] },
          },
        },
      },
      lots: [{ line: 'line2', lot: '1', good: 1_000, current: true, toMs: at('2026-11-23T12:00') }],
    });
    expect(jobs.get('a.pack')!.end).toBe(at('2026-11-23T12:00'));
  });

  it('waits since the batch was made, not since now', () => {
    const startAt = (now: string, good: number) =>
      schedule({
        now,
        orders: {
          a: {
            ...{ quantity: 40_000, lotNumber: '1' },
            jobs: {
              make: { place: place('line1', 'a') },
              pack: { place: place('line2', 'a'), after: [{ job: 'a.make', overlap: 200, waitMs: 12 * HOUR }] },
            },
          },
        },
        lots: [{ lot: '1', good, current: true, fromMs: at('2026-11-23T08:00'), toMs: at(now) }],
      }).jobs.get('a.pack')!.start;
    expect(startAt('2026-11-23T12:00', 1_000)).toBe(at('2026-11-23T20:48'));
    expect(startAt('2026-11-23T16:00', 2_000)).toBe(at('2026-11-23T20:48'));
  });

  it('is told whose last batch it is that keeps it, of several', () => {
    const world = situation({
      lines,
      now: '2026-11-23T06:00',
      orders: {
        a: {
          ...{ quantity: 1_000, due: at('2026-11-23T08:00') },
          jobs: {
            x: { place: place('line1', 'a') },
            y: { place: place('line2', 'a'), ratePerHour: 100 },
            pack: {
              place: place('line3', 'a'),
              after: [
                { job: 'a.x', overlap: 100 },
                { job: 'a.y', overlap: 100 },
              ],
            },
          },
        },
      },
    });
    const found = scheduleOf(world);
    expect(found.jobs.get('a.pack')!.end).toBe(at('2026-11-23T16:06'));
    expect(explain('a.pack', world, found)!.pieces.at(-1)).toMatchObject({ why: 'upstream', job: 'a.y' });
    expect(found.orders.get('a')!.causes[0]).toMatchObject({ why: 'upstream', job: 'a.y' });
  });

  it('comes after both branches of a route that forks and joins, and slips with the slower one', () => {
    const joined = (perHour: number) =>
      schedule({
        now: '2026-11-27T06:00',
        lines: ['line1', 'line2', 'line3'].map((id) => line(id, { calendar: TWO_SHIFTS })),
        orders: {
          a: {
            quantity: 4_000,
            jobs: {
              cut: { place: place('line1', 'a') },
              left: { place: place('line2', 'a'), after: [{ job: 'a.cut', overlap: 1_000 }] },
              right: {
                ...{ place: place('line3', 'a'), ratePerHour: perHour },
                after: [{ job: 'a.cut', overlap: 1_000 }],
              },
              // A day of drying, over the weekend: nobody has to be there for that.
              join: {
                place: place('line1', 'b'),
                after: [
                  { job: 'a.left', waitMs: 24 * HOUR },
                  { job: 'a.right', waitMs: 24 * HOUR },
                ],
              },
            },
          },
        },
      }).jobs.get('a.join')!;
    expect(joined(1_000)).toMatchObject({ start: at('2026-11-30T06:00'), cause: { why: 'calendar' } });
    // From Friday 07:00 in 15 hours and one on Monday, then a day of drying.
    expect(joined(250)).toMatchObject({ start: at('2026-12-01T07:00'), cause: { why: 'upstream', job: 'a.right' } });
  });
});
