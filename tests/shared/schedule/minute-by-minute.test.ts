import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarRules, lineCalendar } from '../../../shared/calendar/line-calendar.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { minuteByMinute } from './minute-by-minute.ts';
import { TWO_SHIFTS, at, line, place, situation } from './small-plant.ts';

const MINUTE = 60_000;

describe('the forecast', () => {
  it('is what a clock that goes on by a minute finds, also over a change of the clocks and through set-ups, waits and maintenance', () => {
    const op = fc.record({
      ...{ minutes: fc.integer({ min: 1, max: 900 }), setup: fc.nat(120), wait: fc.nat(300), notBefore: fc.nat(3_000) },
      ...{ onFirst: fc.boolean(), follows: fc.boolean() },
    });
    fc.assert(
      fc.property(
        fc.array(op, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('2026-10-30T18:00', '2026-03-06T18:00'),
        (ops, now) => {
          const [lineA, lineB] = [
            line('line1', { calendar: TWO_SHIFTS, standardRatePerHour: 600 }),
            line('line2', { standardRatePerHour: 600 }),
          ];
          const world = situation({
            now,
            lines: [lineA, lineB],
            exceptions: {
              oil: { scope: 'plant', kind: 'maintenance', from: '2026-11-01T00:30', to: '2026-11-01T03:30' },
            },
            orders: Object.fromEntries(
              ops.map((each, i) => [
                `o${i}`,
                {
                  quantity: each.minutes * 10,
                  jobs: {
                    run: {
                      setupMs: each.setup * MINUTE,
                      place: place(each.onFirst ? 'line1' : 'line2', `${i}`, {
                        notBefore: at(now) + each.notBefore * MINUTE,
                      }),
                      after: each.follows && i > 0 ? [{ job: `o${i - 1}.run`, waitMs: each.wait * MINUTE }] : [],
                    },
                  },
                },
              ]),
            ),
          });
          const rules = calendarRules(world.plan, world.plant.timezone);
          const plain = minuteByMinute(
            [lineA, lineB].map((each) => ({
              calendar: lineCalendar(each, rules),
              queue: ops.flatMap(({ minutes, setup, wait, notBefore, onFirst, follows }, i) =>
                onFirst === (each === lineA)
                  ? [
                      {
                        ...{ id: `o${i}.run`, remaining: minutes * 10, perMinute: 10, setupMinutes: setup },
                        notBefore: at(now) + notBefore * MINUTE,
                        after: follows && i > 0 ? [{ job: `o${i - 1}.run`, waitMs: wait * MINUTE }] : [],
                      },
                    ]
                  : [],
              ),
            })),
            world.now,
            60 * 24 * 60,
          );
          const ends = [...scheduleOf(world).jobs.values()].map(({ job, end }) => [job, end]);
          expect(new Map(ends as [string, number][])).toEqual(plain);
        },
      ),
      { numRuns: 60 },
    );
  });
});
