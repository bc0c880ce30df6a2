import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { endRows, ranText } from '../../../pwa/pages/order-ends.ts';
import type { JobStanding } from '../../../shared/orders/job-state.ts';
import { NOW, calendarView } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const view = calendarView({ orders: { A: { quantity: 5_000 } } });
const before = view.schedule.standings.get('A.run')!;
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

/** Its job stands so; all of it was made at `madeAt`. */
function rows(part: Partial<JobStanding>, madeAt: number | null = null) {
  const { schedule, plan } = view;
  const standings = new Map(schedule.standings).set('A.run', { ...before, ...part });
  const orders = new Map(schedule.orders);
  if (madeAt !== null) orders.set('A', { ...orders.get('A')!, end: madeAt });
  return endRows({ ...view, schedule: { ...schedule, standings, orders } }, plan.orders.get('A')!);
}

describe('the end of an order', () => {
  it('is expected until it is there', () => {
    expect(rows({})).toEqual([['Expected', '17:00']]);
  });

  it('is when all of it was made as long as nobody completed it', () => {
    expect(rows({}, NOW - HOUR_MS)).toEqual([['All made', '11:00']]);
  });

  it('is when it ended, as on the board; all of it can have been made before', () => {
    const ended = { state: 'Ended', startedAt: NOW - 4 * HOUR_MS, endedAt: NOW - HOUR_MS } as const;
    expect(rows(ended, NOW - HOUR_MS)).toEqual([['Completed', '11:00']]);
    expect(rows(ended, NOW - 2 * HOUR_MS)).toEqual([
      ['All made', '10:00'],
      ['Completed', '11:00'],
    ]);
  });

  it('is when it was cancelled', () => {
    expect(rows({ state: 'Aborted', endedAt: NOW - HOUR_MS }, NOW - HOUR_MS)).toEqual([['Cancelled', '11:00']]);
  });
});

describe('the run of a job', () => {
  const startedAt = NOW - 4 * HOUR_MS;
  it.each<[string, Partial<JobStanding>]>([
    ['', {}],
    ['since -4', { state: 'Running', startedAt }],
    ['began -4', { state: 'Interrupted', startedAt }],
    ['-4 – -1', { state: 'Ended', startedAt, endedAt: NOW - HOUR_MS }],
  ])('is told as "%s"', (text, part) => {
    expect(ranText({ ...before, ...part }, (at) => String((at - NOW) / HOUR_MS))).toBe(text);
  });
});
