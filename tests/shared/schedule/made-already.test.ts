import { describe, expect, it } from 'vitest';
import { arrangeByRule } from '../../../shared/schedule/arrange.ts';
import { explain } from '../../../shared/schedule/explain.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import { HOUR, at, line, place, situation, type Sketch } from './small-plant.ts';

/** Line 1 has made all of A and turned to B; C comes after it. A is packed on line 2. */
const turned = (more: { make?: object; pack?: object; quantity?: number } = {}): Sketch => ({
  now: '2026-11-23T12:00',
  lines: [line('line1'), line('line2')],
  products: { red: {}, blue: {} },
  changeovers: { clean: { from: '*', to: '*', ms: HOUR } },
  orders: {
    a: {
      ...{ product: 'red', quantity: 2_000, lotNumber: '1', due: at('2026-11-23T15:00'), ...more },
      jobs: {
        make: { place: place('line1', 'a'), ...more.make },
        pack: { place: place('line2', 'a'), after: [{ job: 'a.make' }], ...more.pack },
      },
    },
    b: { product: 'blue', quantity: 21_000, lotNumber: '2', jobs: { make: { place: place('line1', 'b') } } },
    c: { product: 'blue', quantity: 1_000, jobs: { make: { place: place('line1', 'c') } } },
  },
  lots: [
    { lot: '1', good: 2_000, fromMs: at('2026-11-23T08:00'), toMs: at('2026-11-23T10:00') },
    { lot: '2', good: 1_000, current: true, fromMs: at('2026-11-23T11:00'), toMs: at('2026-11-23T12:00') },
  ],
});
const schedule = (sketch: Sketch) => scheduleOf(situation(sketch));

describe('a job of which all is made, but which nobody has completed', () => {
  it('keeps the time at which it was made, and holds up neither what follows nor its line', () => {
    const { jobs, orders, queues } = schedule(turned());
    expect(queues.get('line1')).toEqual(['b.make', 'a.make', 'c.make']);
    expect(jobs.get('a.make')).toMatchObject({
      ...{ start: at('2026-11-23T08:00'), end: at('2026-11-23T10:00'), cause: { why: 'runs' } },
    });
    expect(jobs.get('a.pack')).toMatchObject({ start: at('2026-11-23T13:00'), end: at('2026-11-23T15:00') });
    expect(orders.get('a')).toMatchObject({ end: at('2026-11-23T15:00'), lateMs: 0 });
    // From blue to blue nothing is cleaned: red is not made in between.
    expect(jobs.get('c.make')).toMatchObject({
      ...{ setupFrom: at('2026-11-24T08:00'), start: at('2026-11-24T08:00'), cause: { why: 'queue', job: 'b.make' } },
    });
  });

  it('has dried since then, wherever its place is now', () => {
    const after = [{ job: 'a.make', waitMs: 5 * HOUR }];
    expect(schedule(turned({ pack: { after } })).jobs.get('a.pack')!.start).toBe(at('2026-11-23T15:00'));
    const parked = schedule(turned({ pack: { after }, make: { place: undefined } }));
    expect(parked.jobs.get('a.pack')!.start).toBe(at('2026-11-23T15:00'));
    expect(parked.orders.get('a')!.end).toBe(at('2026-11-23T17:00'));
    expect(parked.conflicts).toEqual([]);
  });

  it('has dried since the last piece that is wanted, though its line makes more of it', () => {
    const sketch = turned({ pack: { after: [{ job: 'a.make', waitMs: 5 * HOUR }] } });
    const [a] = sketch.lots!;
    const more = { ...a, good: 4_000, current: true, toMs: at('2026-11-23T12:00') };
    const { standings, jobs } = schedule({ ...sketch, lots: [more] });
    expect(standings.get('a.make')!.state).toBe('Running');
    expect(jobs.get('a.pack')!.start).toBe(at('2026-11-23T15:00'));
  });

  it('has no conflicts any more, with its crew, its line or the time to which it was pinned', () => {
    const crew = { crew: 'binders' };
    const make = {
      ...crew,
      lines: ['line9'],
      place: place('line1', 'a', { pinned: true, notBefore: at('2026-11-23T07:00') }),
    };
    expect(schedule(turned({ make, pack: crew })).conflicts).toEqual([]);
  });

  it('is no reason to say that what began after it began too early', () => {
    const began = [{ at: at('2026-11-23T10:30'), line: 'line2', verb: 'start' as const }];
    const { conflicts, standings } = schedule(turned({ pack: { said: began } }));
    expect([conflicts, standings.get('a.pack')!.problems]).toEqual([[], []]);
  });

  it('has nothing to be explained, and counts no set-up when queues are arranged', () => {
    const world = situation(turned());
    const known = scheduleOf(world);
    expect(explain('a.make', world, known)).toMatchObject({ pieces: [], end: at('2026-11-23T10:00') });
    const verbs = { situation: world, schedule: known, newId: () => 'new', suffix: 'x' };
    // Packing only.
    expect(arrangeByRule({ world: verbs }).before.setupMs).toBe(HOUR);
  });

  it('is late by its own fault if it was made too late', () => {
    const sketch = turned();
    const { jobs, ...order } = sketch.orders!.a!;
    const a = { ...order, due: at('2026-11-23T09:00'), jobs: { make: jobs!.make! } };
    const { lateMs, causes } = schedule({ ...sketch, orders: { ...sketch.orders, a } }).orders.get('a')!;
    expect([lateMs, causes.map(({ why }) => why)]).toEqual([HOUR, ['started-late']]);
  });

  it('was in time if it was made in time, though its line makes more of it and somebody closes it days later', () => {
    const sketch = turned();
    const single = { ...sketch.orders!.a!, jobs: { make: sketch.orders!.a!.jobs!.make! } };
    const inTime = { end: at('2026-11-23T10:00'), lateMs: -5 * HOUR, causes: [] };
    const evening = { now: '2026-11-23T18:00', orders: { a: single } };
    const goesOn = [
      { lot: '1', good: 3_000, fromMs: at('2026-11-23T08:00'), toMs: at('2026-11-23T11:00'), current: true },
    ];
    expect(schedule({ ...sketch, ...evening, lots: goesOn }).orders.get('a')).toMatchObject(inTime);
    const later = { now: '2026-11-25T18:00', orders: { a: { ...single, closed: true as const } } };
    expect(schedule({ ...sketch, ...later }).orders.get('a')).toMatchObject(inTime);
  });

  it('takes its time again when more is wanted of it', () => {
    const { jobs } = schedule(turned({ quantity: 3_000 }));
    expect(jobs.get('a.make')).toMatchObject({ start: at('2026-11-24T09:00'), end: at('2026-11-24T10:00') });
    expect(jobs.get('c.make')!.start).toBe(at('2026-11-24T11:00'));
  });
});
