import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEntry, PlanView } from '../../../pwa/data/planning.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { historyKey, historyLines, orderHistory } from '../../../pwa/pages/order-history.ts';
import { NOW, calendarView } from './calendar-view.ts';

beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

const seen = calendarView({ orders: { A: { quantity: 5_000 } } });
const view: PlanView = { ...seen, names: new Map([['binder', 'The binder']]) };
const order = view.plan.orders.get('A')!;

function said(id: number, part: Partial<HistoryEntry>): HistoryEntry {
  return { id: `f${id}`, at: NOW + id, user: 'binder', origin: 'desk', type: 'change', unsent: false, ...part };
}

function history(ofOrder: HistoryEntry[], ofJob: HistoryEntry[], complete = true) {
  const newestFirst = (entries: HistoryEntry[]) => [...entries].reverse();
  return orderHistory(
    {
      history: (entity) =>
        Promise.resolve({
          entries: newestFirst(entity === 'order' ? ofOrder : ofJob),
          complete: complete || entity === 'order',
        }),
    },
    order,
  );
}

const place = (line: string, notBefore?: number) => ({ line, key: `a${line}.x`, ...(notBefore && { notBefore }) });

describe('the history of an order', () => {
  it('says what every field was before, and who made it what it is', async () => {
    const told = await history(
      [said(1, { set: { lot: 'A', quantity: 5_000 } }), said(3, { set: { quantity: 6_000, priority: 1 } })],
      [],
    );
    expect(historyLines(view, told).map(({ who, what }) => [who, what])).toEqual([
      ['The binder', 'Quantity: 5,000 → 6,000, Priority: 1'],
      ['The binder', 'Lot: A, Quantity: 5,000'],
    ]);
  });

  it('has where its jobs went, why, and in which draft', async () => {
    const told = await history(
      [],
      [
        said(1, { set: { order: 'A', operation: 'Fill', position: 0, place: place('line8') } }),
        said(2, { set: { place: place('line9', NOW + 3_600_000) }, why: 'Film is missing', draft: 'Week 41' }),
        said(3, { set: { place: { ...place('line9', NOW + 3_600_000), key: 'b.x' } } }),
        said(4, { set: { place: null } }),
      ],
    );
    expect(historyLines(view, told).map(({ what, why }) => [what, why])).toEqual([
      ['Line 9, 13:00 → parking lot', ''],
      ['another turn on Line 9, 13:00', ''],
      ['Line 8 → Line 9, 13:00', 'Film is missing · draft “Week 41”'],
      ['Line 8', ''],
    ]);
  });

  it('reads in words, however a thing is written down', async () => {
    const tasks = [
      { key: 'film', kind: 'material', name: 'Film to the line', at: 'start', offsetMs: 0, blocks: false },
    ];
    const told = await history(
      [said(1, { set: { lot: 'A', closed: true } }), said(6, { set: { closed: null, lot: null } })],
      [
        // The job ran before anybody planned it.
        said(0, { type: 'execution', said: { verb: 'start', line: 'line8' } }),
        said(2, { set: { order: 'A', operation: 'Fill', position: 0, tasks, after: [], place: place('line8') } }),
        said(4, { set: { tasks: [...tasks, { ...tasks[0], name: 'Test' }], setupMs: 90 * 60_000 } }),
        said(5, { set: { after: [{ job: 'A.run' }], movesBy: 'extrapolated' } }),
      ],
    );
    const texts = historyLines(view, told).map(({ what }) => what.replaceAll('\u00a0', ' '));
    expect(texts).toEqual([
      'Opened again, Lot taken out (was A)',
      'What comes before: A, Bars move by: extrapolated rate',
      'Tasks: Film to the line → Film to the line, Test, Set-up time: 1 h 30 min',
      'Line 8',
      'Lot: A',
      'Started · Line 8',
    ]);
  });

  it('has what was done at lines, and each fact once', async () => {
    const split = said(9, { type: 'transfer', said: { kind: 'split', from: 'A', to: 'B', quantity: 700 } });
    const told = await history(
      [split],
      [said(5, { type: 'execution', said: { verb: 'start', line: 'line8' } }), split],
      false,
    );
    expect(historyLines(view, told).map(({ what }) => what)).toEqual([
      '700 from A to Unknown order',
      'Started · Line 8',
    ]);
    expect(told.complete).toBe(false);
  });

  it('is asked anew when something is said of a job', () => {
    const job = view.plan.jobs.get('A.run')!;
    const moved = { ...view.plan, jobs: new Map([['A.run', { ...job, heads: { place: ['f2'] } }]]) };
    const before = historyKey(view, order);
    expect(historyKey({ ...view, plan: moved }, order)).not.toBe(before);
    expect(historyKey({ ...view, unsent: new Set(['job:A.run']) }, order)).not.toBe(before);
  });
});

describe('a lot that somebody assigned by hand', () => {
  it('is in the history of the order that it went to, and of the one from which it went', async () => {
    const job = order.jobs[0]!;
    const lot = { id: 'line8.L9', entity: 'lot', fields: { line: 'line8', lot: 'L9', job } } as const;
    const known = { ...lot, heads: { job: ['f2'] }, conflicts: [], waiting: [] };
    const withLot: PlanView = { ...view, plan: { ...view.plan, lots: new Map([[lot.id, known]]) } };
    expect(historyKey(withLot, order)).not.toBe(historyKey(view, order));
    const entries = [
      said(3, { set: { job: null } }),
      said(2, { set: { job } }),
      said(1, { set: { line: 'line8', lot: 'L9', job: 'another' } }),
    ];
    const planning = {
      history: (entity: string) => Promise.resolve({ entries: entity === 'lot' ? entries : [], complete: true }),
    };
    const told = await orderHistory(planning, order, withLot.plan);
    expect(historyLines(withLot, told, order).map(({ what, who }) => [what, who])).toEqual([
      ['Lot L9 (Line 8) assigned to nothing any more', 'The binder'],
      ['Lot L9 (Line 8) assigned to this order', 'The binder'],
    ]);
  });
});
