import { describe, expect, it } from 'vitest';
import type { JobStanding } from '../../../shared/orders/job-state.ts';
import { orderEnd } from '../../../shared/orders/order-end.ts';
import type { OrderForecast } from '../../../shared/schedule/schedule.ts';

const order = { id: 'o', jobs: ['o.a', 'o.b'] };
const NOW = 1_000;

/** Its jobs as they stand; all of it is, or will be, made at `madeAt`. */
function end(jobs: readonly Pick<JobStanding, 'state' | 'endedAt'>[], madeAt: number | null) {
  const standings = new Map(jobs.map((standing, i) => [order.jobs[i]!, standing as JobStanding]));
  return orderEnd(order, { standings, orders: new Map([['o', { end: madeAt } as OrderForecast]]), now: NOW });
}
const open = { state: 'AllowedToStart', endedAt: null } as const;
const ended = (endedAt: number) => ({ state: 'Ended', endedAt }) as const;

describe('the end of an order', () => {
  it('is expected as long as something of it is to be made', () => {
    expect(end([ended(500), open], 3_000)).toEqual({ is: 'expected', at: 3_000, madeAt: 3_000 });
    expect(end([open, open], null)).toEqual({ is: 'expected', at: null, madeAt: null });
  });

  it('is when all was made until somebody completes it', () => {
    expect(end([ended(500), open], 900)).toEqual({ is: 'made', at: 900, madeAt: 900 });
  });

  it('is when the last of it was completed, whenever all was made', () => {
    expect(end([ended(500), ended(950)], 900)).toEqual({ is: 'completed', at: 950, madeAt: 900 });
  });

  it('is when it was cancelled', () => {
    const aborted = { state: 'Aborted', endedAt: 700 } as const;
    expect(end([aborted, aborted], null)).toEqual({ is: 'cancelled', at: 700, madeAt: null });
    expect(end([ended(500), aborted], 500)).toEqual({ is: 'completed', at: 700, madeAt: 500 });
  });
});
