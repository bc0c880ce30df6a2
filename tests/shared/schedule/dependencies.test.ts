import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, at, line, place, situation, type Sketch } from './small-plant.ts';

const base: Sketch = { now: '2026-11-23T06:00', lines: [line('line1'), line('line2')] };
const schedule = (sketch: Partial<Sketch>) => scheduleOf(situation({ ...base, ...sketch }));
const two = (quantity: number, after: object, more: object = {}) => ({
  a: {
    quantity,
    jobs: {
      one: { place: place('line1', 'a') },
      two: { place: place('line2', 'a'), after: [{ job: 'a.one', ...after }], ...more },
    },
  },
});

describe('an operation that waits for another one', () => {
  it('starts when that has ended, and so much later as it has to dry', () => {
    const { jobs } = schedule({ orders: two(2_000, { waitMs: 3 * HOUR }) });
    expect(jobs.get('a.two')).toMatchObject({
      ...{ start: at('2026-11-23T11:00'), end: at('2026-11-23T13:00'), cause: { why: 'upstream', job: 'a.one' } },
    });
  });

  it('starts with the first transfer batch, and ends a batch after the one before', () => {
    const { jobs } = schedule({ orders: two(8_000, { overlap: 1_000 }, { ratePerHour: 4_000 }) });
    // The batch is made at 07:00; it would be through at 09:00, but the last batch comes at 14:00 and takes a quarter of an hour.
    expect(jobs.get('a.two')).toMatchObject({ start: at('2026-11-23T07:00'), end: at('2026-11-23T14:15') });
    const slower = schedule({ orders: two(8_000, { overlap: 1_000 }, { ratePerHour: 500 }) });
    expect(slower.jobs.get('a.two')).toMatchObject({ start: at('2026-11-23T07:00'), end: at('2026-11-23T23:00') });
  });

  it('counts the pieces of a batch in its own pieces', () => {
    // Two halves of each piece: the last batch of 1,000 is 2,000 for it.
    const { jobs } = schedule({ orders: two(8_000, { overlap: 1_000 }, { ratePerHour: 8_000, factor: 2 }) });
    expect(jobs.get('a.two')!.end).toBe(at('2026-11-23T14:15'));
  });

  it('moves when what comes before it slips, and so does what waits behind it', () => {
    const behind = { b: { quantity: 1_000, jobs: { run: { place: place('line2', 'b') } } } };
    const before = schedule({ orders: { ...two(2_000, {}), ...behind } });
    const slipped = schedule({ orders: { ...two(5_000, {}), ...behind } });
    for (const [job, ms] of [
      ['a.two', 3],
      ['b.run', 6],
    ] as const) {
      expect(slipped.jobs.get(job)!.start - before.jobs.get(job)!.start).toBe(ms * HOUR);
    }
  });

  it('waits from the real end of one that has ended', () => {
    const orders = two(2_000, { waitMs: 3 * HOUR });
    const said = (verb: 'start' | 'complete', when: string) => ({ at: at(when), line: 'line1', verb });
    const { jobs } = schedule({
      orders: {
        a: {
          ...orders.a,
          jobs: {
            ...orders.a.jobs,
            one: { said: [said('start', '2026-11-23T02:00'), said('complete', '2026-11-23T05:00')] },
          },
        },
      },
    });
    expect(jobs.get('a.two')!.start).toBe(at('2026-11-23T08:00'));
  });

  it('is flagged when that has no place: nobody can say when it will be done', () => {
    const orders = two(2_000, {});
    const {
      conflicts,
      parked,
      orders: forecasts,
    } = schedule({
      orders: { a: { ...orders.a, jobs: { ...orders.a.jobs, one: {} } } },
    });
    expect(parked).toEqual(['a.one']);
    expect(conflicts).toMatchObject([{ why: 'precedence', job: 'a.two', other: 'a.one' }]);
    expect(forecasts.get('a')!.end).toBeNull();
  });

  it('is flagged, and the forecast goes on, when queues and precedence wait for each other', () => {
    const wait = (job: string) => [{ job }];
    const { jobs, conflicts } = schedule({
      orders: {
        a: {
          quantity: 1_000,
          jobs: { x: { place: place('line1', 'a'), after: wait('b.y') }, y: { place: place('line2', 'b') } },
        },
        b: {
          quantity: 1_000,
          jobs: { x: { place: place('line2', 'a'), after: wait('a.z') }, y: { place: place('line1', 'b') } },
        },
        c: { quantity: 1_000, jobs: { x: { place: place('line2', 'c'), after: wait('a.x') } } },
      },
    });
    expect(conflicts).toMatchObject([{ why: 'precedence', job: 'a.x', other: 'b.y' }]);
    expect([...jobs.values()].every(({ end }) => end !== null)).toBe(true);
  });

  it('comes after all that it waits for and keeps its place, or is flagged, however queues and precedence are tangled', () => {
    const tangled = fc.array(
      fc.record({ line: fc.boolean(), key: fc.nat(99), after: fc.array(fc.nat(9), { maxLength: 3 }) }),
      {
        ...{ minLength: 1, maxLength: 10 },
      },
    );
    fc.assert(
      fc.property(tangled, (all) => {
        const id = (i: number) => `o${i % all.length}.run`;
        const { jobs, queues, conflicts } = schedule({
          orders: Object.fromEntries(
            all.map(({ line: first, key, after }, i) => [
              `o${i}`,
              {
                quantity: 1_000,
                jobs: {
                  run: {
                    place: place(first ? 'line1' : 'line2', `${100 + key}`),
                    after: after.map((other) => ({ job: id(other) })),
                  },
                },
              },
            ]),
          ),
        });
        expect(jobs.size).toBe(all.length);
        for (const queue of queues.values()) {
          queue
            .slice(1)
            .forEach((job, i) => expect(jobs.get(job)!.start).toBeGreaterThanOrEqual(jobs.get(queue[i]!)!.end!));
        }
        all.forEach(({ after }, i) => {
          for (const other of after.map(id)) {
            const isBroken = conflicts.some(
              (each) => each.why === 'precedence' && each.job === id(i) && each.other === other,
            );
            if (other === id(i)) continue;
            expect(isBroken || jobs.get(id(i))!.start >= jobs.get(other)!.end!).toBe(true);
          }
        });
      }),
    );
  });

  it('is flagged while it runs before what should have come first', () => {
    const orders = two(2_000, {});
    const said = [{ at: at('2026-11-23T05:00'), line: 'line2', verb: 'start' as const }];
    const { conflicts } = schedule({
      orders: { a: { ...orders.a, jobs: { ...orders.a.jobs, two: { ...orders.a.jobs.two, said } } } },
    });
    expect(conflicts.filter(({ why }) => why === 'precedence')).toMatchObject([
      { job: 'a.two', other: 'a.one', from: at('2026-11-23T05:00'), to: at('2026-11-23T08:00') },
    ]);
  });
});

describe('a task that blocks', () => {
  const sign = { key: 'sign', kind: 'sign-off' as const, name: 'Sign', department: 'Quality', blocks: true };

  it('at the end keeps what comes after until it is due, or done', () => {
    const orders = two(2_000, {});
    const one = { ...orders.a.jobs.one, tasks: [{ ...sign, at: 'end' as const, offsetMs: 2 * HOUR }] };
    const sketch = { orders: { a: { ...orders.a, jobs: { ...orders.a.jobs, one } } } };
    const { jobs, waits, tasks } = schedule(sketch);
    expect(jobs.get('a.two')).toMatchObject({
      start: at('2026-11-23T10:00'),
      cause: { why: 'task', task: 'a.one.sign' },
    });
    expect(tasks).toMatchObject([{ id: 'a.one.sign', at: at('2026-11-23T10:00'), department: 'Quality', done: null }]);
    expect(waits).toMatchObject([
      { job: 'a.two', why: 'upstream', from: at('2026-11-23T06:00'), to: at('2026-11-23T08:00') },
      { job: 'a.two', why: 'task', kind: 'sign-off', from: at('2026-11-23T08:00'), to: at('2026-11-23T10:00') },
    ]);
    const done = schedule({ ...sketch, tasks: { 'a.one.sign': { done: at('2026-11-23T05:00') } } });
    expect(done.jobs.get('a.two')!.start).toBe(at('2026-11-23T08:00'));
  });

  it('at the start keeps its own job until it is due', () => {
    const tasks = [{ ...sign, at: 'start' as const, offsetMs: HOUR / 2 }];
    const { jobs, tasks: items } = schedule({
      orders: { a: { quantity: 1_000, jobs: { run: { place: place('line1', 'a'), tasks } } } },
    });
    expect(jobs.get('a.run')).toMatchObject({
      start: at('2026-11-23T06:30'),
      cause: { why: 'task', task: 'a.run.sign' },
    });
    expect(items[0]!.at).toBe(at('2026-11-23T06:30'));
  });
});
