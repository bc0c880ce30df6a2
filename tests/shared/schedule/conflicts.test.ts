import { describe, expect, it } from 'vitest';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const base: Sketch = { now: '2026-11-23T06:00', lines: [line('line1'), line('line2')] };
const schedule = (sketch: Partial<Sketch>) => scheduleOf(situation({ ...base, ...sketch }));
const job = (queue: string, key: string, quantity: number, more: object = {}) => ({
  quantity,
  jobs: { run: { place: place(queue, key), ...more } },
});
const pinned = (key: string, when: string) => ({
  place: place('line1', key, { notBefore: at(when), pinned: true as const }),
});

describe('conflicts of a schedule', () => {
  it('are none in a plan that fits', () => {
    const { conflicts } = schedule({
      orders: { a: job('line1', 'a', 1_000), b: job('line1', 'b', 1_000, pinned('b', '2026-11-23T08:00')) },
    });
    expect(conflicts).toEqual([]);
  });

  it('name a pinned job that cannot keep its time, and the one that would run into it; neither is put elsewhere', () => {
    const { conflicts, jobs, queues } = schedule({
      orders: { a: job('line1', 'a', 4_000), b: job('line1', 'b', 1_000, pinned('b', '2026-11-23T08:00')) },
    });
    expect(queues.get('line1')).toEqual(['a.run', 'b.run']);
    expect(jobs.get('a.run')!.end).toBe(at('2026-11-23T10:00'));
    expect(jobs.get('b.run')!.start).toBe(at('2026-11-23T10:00'));
    const [from, to] = [at('2026-11-23T08:00'), at('2026-11-23T10:00')];
    expect(conflicts).toEqual([
      { why: 'pinned-late', job: 'b.run', other: 'a.run', line: 'line1', from, to },
      { why: 'overlap', job: 'a.run', other: 'b.run', line: 'line1', from, to },
    ]);
  });

  it('name a pinned job of which the time has passed', () => {
    const { conflicts, jobs } = schedule({ orders: { b: job('line1', 'b', 1_000, pinned('b', '2026-11-23T05:00')) } });
    expect(jobs.get('b.run')!.start).toBe(at('2026-11-23T06:00'));
    expect(conflicts).toMatchObject([{ why: 'pinned-late', job: 'b.run', other: null }]);
  });

  it('do not blame a pinned job for a night, but for maintenance at its time', () => {
    const night = { lines: [line('line1', { calendar: TWO_SHIFTS })] };
    const orders = { b: job('line1', 'b', 1_000, pinned('b', '2026-11-24T02:00')) };
    expect(schedule({ ...night, orders }).conflicts).toEqual([]);
    const { conflicts } = schedule({
      orders,
      exceptions: { oil: { scope: 'plant', kind: 'maintenance', from: '2026-11-24T01:00', to: '2026-11-24T03:00' } },
    });
    expect(conflicts).toMatchObject([{ why: 'maintenance', job: 'b.run', from: at('2026-11-24T01:00') }]);
  });

  it('leave out maintenance of other lines', () => {
    const { conflicts } = schedule({
      orders: { a: job('line1', 'a', 4_000), b: job('line2', 'a', 4_000) },
      exceptions: {
        oil: { scope: 'line:line2', kind: 'maintenance', from: '2026-11-23T07:00', to: '2026-11-23T08:00' },
        far: { scope: 'line:line1', kind: 'maintenance', from: '2026-11-23T11:00', to: '2026-11-23T12:00' },
      },
    });
    expect(conflicts).toMatchObject([{ why: 'maintenance', job: 'b.run' }]);
  });

  it('leave out maintenance at a time at which the line would not work anyway', () => {
    const { conflicts, jobs } = schedule({
      now: '2026-11-20T12:00',
      lines: [line('line1', { calendar: TWO_SHIFTS })],
      orders: { a: job('line1', 'a', 15_000) },
      exceptions: {
        saturday: { scope: 'plant', kind: 'maintenance', from: '2026-11-21T08:00', to: '2026-11-21T12:00' },
        monday: { scope: 'plant', kind: 'maintenance', from: '2026-11-23T04:00', to: '2026-11-23T07:00' },
      },
    });
    expect(jobs.get('a.run')!.end).toBe(at('2026-11-23T12:00'));
    expect(conflicts).toMatchObject([{ why: 'maintenance', from: at('2026-11-23T04:00'), to: at('2026-11-23T07:00') }]);
  });

  it('name one crew at two lines at a time', () => {
    const crew = { crew: 'binders' };
    const { conflicts } = schedule({
      orders: {
        a: job('line1', 'a', 2_000, crew),
        b: job('line2', 'a', 1_000, crew),
        c: job('line2', 'b', 5_000, { crew: 'packers' }),
      },
    });
    expect(conflicts).toEqual([
      {
        ...{ why: 'crew', job: 'b.run', other: 'a.run', line: 'line2' },
        ...{ from: at('2026-11-23T06:00'), to: at('2026-11-23T07:00') },
      },
    ]);
  });

  it('name what is made of something that was cancelled before anything of it was made', () => {
    const source = (said: { at: number; verb: 'abort' | 'complete'; line: string }[]) => ({
      quantity: 1_000,
      jobs: { roll: { said }, slit: { place: place('line1', 'a'), after: [{ job: 'a.roll' }] } },
    });
    const cancelled = { at: at('2026-11-23T05:00'), verb: 'abort' as const, line: 'line1' };
    expect(schedule({ orders: { a: source([cancelled]) } }).conflicts).toMatchObject([
      { why: 'no-source', job: 'a.slit', other: 'a.roll', line: 'line1' },
    ]);
    expect(schedule({ orders: { a: source([{ ...cancelled, verb: 'complete' }]) } }).conflicts).toEqual([]);
  });

  it('name what runs before its minimum wait is over, until it is', () => {
    const orders = {
      a: {
        quantity: 1_000,
        jobs: {
          anneal: { said: [{ at: at('2026-11-23T05:00'), verb: 'complete' as const, line: 'line1' }] },
          slit: {
            ...{ place: place('line2', 'a'), after: [{ job: 'a.anneal', waitMs: 4 * HOUR }] },
            said: [{ at: at('2026-11-23T05:30'), verb: 'start' as const, line: 'line2' }],
          },
        },
      },
    };
    const [from, to] = [at('2026-11-23T05:30'), at('2026-11-23T09:00')];
    expect(schedule({ orders }).conflicts).toEqual([
      { why: 'precedence', job: 'a.slit', other: 'a.anneal', line: 'line2', from, to },
    ]);
    expect(schedule({ orders, now: '2026-11-23T09:00' }).conflicts).toEqual([]);
  });

  it('name a line that cannot do the operation', () => {
    const { conflicts } = schedule({
      lines: [line('line1', { processGroup: 'pouching' })],
      orders: {
        a: job('line1', 'a', 1_000, { processGroup: 'swabs' }),
        b: job('line1', 'b', 1_000, { lines: ['line2'] }),
        c: job('line1', 'c', 1_000, { processGroup: 'pouching' }),
        d: job('line1', 'd', 1_000, { processGroup: 'swabs', lines: ['line1'] }),
      },
    });
    expect(conflicts.map((each) => [each.why, each.job])).toEqual([
      ['wrong-line', 'a.run'],
      ['wrong-line', 'b.run'],
    ]);
  });

  it('name two that run on one line at a time: the machine goes on with one, somebody started another', () => {
    const said = [{ at: at('2026-11-23T05:30'), line: 'line1', verb: 'start' as const }];
    const { conflicts, jobs } = schedule({
      orders: {
        a: { ...job('line1', 'a', 2_000), lotNumber: '9' },
        b: job('line1', 'b', 5_000, { said }),
        c: job('line1', 'c', 1_000),
      },
      lots: [{ lot: '9', current: true, fromMs: at('2026-11-23T05:00'), toMs: at('2026-11-23T06:00') }],
    });
    expect(conflicts.filter(({ why }) => why === 'overlap')).toMatchObject([
      { job: 'b.run', other: 'a.run', from: at('2026-11-23T06:00'), to: at('2026-11-23T08:00') },
    ]);
    expect(jobs.get('b.run')!.end! - at('2026-11-23T06:00')).toBe(5 * HOUR);
    expect(jobs.get('c.run')!.start).toBe(jobs.get('b.run')!.end);
  });
});
