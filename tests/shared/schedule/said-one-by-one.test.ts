import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeSet } from '../../../shared/documents/change.ts';
import type { Said } from '../../../shared/orders/said.ts';
import { withSaid } from '../../../shared/orders/with-said.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import type { Situation } from '../../../shared/schedule/schedule.ts';
import { HOUR, TWO_SHIFTS, at, line, place, situation, type Sketch } from './small-plant.ts';

const NOW = '2026-11-23T07:00';
const ORDERS = ['a', 'b', 'c', 'd', 'e', 'f'];
const LINES = ['line1', 'line2', 'line3'];
const PRODUCTS = ['red', 'blue', 'white'];

/** Six orders of two operations on three lines; the first runs, another is about to be late. */
function plant(): Situation {
  const orders: NonNullable<Sketch['orders']> = Object.fromEntries(
    ORDERS.map((id, i) => [
      id,
      {
        ...{
          product: PRODUCTS[i % 3]!,
          quantity: 4_000 + 1_000 * i,
          lotNumber: `2200${i}`,
          due: at(NOW) + 9 * i * HOUR,
        },
        jobs: {
          make: {
            place: place(LINES[i % 2]!, `${i}`),
            tasks: [
              {
                ...{ key: 'test', kind: 'quality-test' as const, name: 'Test', at: 'end' as const },
                ...{ offsetMs: HOUR, blocks: i % 2 === 0 },
              },
            ],
          },
          pack: {
            ...{ position: 1, place: place('line3', `${i}`) },
            tasks: [
              {
                ...{ key: 'cart', kind: 'material' as const, name: 'Cart', at: 'start' as const },
                ...{ offsetMs: HOUR / 2, blocks: i % 3 === 0 },
              },
            ],
            after: [{ job: `${id}.make`, waitMs: HOUR, ...(i % 2 === 1 && { overlap: 500 }) }],
          },
        },
      },
    ]),
  );
  return situation({
    now: NOW,
    lines: LINES.map((id) => line(id, { calendar: TWO_SHIFTS })),
    orders,
    products: { red: { family: 'dark', ratePerHour: 700 }, blue: { family: 'dark' }, white: { family: 'light' } },
    changeovers: { dark: { from: 'dark', to: 'light', ms: HOUR }, any: { from: '*', to: '*', ms: HOUR / 4 } },
    exceptions: {
      oil: { scope: 'line:line1', kind: 'maintenance', from: '2026-11-24T08:00', to: '2026-11-24T10:00' },
    },
    paces: { line1: [0.8, 0.9, 1, 0.7, 0.95, 0.85] },
    lots: [
      {
        ...{ line: 'line1', lot: '22000', good: 900, current: true, goodPerHour: 800 },
        ...{ fromMs: at(NOW) - HOUR, toMs: at(NOW) - 60_000 },
      },
    ],
  });
}

const order = fc.constantFrom(...ORDERS);
const job = fc.tuple(order, fc.constantFrom('make', 'pack')).map((parts) => parts.join('.'));
const some = fc.nat(40);
const change = (entity: ChangeSet['entity'], id: string, set: ChangeSet['set']): Said => ({
  ...{ type: 'change', sets: [{ entity, id, set, saw: {} }] },
});

const said: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(job, fc.constantFrom(...LINES), some, fc.boolean()).map(([id, to, key, pinned]) =>
    change('job', id, {
      place: place(to, String(key), pinned ? { pinned, notBefore: at(NOW) + key * HOUR } : {}),
    }),
  ),
  job.map((id) => change('job', id, { place: null })),
  fc.tuple(job, some).map(([id, n]) => change('job', id, { setupMs: n * 300_000 })),
  fc.tuple(job, job).map(([id, before]) => change('job', id, { after: [{ job: before }] })),
  fc.tuple(order, some).map(([id, n]) => change('order', id, { quantity: n * 400 })),
  fc.tuple(order, some).map(([id, n]) => change('order', id, { due: at(NOW) + n * HOUR })),
  fc.tuple(order, fc.constantFrom(...PRODUCTS, null)).map(([id, product]) => change('order', id, { product })),
  fc
    .tuple(order, fc.constantFrom('standard', 'extrapolated', null))
    .map(([id, movesBy]) => change('order', id, { movesBy })),
  fc.constantFrom('standard', 'extrapolated').map((movesBy) => change('setting', 'plant', { movesBy })),
  fc
    .tuple(order, fc.constantFrom('make.test', 'pack.cart'), some)
    .map(([id, task, n]) => change('task', `${id}.${task}`, { done: at(NOW) - n * 60_000 })),
  fc
    .tuple(fc.constantFrom(...PRODUCTS), some)
    .map(([product, n]) => change('rate', `r-${product}`, { product, perHour: 300 + 10 * n, validFrom: '2026-11-24' })),
  fc.tuple(fc.constantFrom(...PRODUCTS), some).map(([to, n]) =>
    change('changeover', `c-${to}`, {
      from: '*',
      to,
      ms: n * 60_000,
      ...(n % 2 === 0 && { validFrom: '2026-11-25' }),
    }),
  ),
  some.map((n) =>
    change('exception', 'feast', {
      scope: 'plant',
      kind: 'holiday',
      from: '2026-11-24T00:00',
      to: `2026-11-24T${10 + (n % 14)}:00`,
    }),
  ),
  fc
    .tuple(job, fc.constantFrom(...LINES), fc.constantFrom('start', 'pause', 'complete', 'abort', 'reopen'))
    .map(([id, on, verb]): Said => ({ type: 'execution', job: id, line: on, verb })),
);

/** What lines count, by the hour. */
const counted = fc
  .tuple(fc.constantFrom('line1', 'line2'), fc.constantFrom('22000', '22001', '9'), some)
  .map(([on, lot, n]) => (before: Situation): Situation['lots'] => [
    ...before.lots.filter((row) => row.line !== on || row.lot !== lot),
    ...situation({
      now: NOW,
      lots: [{ line: on, lot, good: n * 100, current: true, fromMs: at(NOW) - HOUR, toMs: at(NOW) + n * 60_000 }],
    }).lots,
  ]);

/** What comes next, after which of the situations so far, and how much later. */
const sayings = fc.array(
  fc.tuple(
    fc.oneof({ weight: 6, arbitrary: said }, { weight: 1, arbitrary: counted }),
    fc.nat(3),
    fc.constantFrom(0, 0, 0, 60_000),
  ),
  { minLength: 1, maxLength: 12 },
);

describe('a schedule after one thing or another was said or counted', () => {
  it('is the one that somebody would get who knows nothing but the plan as it is then', () => {
    fc.assert(
      fc.property(sayings, (all) => {
        const known = [plant()];
        for (const [one, back, laterMs] of all) {
          const before = known.at(-1 - Math.min(back, known.length - 1))!;
          const now = before.now + laterMs;
          const next =
            typeof one === 'function'
              ? { ...before, now, lots: one(before) }
              : { ...before, now, plan: withSaid(before.plan, [one], now) };
          expect(scheduleOf(next)).toEqual(scheduleOf(structuredClone(next)));
          known.push(next);
        }
      }),
      { numRuns: 60 },
    );
  });
});
