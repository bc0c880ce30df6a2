/** Orders of the simulated plant: those of the lots that its machines really run, and some for lines that nobody hears. */
import type { PlanFields } from '../../shared/orders/entities.ts';
import { clockTime, localDay } from './local-time.ts';
import { lotRuns, type LotRun } from './lot-runs.ts';
import { PACKING_LINES } from './packing-lines.ts';
import { DEMO_PRODUCTS } from './demo-products.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a simulated line makes in an hour, stops and breaks included: a lot is over a little before the machine turns to the next. */
const MADE_PER_HOUR = 5_200;
/** So many lots of each simulated line are planned ahead. */
const AHEAD_MS = 2.5 * DAY_MS;

export interface DemoOrder {
  id: string;
  fields: PlanFields<'order'> & { product: string };
  /** Line of each step of the route, in its order; null = in the parking lot. A step that is not named was done before. */
  lines: Readonly<Record<string, string | null>>;
  /** It has run and ended, ms. */
  ran?: { from: number; to: number };
}

interface DemoOrdersParts {
  seed: string;
  timezone: string;
  now: number;
  /** When the first rows of the simulated lines happened, ms. */
  historyFrom: number;
}

/** In the order in which they stand in their queues. */
export function demoOrders(parts: DemoOrdersParts): DemoOrder[] {
  return [...PACKING_LINES.flatMap((line) => runningOrders(parts, line)), ...otherOrders(parts)];
}

function runningOrders(
  { seed, timezone, now, historyFrom }: DemoOrdersParts,
  line: (typeof PACKING_LINES)[number],
): DemoOrder[] {
  const runs = lotRuns({ seed, line, timezone, from: historyFrom, to: now + AHEAD_MS });
  const ahead = runs.filter(({ from }) => from > now);
  return runs.map((run) => {
    const isOver = run.to <= now;
    // The second in the queue of the first line was promised too early.
    const isLate = line === PACKING_LINES[0] && run === ahead[0];
    const due = isLate ? run.to - 8 * HOUR_MS : noonAfter(timezone, run.to + DAY_MS);
    const product = DEMO_PRODUCTS.find(({ item }) => item === run.item)!;
    return {
      id: `demo-${run.lot}`,
      fields: { ...lotFields(run.lot), product: product.id, quantity: quantityOf(run, historyFrom), due },
      lines: { pouch: line.id },
      ...(isOver && { ran: { from: run.from, to: run.to } }),
    };
  });
}

/** Of what began before anybody counted, only what was counted is asked for. */
function quantityOf({ from, to }: LotRun, historyFrom: number): number {
  const hours = (to - Math.max(from, historyFrom)) / HOUR_MS;
  return Math.max(1_000, Math.round((hours * MADE_PER_HOUR) / 1_000) * 1_000);
}

type Other = [
  product: string,
  lot: string,
  thousands: number,
  dueInDays: number,
  lines: DemoOrder['lines'],
  more?: object,
];

function otherOrders({ timezone, now }: DemoOrdersParts): DemoOrder[] {
  const others: Other[] = [
    ['sars', '159301', 64, 3, { pouch: 'line9' }],
    [
      'abc',
      '159132',
      90,
      5,
      { strips: 'cutter', pouch: 'line9' },
      { upstreamLot: '158990', notes: 'Starts when strip lot 158990 is tested.' },
    ],
    ['flu', '159127', 70, 8, { pouch: 'line9' }],
    ['uri-10', '160088', 54, 4, { dip: 'dip-a' }],
    ['uri-4', '160041', 36, 6, { dip: 'dip-a' }],
    ['uri-10', '160089', 80, 7, { dip: 'dip-b' }],
    ['strep-il', '159198', 180, 6, { pouch: null }],
    ['rsv', '159110', 120, 9, { strips: 'cutter', pouch: null }, { upstreamLot: '158994' }],
    ['sars', '159305', 219, 11, { pouch: null }, { priority: 2 }],
    ['abc', '159121', 90, 10, { strips: null, pouch: null }, { upstreamLot: '158997' }],
    ['flu', '159102', 60, 12, { pouch: null }],
    ['uri-4', '160042', 40, 12, { dip: null }],
  ];
  return others.map(([product, lot, thousands, days, lines, more]) => ({
    id: `demo-${lot}`,
    fields: {
      ...lotFields(lot),
      ...{ product, quantity: thousands * 1_000, due: noonAfter(timezone, now + days * DAY_MS) },
      ...more,
    },
    lines,
  }));
}

/** People say the last three figures of a lot; the order's number is what a planning system would have given. */
function lotFields(lot: string): Pick<PlanFields<'order'>, 'lot' | 'lotNumber' | 'reference'> {
  return { lot: lot.slice(-3), lotNumber: lot, reference: `WO-${lot}` };
}

/** The first noon on the plant's clocks at or after `at`. */
function noonAfter(timezone: string, at: number): number {
  const day = localDay(timezone, at);
  const noon = clockTime(day, '12:00');
  return noon >= at ? noon : clockTime(localDay(timezone, day.end), '12:00');
}
