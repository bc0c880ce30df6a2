import { describe, expect, it } from 'vitest';
import type { EnteredPlanFact } from '../../../pwa/data/line-data.ts';
import { stillTaken, takenNumbers, withNumbers } from '../../../pwa/pages/numbers-again.ts';
import { calendarView } from './calendar-view.ts';

/** Order `A` of the plan has the lot number 700. */
const view = calendarView({ orders: { A: { quantity: 1_000 } } });
const order = view.plan.orders.get('A')!;
const numbered = { ...order, fields: { ...order.fields, lot: 'A', lotNumber: '700' } };
const plan = { ...view.plan, orders: new Map([['A', numbered]]) };

type Change = Extract<EnteredPlanFact, { type: 'change' }>;

function entered(...orders: { id: string; set: Record<string, unknown> }[]): Change {
  return {
    ...{ _id: 'x', type: 'change', schema: 1, line: null, at: 5, by: { origin: 'desk', user: 'planner' } },
    sets: orders.map(({ id, set }) => ({ entity: 'order', id, saw: {}, set })),
    named: { 'order:B': 'Flu 125', 'order:C': 'Flu 126' },
  };
}

describe('orders that were refused because a number is taken', () => {
  const both = entered(
    { id: 'B', set: { lot: '125', lotNumber: '700' } },
    { id: 'C', set: { lot: '126', lotNumber: '701' } },
  );

  it('ask for another number for those of which another order has it', () => {
    expect(takenNumbers(both, 'lotNumber', plan)).toEqual([
      { id: 'B', name: 'Flu 125', field: 'lot number', number: '700' },
    ]);
    // Whoever has it is over so long that it is not on this device.
    expect(takenNumbers(both, 'lotNumber', null).map(({ id }) => id)).toEqual(['B', 'C']);
  });

  it('are told at once when the other number is taken as well, by which order', () => {
    const typed = (number: string) => withNumbers(both, 'lotNumber', new Map([['B', number]]));
    expect([...stillTaken(typed('702'), { field: 'lotNumber', plan })]).toEqual([]);
    expect(stillTaken(typed('701'), { field: 'lotNumber', plan }).get('B')).toBe('Flu 126');
    expect(stillTaken(both, { field: 'lotNumber', plan }).get('B')).toContain('A');
  });

  it('are what they were but for the number, and have none where it was taken out', () => {
    const { sets } = withNumbers(both, 'lotNumber', new Map([['B', '702']]));
    expect(sets.map(({ set }) => set)).toEqual([
      { lot: '125', lotNumber: '702' },
      { lot: '126', lotNumber: '701' },
    ]);
    expect(withNumbers(both, 'lotNumber', new Map([['B', '']])).sets[0]!.set).toEqual({ lot: '125' });
    const alone = entered({ id: 'B', set: { lotNumber: '700' } });
    expect(withNumbers(alone, 'lotNumber', new Map([['B', '']])).sets).toEqual([]);
  });
});
