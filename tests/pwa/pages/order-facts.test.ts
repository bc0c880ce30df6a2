import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { factRows, lateText } from '../../../pwa/pages/order-facts.ts';
import { NOW, calendarView } from './calendar-view.ts';

const HOUR_MS = 3_600_000;
const spaces = (text: string) => text.replaceAll('\u00a0', ' ');
beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

describe('what an order is', () => {
  const view = calendarView({ orders: { A: { quantity: 5_000, due: NOW + 3 * HOUR_MS } } });
  const order = view.plan.orders.get('A')!;
  const facts = (fields: object, quantity = order.quantity) =>
    factRows(view, { ...order, quantity, fields: fields as typeof order.fields }).map((row) => row.join(' '));

  it('is told by what somebody gave it, and by what holds where nobody did', () => {
    expect(facts({ due: NOW + 3 * HOUR_MS, lotNumber: '641558', reference: 'WO-1', priority: 1 })).toEqual([
      'Product No product yet',
      'Quantity 5,000',
      'Due 15:00',
      'Expected 17:00',
      'Lot number 641558',
      'Reference WO-1',
      'Priority 1',
    ]);
    expect(facts({}, null)).toEqual([
      'Product No product yet',
      'Quantity no quantity',
      'Due no due date',
      'Expected 17:00',
      'Lot number none: the machine cannot be counted to it',
      'Priority 5 (usual)',
    ]);
  });
});

describe('why it is late', () => {
  const cause = (why: 'queue' | 'slow', hours: number) => ({ why, ms: hours * HOUR_MS, job: null, line: null });

  it('is said once where one cause is all of it, and shared out where there are several', () => {
    expect(spaces(lateText({ lateMs: 37.2 * HOUR_MS, causes: [cause('queue', 37.2)] }))).toBe(
      'late 1 d 13 h: waits for its turn',
    );
    expect(spaces(lateText({ lateMs: 11.55 * HOUR_MS, causes: [cause('slow', 8), cause('queue', 3.55)] }))).toBe(
      'late 11 h 33 min: slower than standard 8 h, waits for its turn 3 h 33 min',
    );
  });

  it('is nothing to be said where it is in time, or nobody can say', () => {
    expect([lateText({ lateMs: -1, causes: [] }), lateText({ lateMs: null, causes: [] })]).toEqual(['', '']);
  });
});
