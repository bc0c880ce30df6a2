import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withSaid } from '../../../shared/orders/with-said.ts';
import { arrangeByRule, type ArrangeQuestion } from '../../../shared/schedule/arrange.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, at, line, place, situation, type Sketch } from './small-plant.ts';

const FREE = { plant: { frozen: 0 } };
const base: Sketch = { now: '2026-11-23T06:00', lines: [line('line1'), line('line2')], settings: FREE };

function arranged(sketch: Partial<Sketch>, more: Partial<ArrangeQuestion> = {}) {
  const world = situation({ ...base, ...sketch });
  const schedule = scheduleOf(world);
  const arrangement = arrangeByRule({
    world: { situation: world, schedule, newId: () => 'tab-1', suffix: 'tab' },
    ...more,
  });
  if (!arrangement.saying.ok) throw new Error(arrangement.saying.detail);
  const { said } = arrangement.saying;
  const plan = withSaid(world.plan, said, world.now);
  return {
    ...arrangement,
    said,
    schedule,
    after: arrangement.after,
    plan,
    then: scheduleOf({ ...world, plan }),
  };
}
const order = (key: string, dueIn: number, more: object = {}, product?: string) => ({
  ...{ quantity: 2_000, due: at('2026-11-23T06:00') + dueIn * HOUR, ...(product && { product }) },
  jobs: { run: { place: place('line1', key), ...more } },
});

describe('an arrangement by rule', () => {
  it('puts first what is due first, and says what that gains', () => {
    const { then, before, after } = arranged({ orders: { a: order('1', 20), b: order('2', 10), c: order('3', 3) } });
    expect(then.queues.get('line1')).toEqual(['c.run', 'b.run', 'a.run']);
    expect([before.lateMs / HOUR, after.lateMs]).toEqual([3, 0]);
  });

  it('saves changeovers where nothing is late for it', () => {
    const { then, before, after } = arranged({
      changeovers: { any: { from: '*', to: '*', ms: HOUR } },
      orders: {
        a: order('1', 90, {}, 'red'),
        b: order('2', 90, {}, 'blue'),
        c: order('3', 90, {}, 'red'),
        d: order('4', 90, {}, 'blue'),
      },
    });
    expect([before.setupMs / HOUR, after.setupMs / HOUR]).toEqual([4, 2]);
    const products = then.queues.get('line1')!.map((job) => 'abcd'.indexOf(job[0]!) % 2);
    expect(products[0]).toBe(products[1]);
  });

  it('counts the late orders as the schedule does, also those that are on no line', () => {
    const overdue = { quantity: 2_000, due: at('2026-11-23T03:00'), jobs: { run: {} } };
    const { before, schedule } = arranged({ orders: { a: order('1', 20), b: order('2', 1), c: overdue } });
    const late = [...schedule.orders.values()].map(({ lateMs }) => lateMs ?? 0).filter((ms) => ms > 0);
    expect([before.late, before.lateMs]).toEqual([2, late.reduce((sum, ms) => sum + ms)]);
    expect(late).toHaveLength(2);
  });

  it('writes only the jobs that move', () => {
    const { said } = arranged({ orders: { a: order('1', 4), b: order('2', 6), c: order('3', 8), d: order('4', 2) } });
    expect(said.flatMap((one) => (one.type === 'change' ? one.sets.map(({ id }) => id) : []))).toEqual(['d.run']);
  });

  it('leaves what runs and what is frozen where it is, and a pinned job its time', () => {
    const said = [{ at: at('2026-11-23T05:00'), line: 'line1', verb: 'start' as const }];
    const pin = { place: place('line1', '3', { notBefore: at('2026-11-23T14:00'), pinned: true as const }) };
    const { then } = arranged({
      settings: { plant: { frozen: 1 } },
      orders: {
        r: order('9', 90, { said }),
        f: order('1', 90),
        a: { ...order('2', 9), quantity: 3_000 },
        p: order('3', 99, pin),
        b: order('4', 7),
      },
    });
    expect(then.queues.get('line1')!.slice(0, 4)).toEqual(['r.run', 'f.run', 'b.run', 'p.run']);
    expect(then.jobs.get('p.run')!.start).toBe(at('2026-11-23T14:00'));
    expect(then.conflicts.filter(({ why }) => why === 'pinned-late')).toEqual([]);
  });

  it('gives places to jobs of the parking lot, on lines that can do them', () => {
    const { then } = arranged(
      {
        orders: {
          a: order('1', 20),
          b: { quantity: 1_000, due: at('2026-11-23T08:00'), jobs: { run: { lines: ['line2'] } } },
        },
      },
      { parked: ['b.run'] },
    );
    expect(then.queues.get('line2')).toEqual(['b.run']);
    expect(then.parked).toEqual([]);
  });

  it('moves work to a line that stands only if it may', () => {
    const orders = { a: order('1', 2), b: order('2', 2), c: order('3', 2, { lines: ['line1'] }) };
    expect(arranged({ orders }).then.queues.get('line2')).toEqual([]);
    expect(arranged({ orders }, { betweenLines: true }).then.queues.get('line2')).toHaveLength(1);
  });

  it('says nothing when it knows nothing better', () => {
    expect(arranged({ orders: { a: order('1', 2), b: order('2', 4) } }).said).toEqual([]);
  });

  it('makes no pinned job later and lets no crew clash more, however tangled all is', () => {
    const job = fc.record({
      ...{ quantity: fc.integer({ min: 1, max: 9_000 }), due: fc.nat(60), second: fc.boolean() },
      ...{
        pin: fc.option(fc.nat(40)),
        crew: fc.constantFrom(null, null, 'film'),
        on: fc.constantFrom('line1', 'line2'),
      },
    });
    fc.assert(
      fc.property(fc.array(job, { minLength: 2, maxLength: 8 }), (jobs) => {
        const start = at('2026-11-23T06:00');
        const { then, schedule } = arranged({
          changeovers: { any: { from: '*', to: '*', ms: HOUR } },
          orders: Object.fromEntries(
            jobs.map(({ quantity, due, second, pin, crew, on }, i) => {
              const pinned = pin === null ? {} : { pinned: true as const, notBefore: start + pin * HOUR };
              const one = { place: place(on, `${i}`, pinned), ...(crew !== null && { crew }) };
              const two = { place: place('line2', `${i}`), after: [{ job: `o${i}.one` }] };
              return [`o${i}`, { quantity, due: start + due * HOUR, jobs: { one, ...(second && { two }) } }];
            }),
          ),
        });
        const clashMs = (of: typeof then) =>
          of.conflicts
            .filter(({ why }) => why === 'pinned-late' || why === 'crew')
            .reduce((sum, { from, to }) => sum + to - from, 0);
        expect(clashMs(then)).toBeLessThanOrEqual(clashMs(schedule));
      }),
      { numRuns: 150 },
    );
  });

  it('gives new keys behind those of what runs and of what is made, when there is no room for short ones', () => {
    const long = (end: string) => `V${'0'.repeat(38)}${end}`;
    const said = [{ at: at('2026-11-23T05:00'), line: 'line1', verb: 'start' as const }];
    const { then, plan } = arranged({
      orders: {
        r: order('0', 90, { said, place: { line: 'line1', key: 'V000.tab' } }),
        a: order(long('1'), 20),
        b: order(long('2'), 10),
        c: order(long('3'), 3),
      },
    });
    expect(then.queues.get('line1')).toEqual(['r.run', 'c.run', 'b.run', 'a.run']);
    const keys = [...plan.jobs.values()].map(({ fields }) => fields.place!.key);
    expect(new Set(keys).size).toBe(4);
    expect(keys.every((key) => key.length < 10)).toBe(true);
  });

  it('is never later in total than the queues were, breaks no precedence and loses no job', () => {
    const job = fc.record({
      ...{ quantity: fc.integer({ min: 1, max: 9_000 }), due: fc.nat(60), priority: fc.integer({ min: 1, max: 9 }) },
      ...{ product: fc.constantFrom('red', 'blue', 'white'), second: fc.boolean() },
    });
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 10 }), fc.boolean(), (jobs, betweenLines) => {
        const { then, schedule, before, after } = arranged(
          {
            changeovers: { any: { from: '*', to: '*', ms: HOUR }, back: { from: 'red', to: 'blue', ms: 3 * HOUR } },
            orders: Object.fromEntries(
              jobs.map(({ quantity, due, priority, product, second }, i) => [
                `o${i}`,
                {
                  ...{ quantity, priority, product, due: at('2026-11-23T06:00') + due * HOUR },
                  jobs: {
                    one: { place: place('line1', `${i}`) },
                    ...(second && { two: { place: place('line2', `${i}`), after: [{ job: `o${i}.one` }] } }),
                  },
                },
              ]),
            ),
          },
          { betweenLines },
        );
        const late = (of: typeof then) =>
          [...of.orders.values()].reduce((sum, { lateMs }) => sum + Math.max(0, lateMs ?? 0), 0);
        expect([late(schedule), late(then)]).toEqual([before.lateMs, after.lateMs]);
        expect(after.lateMs).toBeLessThanOrEqual(before.lateMs);
        expect(then.conflicts).toEqual([]);
        expect([...then.queues.values()].flat().sort()).toEqual([...schedule.queues.values()].flat().sort());
      }),
      { numRuns: 50 },
    );
  });
});
