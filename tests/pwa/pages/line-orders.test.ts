import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanView } from '../../../pwa/data/planning.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { lineOrders } from '../../../pwa/pages/line-orders.ts';
import { changeToTell, changeWasRead } from '../../../pwa/pages/line-orders-told.ts';
import { clockOfPlan } from '../../../pwa/locales/format.ts';
import { roughly } from '../../../pwa/pages/near-time.ts';
import type { JobStanding } from '../../../shared/orders/job-state.ts';
import { NOW, ZONE, calendarView } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const spaces = (text: string) => text.replaceAll(/[\u00a0\u2009]/g, ' ');
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

/** Two orders on line 8, 1,000 an hour; the plant always works. */
const view = calendarView({
  orders: { A: { quantity: 5_000, due: NOW + 3 * HOUR_MS }, B: { quantity: 6_000, due: NOW + 60 * HOUR_MS } },
});

function standing(job: string, part: Partial<JobStanding>): PlanView {
  const standings = new Map(view.schedule.standings);
  standings.set(job, { ...standings.get(job)!, ...part });
  return { ...view, schedule: { ...view.schedule, standings } };
}

describe('the orders of a line', () => {
  it('are none where nothing is planned', () => {
    expect(lineOrders(view, 'line9')).toBeNull();
  });

  it('say how many of the running one are left, until when, and that its order is late', () => {
    const { running } = lineOrders(standing('A.run', { state: 'Running', made: 1_200, remaining: 3_800 }), 'line8')!;
    expect(running).toMatchObject({
      ...{ title: 'A', left: '3,800', leftOf: 'left of 5,000', made: '1,200 of 5,000' },
      ...{ ends: '17:00', late: 'late 2\u00a0h', due: '', full: false },
    });
  });

  it('say when all is made, and how many more than that', () => {
    const full = lineOrders(standing('A.run', { state: 'Running', made: 5_000, remaining: 0 }), 'line8')!.running;
    expect(full).toMatchObject({ left: '0', leftOf: 'all 5,000 made', ends: '', full: true });
    const over = lineOrders(standing('A.run', { state: 'Running', made: 5_240, remaining: 0 }), 'line8')!.running;
    expect(over).toMatchObject({ leftOf: 'all 5,000 made, 240 more', full: true });
  });

  it('without a quantity say what was made', () => {
    const { running } = lineOrders(
      standing('A.run', { state: 'Running', wanted: null, made: 70, remaining: null }),
      'line8',
    )!;
    expect(running).toMatchObject({ left: '70', leftOf: 'made, no quantity given', progress: null, full: false });
  });

  it('say what comes next and what of a paused one is left', () => {
    const { next } = lineOrders(standing('A.run', { state: 'Interrupted', made: 1_200, remaining: 3_800 }), 'line8')!;
    expect(next.map(({ title, paused, many }) => [title, paused, many])).toEqual([
      ['A', true, '3,800 left'],
      ['B', false, '6,000 pieces'],
    ]);
  });
});

describe('what people at a line are told of the next order', () => {
  const by = { at: NOW - HOUR_MS, user: 'keeper', origin: 'desk' };
  const toldOn = (of: typeof view, to: string | null, why?: string) =>
    lineOrders(of, 'line8', { from: 'A.run', to, said: { ...by, ...(why !== undefined && { why }) } })!.changed;

  it('names who changed it, when, from what to what, and why', () => {
    expect(toldOn(view, 'B.run', 'Film is missing')).toBe(
      'Next order changed by keeper at 11:00: A → B · Film is missing',
    );
    const named = { ...view, names: new Map([['keeper', 'The keeper']]) };
    expect(toldOn(named, null)).toBe('Next order changed by The keeper at 11:00: A → nothing');
  });

  it('is told where nothing is next any more', () => {
    const gone = { from: 'Z.run', to: null, said: null };
    expect(lineOrders(view, 'line9', gone)).toMatchObject({
      ...{ next: [], running: null },
      changed: 'Next order changed: the one before was deleted, now nothing',
    });
  });

  it('is not what is made already', () => {
    const made = standing('A.run', { state: 'Interrupted', made: 5_000, remaining: 0 });
    expect(lineOrders(made, 'line8')!.next.map(({ title }) => title)).toEqual(['B']);
  });

  it('is remembered by the device until it was read', () => {
    const things = new Map<string, string>();
    const kept = {
      getItem: (key: string) => things.get(key) ?? null,
      setItem: (key: string, value: string) => void things.set(key, value),
    };
    expect(changeToTell(kept, view, 'line8')).toBeNull();
    things.set('next.line8', JSON.stringify({ before: 'Z.run', now: 'A.run' }));
    expect(changeToTell(kept, view, 'line8')).toEqual({ from: 'Z.run', to: 'A.run', said: null });
    changeWasRead(kept, 'line8');
    expect(changeToTell(kept, view, 'line8')).toBeNull();
  });

  it('survives what nobody can read any more', () => {
    expect(changeToTell({ getItem: () => '{', setItem: () => undefined }, view, 'line8')).toBeNull();
  });
});

describe('times as people at lines say them', () => {
  it.each([
    [NOW + 3 * HOUR_MS, '15:00'],
    // Within the next 18 hours, and another day all the same.
    [NOW + 14 * HOUR_MS, 'Wed 02:00'],
    [NOW - 20 * HOUR_MS, 'Mon 16:00'],
    [NOW + 9 * 24 * HOUR_MS, '15 Oct, 12:00'],
  ])('name the day where it is another one', (at, text) => {
    expect(spaces(clockOfPlan(at, ZONE, NOW))).toBe(text);
  });

  it.each([
    [20_000, '1 min'],
    [14 * 60_000 + 24_000, '14 min'],
    [2.5 * HOUR_MS + 59_000, '2 h 30 min'],
    [11.55 * HOUR_MS, '11 h 33 min'],
    [141.8 * HOUR_MS, '5 d 21 h'],
    [48 * HOUR_MS, '2 d'],
  ])('are no more exact than anybody acts by: %i ms', (ms, text) => {
    expect(spaces(roughly(ms))).toBe(text);
  });
});
