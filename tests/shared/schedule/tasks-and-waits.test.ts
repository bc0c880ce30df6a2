import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const base: Sketch = { now: '2026-11-23T12:00', lines: [line('line1', { calendar: TWO_SHIFTS })] };
const schedule = (sketch: Partial<Sketch>) => scheduleOf(situation({ ...base, ...sketch }));
const task = (key: string, more: object = {}) => ({
  ...{ key, kind: 'material' as const, name: 'Bring film', at: 'start' as const, offsetMs: -HOUR, blocks: false },
  ...more,
});

describe('tasks of departments', () => {
  const orders = (before: number): NonNullable<Sketch['orders']> => ({
    z: { quantity: before, jobs: { run: { place: place('line1', '1') } } },
    a: {
      quantity: 1_000,
      jobs: { run: { place: place('line1', '2'), tasks: [task('film'), task('test', { at: 'end', offsetMs: HOUR })] } },
    },
  });

  it('move with the forecast of their job', () => {
    const times = (before: number) => schedule({ orders: orders(before) }).tasks.map(({ id, at }) => [id, at]);
    expect(times(2_000)).toEqual([
      ['a.run.film', at('2026-11-23T13:00')],
      ['a.run.test', at('2026-11-23T16:00')],
    ]);
    expect(times(5_000)).toEqual([
      ['a.run.film', at('2026-11-23T16:00')],
      ['a.run.test', at('2026-11-23T19:00')],
    ]);
  });

  it('of the next job of a line that stands were due when it could have started, however long that is ago', () => {
    const done = {
      said: [
        { at: at('2026-11-23T06:00'), line: 'line1', verb: 'start' as const },
        { at: at('2026-11-23T10:00'), line: 'line1', verb: 'complete' as const },
      ],
    };
    const due = (now: string, more: object = {}) =>
      schedule({
        now,
        orders: {
          z: { quantity: 1_000, jobs: { run: done } },
          a: {
            quantity: 1_000,
            jobs: { run: { place: place('line1', '2', more), tasks: [task('film', { blocks: true })] } },
          },
        },
      }).tasks.map((each) => each.at);
    expect(due('2026-11-23T10:10')).toEqual([at('2026-11-23T09:00')]);
    expect(due('2026-11-23T15:00')).toEqual([at('2026-11-23T09:00')]);
    // Not before a time that somebody set; a night is no time in which it could.
    expect(due('2026-11-23T15:00', { notBefore: at('2026-11-23T14:00') })).toEqual([at('2026-11-23T13:00')]);
    expect(due('2026-11-24T08:00', { notBefore: at('2026-11-23T22:00') })).toEqual([at('2026-11-24T05:00')]);
  });

  it('say who claimed them and when they were done; without a time they come last, of what was cancelled they do not come', () => {
    const said = [{ at: at('2026-11-23T11:00'), line: 'line1', verb: 'abort' as const }];
    const { tasks } = schedule({
      orders: {
        ...orders(2_000),
        b: { jobs: { run: { tasks: [task('film')] } } },
        c: { jobs: { run: { tasks: [task('film')], said } } },
      },
      tasks: { 'a.run.film': { claimed: 'keeper', done: at('2026-11-23T11:30') } },
    });
    expect(tasks.map(({ id, at, claimed, done }) => [id, at === null, claimed, done !== null])).toEqual([
      ['a.run.film', false, 'keeper', true],
      ['a.run.test', false, null, false],
      ['b.run.film', true, null, false],
    ]);
  });
});

describe('waiting time', () => {
  const ran = (from: string, to?: string) => [
    { at: at(from), line: 'line1', verb: 'start' as const },
    ...(to ? [{ at: at(to), line: 'line1', verb: 'complete' as const }] : []),
  ];

  it('that is over goes to what was missing: the job before, the task, and whoever did not start then; nights are no waiting', () => {
    const { waits } = schedule({
      now: '2026-11-24T12:00',
      lines: [line('line1', { calendar: TWO_SHIFTS }), line('line2')],
      orders: {
        z: { quantity: 1_000, jobs: { run: { said: ran('2026-11-23T18:00', '2026-11-23T20:00') } } },
        a: {
          quantity: 9_000,
          jobs: {
            one: { said: ran('2026-11-23T06:00', '2026-11-23T21:00').map((each) => ({ ...each, line: 'line2' })) },
            two: {
              ...{ said: ran('2026-11-24T09:00'), after: [{ job: 'a.one' }] },
              tasks: [task('sign', { kind: 'sign-off', blocks: true, department: 'Quality' })],
            },
          },
        },
      },
      tasks: { 'a.two.sign': { done: at('2026-11-24T08:00') } },
    });
    expect(waits.map(({ job, why, department, from, to }) => [job, why, department, from, to])).toEqual([
      ['a.two', 'upstream', null, at('2026-11-23T20:00'), at('2026-11-23T21:00')],
      ['a.two', 'task', 'Quality', at('2026-11-23T21:00'), at('2026-11-23T22:00')],
      ['a.two', 'task', 'Quality', at('2026-11-24T06:00'), at('2026-11-24T08:00')],
      ['a.two', 'late-start', null, at('2026-11-24T08:00'), at('2026-11-24T09:00')],
    ]);
  });

  it('of a line that stands goes on until now', () => {
    const { waits } = schedule({
      orders: {
        z: { quantity: 1_000, jobs: { run: { said: ran('2026-11-23T07:00', '2026-11-23T11:00') } } },
        a: { quantity: 1_000, jobs: { run: { place: place('line1', '1') } } },
      },
    });
    expect(waits).toMatchObject([
      { job: 'a.run', line: 'line1', why: 'late-start', from: at('2026-11-23T11:00'), to: at('2026-11-23T12:00') },
    ]);
  });

  it('of a line that stands is for what is still missing: the job before, a task, or nothing, as somebody set it to begin later', () => {
    const until = (orders: NonNullable<Sketch['orders']>) => {
      const { waits, jobs } = schedule({
        lines: [line('line1'), line('line2')],
        orders: { z: { quantity: 1, jobs: { run: { said: ran('2026-11-23T07:00', '2026-11-23T09:00') } } }, ...orders },
      });
      const past = waits.filter(({ from }) => from < at('2026-11-23T12:00'));
      return { past: past.map(({ why, kind, from, to }) => [why, kind, (to - from) / HOUR]), next: jobs.get('a.two')! };
    };
    const two = { place: place('line1', '1'), after: [{ job: 'a.one' }] };
    const runs = [{ at: at('2026-11-23T08:00'), line: 'line2', verb: 'start' as const }];
    const ended = [...runs, { at: at('2026-11-23T11:00'), line: 'line2', verb: 'complete' as const }];
    const test = task('test', { kind: 'quality-test', at: 'end', offsetMs: 0, blocks: true });
    const upstream = until({ a: { quantity: 9_000, jobs: { one: { said: runs }, two } } });
    expect(upstream.past).toEqual([['upstream', null, 3]]);
    const batches = { ...two, after: [{ job: 'a.one', overlap: 4_000 }] };
    expect(until({ a: { quantity: 9_000, jobs: { one: { said: runs }, two: batches } } }).past).toEqual(upstream.past);
    const tested = until({ a: { quantity: 9_000, jobs: { one: { said: ended, tasks: [test] }, two } } });
    expect(tested.past).toEqual([
      ['upstream', null, 2],
      ['task', 'quality-test', 1],
    ]);
    expect(tested.next.cause).toEqual({ why: 'task', task: 'a.one.test' });
    const sign = task('sign', { kind: 'sign-off', offsetMs: 0, blocks: true });
    const signed = until({ a: { quantity: 1, jobs: { two: { place: place('line1', '1'), tasks: [sign] } } } });
    expect(signed.past).toEqual([['task', 'sign-off', 3]]);
    expect(signed.next).toMatchObject({ start: at('2026-11-23T12:00'), cause: { why: 'task', task: 'a.two.sign' } });
    const wanted = place('line1', '1', { notBefore: at('2026-11-23T14:00') });
    expect(until({ a: { quantity: 1, jobs: { two: { place: wanted } } } }).past).toEqual([]);
  });

  it('is none of a line that worked on a lot which then went on on another line', () => {
    const { waits, jobs } = schedule({
      lines: [line('line1'), line('line2')],
      products: { red: { family: 'r' }, blue: { family: 'b' } },
      changeovers: { redBlue: { from: 'r', to: 'b', ms: HOUR } },
      orders: {
        z: { quantity: 1, jobs: { run: { said: ran('2026-11-23T06:00', '2026-11-23T07:00') } } },
        m: { product: 'red', quantity: 9_000, lotNumber: '1', jobs: { run: { place: place('line2', '1') } } },
        a: { product: 'blue', quantity: 1, jobs: { run: { place: place('line1', '1') } } },
      },
      lots: [
        { line: 'line1', lot: '1', good: 10, fromMs: at('2026-11-23T07:00'), toMs: at('2026-11-23T11:00') },
        {
          line: 'line2',
          lot: '1',
          good: 5,
          fromMs: at('2026-11-23T11:30'),
          toMs: at('2026-11-23T12:00'),
          current: true,
        },
      ],
    });
    expect(waits.map(({ job, from, to }) => [job, from, to])).toEqual([
      ['a.run', at('2026-11-23T11:00'), at('2026-11-23T12:00')],
    ]);
    // What it made last on line 1 is what that line is cleaned of.
    expect(jobs.get('a.run')!.start).toBe(at('2026-11-23T13:00'));
  });

  it('was for want of an order as long as there was none', () => {
    const world = situation({
      ...base,
      orders: {
        z: { quantity: 1_000, jobs: { run: { said: ran('2026-11-23T07:00', '2026-11-23T09:00') } } },
        a: { quantity: 1_000, jobs: { run: { place: place('line1', '1') } } },
      },
    });
    const made = `change:${String(at('2026-11-23T11:00')).padStart(16, '0')}:tablet-1.7`;
    const jobs = new Map(world.plan.jobs);
    jobs.set('a.run', { ...jobs.get('a.run')!, heads: { order: [made] } });
    const { waits } = scheduleOf({ ...world, plan: { ...world.plan, jobs } });
    expect(waits.map(({ why, from, to }) => [why, (to - from) / HOUR])).toEqual([
      ['no-order', 2],
      ['late-start', 1],
    ]);
  });
});
