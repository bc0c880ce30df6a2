import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const base: Sketch = { now: '2026-11-23T06:00', lines: [line('line1'), line('line2')] };
const orderOf = (sketch: Partial<Sketch>, id = 'a') => scheduleOf(situation({ ...base, ...sketch })).orders.get(id)!;
const hours = (causes: readonly { why: string; ms: number; job: string | null }[]) =>
  causes.map(({ why, ms, job }) => [why, ms / HOUR, job]);

describe('a late order', () => {
  it('is late by its end, and one in time is early by as much', () => {
    const a = { quantity: 2_000, due: at('2026-11-23T09:00'), jobs: { run: { place: place('line1', 'a') } } };
    expect(orderOf({ orders: { a } })).toMatchObject({ end: at('2026-11-23T08:00'), lateMs: -HOUR, causes: [] });
    const late = { ...a, due: at('2026-11-23T07:00') };
    expect(hours(orderOf({ orders: { a: late } }).causes)).toEqual([['started-late', 1, 'a.run']]);
  });

  it('is late by the queue before it, and for the rest because it came late', () => {
    const { lateMs, causes } = orderOf({
      orders: {
        z: { quantity: 3_000, jobs: { run: { place: place('line1', '1') } } },
        a: { quantity: 2_000, due: at('2026-11-23T07:00'), jobs: { run: { place: place('line1', '2') } } },
      },
    });
    expect(lateMs).toBe(4 * HOUR);
    expect(hours(causes)).toEqual([
      ['queue', 3, 'z.run'],
      ['started-late', 1, 'a.run'],
    ]);
  });

  it('is late by what comes before it, as far as its own line was free earlier', () => {
    const { causes } = orderOf({
      orders: {
        z: { quantity: 1_000, jobs: { run: { place: place('line2', '1') } } },
        a: {
          ...{ quantity: 4_000, due: at('2026-11-23T12:00') },
          jobs: { one: { place: place('line1', 'a') }, two: { place: place('line2', '2'), after: [{ job: 'a.one' }] } },
        },
      },
    });
    expect(hours(causes)).toEqual([['upstream', 2, 'a.one']]);
  });

  it('counts each hour for what hindered it last, then for what would have hindered it without that', () => {
    const { causes } = orderOf({
      orders: {
        z: { quantity: 4_000, jobs: { run: { place: place('line2', '1') } } },
        a: {
          ...{ quantity: 1_000, due: at('2026-11-23T07:00') },
          jobs: { one: { place: place('line1', 'a') }, two: { place: place('line2', '2'), after: [{ job: 'a.one' }] } },
        },
      },
    });
    expect(hours(causes)).toEqual([
      ['queue', 3, 'z.run'],
      ['upstream', 1, 'a.one'],
    ]);
  });

  it('is late by a slow run', () => {
    const { causes, lateMs } = orderOf({
      now: '2026-11-23T10:00',
      orders: {
        a: {
          ...{ quantity: 6_000, due: at('2026-11-23T13:00'), lotNumber: '9' },
          jobs: {
            run: { place: place('line1', 'a'), said: [{ at: at('2026-11-23T06:00'), line: 'line1', verb: 'start' }] },
          },
        },
      },
      lots: [{ lot: '9', good: 2_000, current: true, fromMs: at('2026-11-23T06:00'), toMs: at('2026-11-23T10:00') }],
    });
    // At the standard rate it would have ended at 12:00.
    expect(lateMs).toBe(HOUR);
    expect(hours(causes)).toEqual([['slow', 1, 'a.run']]);
  });

  it('is late by a holiday', () => {
    const { causes } = orderOf({
      now: '2026-11-25T18:00',
      lines: [line('line1', { calendar: TWO_SHIFTS })],
      exceptions: { feast: { scope: 'plant', kind: 'holiday', from: '2026-11-26T00:00', to: '2026-11-27T00:00' } },
      orders: { a: { quantity: 6_000, due: at('2026-11-26T10:00'), jobs: { run: { place: place('line1', 'a') } } } },
    });
    expect(causes).toMatchObject([{ why: 'calendar', ms: 22 * HOUR }]);
  });

  it('is late by quantity that another order gave to it', () => {
    const world = situation({
      ...base,
      orders: { a: { quantity: 2_000, due: at('2026-11-23T08:30'), jobs: { run: { place: place('line1', 'a') } } } },
    });
    const orders = new Map(world.plan.orders);
    orders.set('a', { ...orders.get('a')!, quantity: 3_000 });
    const { causes } = scheduleOf({ ...world, plan: { ...world.plan, orders } }).orders.get('a')!;
    expect(hours(causes)).toEqual([['quantity', 0.5, 'a.run']]);
  });

  it('has no end as long as a job of it is in the parking lot', () => {
    const { end, lateMs, start } = orderOf({
      orders: {
        a: { quantity: 1_000, due: at('2026-11-23T06:30'), jobs: { one: { place: place('line1', 'a') }, two: {} } },
      },
    });
    expect({ end, lateMs, start }).toEqual({ end: null, lateMs: null, start: at('2026-11-23T06:00') });
  });

  it('is late as soon as its due date has passed, though nobody can say when it will end, unless nobody wants it any more', () => {
    const parked = {
      quantity: 1_000,
      due: at('2026-11-23T04:00'),
      jobs: { one: { place: place('line1', 'a') }, two: {} },
    };
    const found = orderOf({ orders: { a: parked } });
    expect([found.end, found.lateMs, hours(found.causes)]).toEqual([null, 2 * HOUR, [['not-planned', 2, 'a.two']]]);
    expect(orderOf({ orders: { a: { due: parked.due } } })).toMatchObject({ end: null, lateMs: 2 * HOUR });
    const { due: _due, ...noHurry } = parked;
    expect(orderOf({ orders: { a: noHurry } })).toMatchObject({ lateMs: null, causes: [] });
    expect(orderOf({ orders: { a: { ...parked, closed: true } } })).toMatchObject({ lateMs: null, causes: [] });
    const said = [{ at: at('2026-11-23T03:00'), line: 'line1', verb: 'abort' as const }];
    expect(orderOf({ orders: { a: { ...parked, jobs: { two: { said } } } } })).toMatchObject({ lateMs: null });
  });

  it('has causes that add up to its lateness, whatever they are', () => {
    const quantity = fc.integer({ min: 1, max: 20_000 });
    const more = fc.record({
      setupMs: fc.nat(3 * HOUR),
      offsetMs: fc.nat(5 * HOUR),
      waitMs: fc.nat(9 * HOUR),
      overlap: fc.option(fc.integer({ min: 1, max: 4_000 })),
      pace: fc.double({ min: 0.3, max: 1.2, noNaN: true }),
    });
    fc.assert(
      fc.property(
        quantity,
        quantity,
        quantity,
        fc.nat(60),
        more,
        (q1, q2, q3, dueIn, { setupMs, offsetMs, waitMs, overlap, pace }) => {
          const tasks = [{ key: 't', kind: 'other' as const, name: 'T', at: 'start' as const, offsetMs, blocks: true }];
          const { lateMs, causes } = orderOf({
            lines: ['line1', 'line2'].map((id) => line(id, { calendar: TWO_SHIFTS })),
            settings: { plant: { movesBy: 'extrapolated' } },
            paces: { line2: [pace, pace, pace, pace, pace] },
            orders: {
              y: { quantity: q1, jobs: { run: { place: place('line1', '1') } } },
              z: { quantity: q2, jobs: { run: { place: place('line2', '1') } } },
              a: {
                ...{ quantity: q3, due: at('2026-11-23T06:00') + dueIn * HOUR },
                jobs: {
                  one: { place: place('line1', '2') },
                  two: {
                    place: place('line2', '2'),
                    setupMs,
                    tasks,
                    after: [{ job: 'a.one', waitMs, ...(overlap && { overlap }) }],
                  },
                },
              },
            },
          });
          const sum = causes.reduce((total, { ms }) => total + ms, 0);
          expect(sum).toBeCloseTo(Math.max(0, lateMs!), 0);
          expect(causes.every(({ ms }) => ms > 0)).toBe(true);
        },
      ),
    );
  });
});
