import { describe, expect, it } from 'vitest';
import { standingsOf } from '../../../shared/orders/standings.ts';
import { queuesOf } from '../../../shared/schedule/queue.ts';
import { at, line, place, situation, type Sketch } from './small-plant.ts';

function queues(orders: NonNullable<Sketch['orders']>) {
  const { plan, lots, now, lines } = situation({
    now: '2026-11-23T06:00',
    lines: [line('line1'), line('line2')],
    orders,
  });
  return queuesOf(plan, standingsOf({ plan, lots, now, lines }).standings, lines);
}
const said = (...verbs: ('start' | 'pause' | 'complete' | 'abort')[]) =>
  verbs.map((verb, i) => ({ at: at('2026-11-23T05:00') + i, line: 'line1', verb }));

describe('queues of lines', () => {
  it('are in order of place, what runs comes first wherever its place is, and ends are out', () => {
    const { queues: all } = queues({
      a: { jobs: { one: { place: place('line1', 'b') }, two: { place: place('line1', 'a') } } },
      b: { jobs: { runs: { place: place('line2', 'z'), said: said('start') } } },
      c: { jobs: { done: { place: place('line1', '0'), said: said('start', 'complete') } } },
      d: { jobs: { not: { place: place('line1', '0'), said: said('start', 'abort') } } },
      e: { closed: true, jobs: { not: { place: place('line1', '0') } } },
    });
    expect(Object.fromEntries(all)).toEqual({ line1: ['b.runs', 'a.two', 'a.one'], line2: [] });
  });

  it('take back an interrupted job at its place; without place it is parked', () => {
    const { queues: all, parked } = queues({
      a: { jobs: { run: { place: place('line2', 'a'), said: said('start', 'pause') } } },
      b: { jobs: { run: { said: said('start', 'pause') } } },
    });
    expect(all.get('line2')).toEqual(['a.run']);
    expect(parked).toEqual(['b.run']);
  });

  it('leave to the parking lot what has no line any more', () => {
    expect(queues({ a: { jobs: { run: { place: place('gone', 'a') } } } }).parked).toEqual(['a.run']);
  });
});

describe('the parking lot', () => {
  it('is in order of priority, due date, id; without priority the middle one counts', () => {
    const job = { run: {} };
    const { parked } = queues({
      e: { jobs: job },
      d: { jobs: job, due: at('2026-11-25T06:00') },
      c: { jobs: job, due: at('2026-11-24T06:00') },
      b: { jobs: job, priority: 9, due: at('2026-11-23T06:00') },
      a: { jobs: job, priority: 1 },
      f: { jobs: job, priority: 5 },
      g: { jobs: job, priority: 4 },
    });
    expect(parked).toEqual(['a', 'g', 'c', 'd', 'e', 'f', 'b'].map((id) => `${id}.run`));
  });
});
