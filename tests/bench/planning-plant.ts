/** A plant of 50 lines with a full plan: two operations an order, products with families, a changeover matrix, holidays, maintenance. */
import { seeded } from '../fixtures/line-hours.ts';
import { HOUR, at, line, place, situation, type Sketch } from '../shared/schedule/small-plant.ts';
import type { Situation } from '../../shared/schedule/schedule.ts';

const LINES = 50;
const PRODUCTS = 40;
const FAMILIES = ['cards', 'vials', 'swabs', 'kits', 'strips'];
const MINUTE = 60_000;

/** So many operations in queues, half of them waiting for the other half; all times are whole minutes. */
export function fullPlan(operations: number, lines = LINES): Situation {
  const random = seeded(7);
  const whole = (from: number, to: number) => Math.floor(from + random() * (to - from));
  const id = (prefix: string, i: number) => `${prefix}${String(i).padStart(5, '0')}`;
  const orders: NonNullable<Sketch['orders']> = {};
  for (let i = 0; i < operations / 2; i++) {
    const order = id('wo-', i);
    const [first, second] = [`line${1 + (i % (lines / 2))}`, `line${lines / 2 + 1 + (whole(0, lines) % (lines / 2))}`];
    const tasks =
      i % 5 === 0
        ? [
            {
              key: 'check',
              kind: 'quality-test' as const,
              name: 'Test',
              at: 'end' as const,
              offsetMs: 0,
              blocks: false,
            },
          ]
        : [];
    orders[order] = {
      ...{ product: `p${whole(0, PRODUCTS)}`, quantity: 1_200 * whole(1, 20), lotNumber: String(100_000 + i) },
      due: at('2026-11-23T06:00') + (i + 60) * 1.1 * HOUR,
      jobs: {
        make: { position: 0, place: place(first, id('', i)), tasks },
        pack: {
          ...{ position: 1, place: place(second, id('', i)) },
          after: [{ job: `${order}.make`, waitMs: whole(0, 3) * HOUR }],
        },
      },
    };
  }
  return situation({
    now: '2026-11-23T07:00',
    lines: Array.from({ length: lines }, (_, i) =>
      line(`line${i + 1}`, {
        position: i,
        calendar: {
          ...{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], start: '06:00', end: '22:30' },
          breaks: [
            { start: '10:00', end: '10:30' },
            { start: '18:00', end: '18:30' },
          ],
        },
      }),
    ),
    orders,
    products: Object.fromEntries(
      Array.from({ length: PRODUCTS }, (_, i) => [
        `p${i}`,
        { family: FAMILIES[i % FAMILIES.length]!, ratePerHour: 1_200 },
      ]),
    ),
    rates: Object.fromEntries(
      Array.from({ length: PRODUCTS * 5 }, (_, i) => [
        `r${i}`,
        { product: `p${i % PRODUCTS}`, line: `line${1 + (i % lines)}`, perHour: 600, validFrom: '2026-01-01' },
      ]),
    ),
    changeovers: Object.fromEntries(
      FAMILIES.flatMap((from, i) =>
        FAMILIES.map((to, j) => [`c${i}${j}`, { from, to, ms: (i === j ? 10 : 20 + 5 * j) * MINUTE }] as const),
      ),
    ),
    exceptions: Object.fromEntries([
      ...['2026-11-26', '2026-12-25', '2027-01-01', '2027-02-15'].map(
        (date, i) =>
          [`h${i}`, { scope: 'plant', kind: 'holiday' as const, from: `${date}T00:00`, to: `${date}T23:59` }] as const,
      ),
      ...Array.from(
        { length: 20 },
        (_, i) =>
          [
            `m${i}`,
            {
              scope: `line:line${i + 1}`,
              kind: 'maintenance' as const,
              from: '2026-12-07T06:00',
              to: '2026-12-07T14:00',
            },
          ] as const,
      ),
    ]),
    paces: Object.fromEntries(
      Array.from({ length: lines }, (_, i) => [`line${i + 1}`, [0.8, 0.9, 1, 0.7, 0.95, 0.85]]),
    ),
  });
}
