import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineData } from '../../../pwa/data/line-data.ts';
import type { PlanView } from '../../../pwa/data/planning.ts';
import { useLanguage } from '../../../pwa/locales/locale.ts';
import { sufferedStops } from '../../../pwa/pages/order-rows.ts';
import { unknownHour } from '../../../shared/documents/line-hour.ts';
import type { WorkOrder } from '../../../shared/orders/plan.ts';
import { lines, plant } from '../../fixtures/plant.ts';

const MINUTE = 60_000;
const SIX = Date.UTC(2026, 9, 6, 13);
const at = (minute: number) => SIX + minute * MINUTE;

beforeAll(() => useLanguage(['en-GB']));
afterAll(() => useLanguage(['en']));

/** An order whose lot ran on the line between two minutes of the day; the first break is from 270 to 300. */
function suffered(ran: [from: number, to: number], stops: [from: number, to: number][], given: object[] = []) {
  const lot = { line: 'line8', lot: 'A', made: 1, fromMs: at(ran[0]), toMs: at(ran[1]) };
  const schedule = { now: at(600), standings: new Map([['job', { lots: [lot, { ...lot, line: 'line9' }] }]]) };
  const hours = Array.from({ length: 10 }, (_, i) => ({
    ...unknownHour(at(60 * i)),
    stops: stops.filter(([from]) => Math.floor(from / 60) === i).map(([from, to]) => [at(from), at(to)]),
  }));
  return sufferedStops(
    { plant, schedule } as unknown as PlanView,
    { jobs: ['job'] } as unknown as WorkOrder,
    { plant, line: lines[0]!, reasons: [{ code: 'film-jam', name: 'Film jam' }], given, hours } as unknown as LineData,
  );
}

describe('the stops that an order suffered', () => {
  it('are those above the limit while its lot ran there, the longest first, with what people said', () => {
    const jam = { id: 'r1', at: at(50), from: at(40), to: at(44), code: 'film-jam', supersedes: null };
    const stops = suffered(
      [30, 200],
      [
        [10, 25],
        [40, 44],
        [60, 60.5],
        [100, 110],
        [205, 215],
      ],
      [{ ...jam, unsent: false }],
    );
    expect(stops.map(({ time, reason }) => [time.replace('\u00a0', ' '), reason])).toEqual([
      ['10 min', null],
      ['4 min', 'Film jam'],
    ]);
  });

  it('are not its breaks, nor what a line suffered that it never saw', () => {
    expect(suffered([30, 400], [[269, 300]])).toEqual([]);
    expect(suffered([500, 510], [[40, 50]])).toEqual([]);
  });
});
