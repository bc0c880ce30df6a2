import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarRules, lineCalendar } from '../../../shared/calendar/line-calendar.ts';
import { explain } from '../../../shared/schedule/explain.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import type { Situation } from '../../../shared/schedule/schedule.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const NOW = '2026-10-30T13:10';
const LINES = ['line1', 'line2', 'line3'];

const some = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined });
const task = (key: string, when: 'start' | 'end') =>
  fc.record({
    ...{ key: fc.constant(key), kind: fc.constant('other' as const), name: fc.constant('T'), at: fc.constant(when) },
    ...{ offsetMs: fc.integer({ min: -4, max: 8 }).map((n) => n * HOUR), blocks: fc.boolean() },
  });
const job = fc.record({
  on: fc.constantFrom(...LINES),
  key: fc.integer({ min: 100, max: 199 }),
  parked: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  notBefore: some(fc.integer({ min: -10, max: 40 })),
  pinned: fc.boolean(),
  factor: fc.constantFrom(1, 2, 0.5, 1 / 3),
  setupMs: some(fc.integer({ min: 0, max: 6 }).map((n) => (n * HOUR) / 4)),
  after: fc.array(
    fc.record({ job: fc.nat(9), waitMs: some(fc.nat(10 * HOUR)), overlap: some(fc.integer({ min: 1, max: 2_000 })) }),
    { maxLength: 3 },
  ),
  tasks: fc.tuple(task('s', 'start'), task('e', 'end')),
  said: fc.subarray(['start', 'pause', 'complete'] as const),
  crew: some(fc.constant('binders')),
});
const lot = fc.record({
  on: fc.constantFrom(...LINES),
  good: fc.nat(6_000),
  hours: fc.integer({ min: 1, max: 10 }),
  current: fc.boolean(),
  goodPerHour: fc.option(fc.integer({ min: 1, max: 1_500 })),
});
const order = fc.record({
  quantity: some(fc.integer({ min: 1, max: 9_000 })),
  dueIn: fc.integer({ min: -20, max: 80 }),
  jobs: fc.array(job, { minLength: 1, maxLength: 3 }),
  lot: some(lot),
});
const plant = fc.record({
  orders: fc.array(order, { minLength: 1, maxLength: 5 }),
  paces: fc.array(fc.array(fc.double({ min: 0.3, max: 1.2, noNaN: true }), { maxLength: 9 }), {
    ...{ minLength: 3, maxLength: 3 },
  }),
  movesBy: fc.constantFrom('standard' as const, 'extrapolated' as const),
  rate: fc.constantFrom(0, 300, 1_000, 1_700),
});

type Drawn = typeof plant extends fc.Arbitrary<infer Value> ? Value : never;

function situationOf({ orders, paces, movesBy, rate }: Drawn): Situation {
  const ids = orders.flatMap(({ jobs }, o) => jobs.map((_, j) => `o${o}.j${j}`));
  const turned = new Set<string>();
  const sketch: Sketch = {
    now: NOW,
    lines: LINES.map((id, i) =>
      line(id, { ...(i < 2 && { calendar: TWO_SHIFTS }), ...(i === 1 && { standardRatePerHour: rate }) }),
    ),
    settings: { plant: { movesBy } },
    paces: Object.fromEntries(paces.map((days, i) => [LINES[i]!, days])),
    exceptions: { m: { scope: 'plant', kind: 'maintenance', from: '2026-11-02T08:00', to: '2026-11-02T12:00' } },
    orders: Object.fromEntries(
      orders.map(({ quantity, dueIn, jobs }, o) => [
        `o${o}`,
        {
          ...{ lotNumber: `${o}`, due: at(NOW) + dueIn * HOUR, ...(quantity !== undefined && { quantity }) },
          jobs: Object.fromEntries(
            jobs.map((each, j) => [
              `j${j}`,
              {
                ...{ factor: each.factor, tasks: each.tasks },
                ...(each.setupMs !== undefined && { setupMs: each.setupMs }),
                ...(each.crew && { crew: each.crew }),
                ...(!each.parked && {
                  place: place(each.on, `${each.key}`, {
                    ...(each.notBefore !== undefined && { notBefore: at(NOW) + each.notBefore * HOUR }),
                    ...(each.pinned && { pinned: true }),
                  }),
                }),
                after: each.after.map(({ job: n, waitMs, overlap }) => ({
                  ...{ job: ids[n % ids.length]! },
                  ...(waitMs !== undefined && { waitMs }),
                  ...(overlap !== undefined && { overlap }),
                })),
                said: each.said.map((verb, n) => ({ verb, line: each.on, at: at(NOW) - (9 - n) * HOUR })),
              },
            ]),
          ),
        },
      ]),
    ),
    lots: orders.flatMap(({ lot: made }, o) => {
      if (!made) return [];
      const current = made.current && !turned.has(made.on);
      if (current) turned.add(made.on);
      const toMs = at(NOW) - (current ? 0 : o + 1) * HOUR;
      const { on, good, goodPerHour, hours } = made;
      return [{ ...{ line: on, lot: `${o}`, good, goodPerHour, current, toMs }, fromMs: toMs - hours * HOUR }];
    }),
  };
  return situation(sketch);
}

/** Whatever runs, is made, waits in circles, is pinned, comes in batches, or has no rate, quantity, place or history. */
describe('any schedule', () => {
  const everywhere = (law: (world: Situation) => void) =>
    fc.assert(
      fc.property(plant, (each) => law(situationOf(each))),
      { numRuns: 150 },
    );

  it('takes one job after the other on each line, starts and ends them in working time, and its range holds', () => {
    everywhere((world) => {
      const { jobs, queues, standings } = scheduleOf(world);
      const rules = calendarRules(world.plan, world.plant.timezone);
      for (const each of world.lines) {
        const calendar = lineCalendar(each, rules);
        const rests = (moment: number) => calendar.working({ from: moment - 1, to: moment }).length === 0;
        let free = world.now;
        for (const id of queues.get(each.id)!) {
          const { setupFrom, start, end, standardEnd, extrapolatedEnd, p10, p90 } = jobs.get(id)!;
          const { state, remaining } = standings.get(id)!;
          expect(setupFrom).toBeLessThanOrEqual(start);
          expect(end ?? start).toBeGreaterThanOrEqual(start);
          expect(p10 ?? 0).toBeLessThanOrEqual(p90 ?? Infinity);
          if (remaining === 0) continue;
          for (const one of [end, standardEnd, extrapolatedEnd, p10, p90])
            if (one !== null) expect(rests(one)).toBe(false);
          if (state !== 'Running') {
            expect(setupFrom).toBeGreaterThanOrEqual(free);
            if (end !== null) expect(calendar.next(start)).toBe(start);
          }
          free = Math.max(free, end ?? start);
        }
      }
    });
  });

  it('keeps what has to come before, or says that it does not', () => {
    everywhere((world) => {
      const { jobs, conflicts, standings } = scheduleOf(world);
      for (const [id, { start, end }] of jobs) {
        if (standings.get(id)!.state === 'Running' || standings.get(id)!.remaining === 0) continue;
        for (const { job: other, waitMs = 0, overlap } of world.plan.jobs.get(id)!.fields.after ?? []) {
          const before = jobs.get(other)?.end ?? null;
          // Who has all that is wanted holds nobody up, though it may make more.
          if (other === id || before === null || standings.get(other)!.remaining === 0) continue;
          if (conflicts.some((each) => each.why === 'precedence' && each.job === id && each.other === other)) continue;
          if (overlap === undefined) expect(start).toBeGreaterThanOrEqual(before + waitMs);
          else if (end !== null) expect(end).toBeGreaterThanOrEqual(before);
        }
      }
    });
  });

  it('can be explained from now to every end, and every minute of a lateness has its cause', () => {
    everywhere((world) => {
      const schedule = scheduleOf(world);
      for (const [id, { end }] of schedule.jobs) {
        let from = world.now;
        for (const piece of explain(id, world, schedule)!.pieces) {
          expect(piece.from).toBe(from);
          expect(piece.to).toBeGreaterThan(from);
          from = piece.to;
        }
        if (end !== null) expect(from).toBe(Math.max(world.now, end));
      }
      for (const { lateMs, causes } of schedule.orders.values()) {
        expect(causes.reduce((sum, { ms }) => sum + ms, 0)).toBe(Math.max(0, lateMs ?? 0));
      }
    });
  });
});
