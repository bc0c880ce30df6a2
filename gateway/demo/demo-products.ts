/** What the simulated plant makes: strip tests of several kinds, how fast, and what it costs to go from one to another. Invented. */
import type { PlanFields, RouteStep, TaskTemplate } from '../../shared/orders/entities.ts';

const MINUTE_MS = 60_000;

export interface DemoProduct extends PlanFields<'product'> {
  id: string;
  shortName: string;
}

const TASKS: TaskTemplate[] = [
  task({
    key: 'material',
    kind: 'material',
    name: 'Film and pouches to the line',
    department: 'Warehouse',
    minutes: -45,
  }),
  task({ key: 'first-test', kind: 'quality-test', name: 'Test of the first 200', department: 'Quality', minutes: 60 }),
  {
    ...task({ key: 'release', kind: 'sign-off', name: 'Release of the lot', department: 'Quality', minutes: 120 }),
    at: 'end',
  },
];

const POUCHING: RouteStep = {
  key: 'pouch',
  operation: 'Pouching',
  processGroup: 'pouching',
  tasks: TASKS,
};
const CUTTING: RouteStep = {
  ...{ key: 'strips', operation: 'Cut strips', processGroup: 'strips', ratePerHour: 12_000, setupMs: 20 * MINUTE_MS },
  tasks: [
    {
      ...task({
        key: 'strip-test',
        kind: 'quality-test',
        name: 'Test of the strip lot',
        department: 'Quality',
        minutes: 60,
      }),
      at: 'end',
    },
  ],
};
/** Strips dry for two hours before they are pouched. */
const FROM_CARD: RouteStep[] = [CUTTING, { ...POUCHING, after: [{ key: 'strips', waitMs: 120 * MINUTE_MS }] }];
const DIPPING: RouteStep[] = [
  { key: 'dip', operation: 'Dipstick', processGroup: 'dipstick', tasks: TASKS.slice(0, 1) },
];

/** Items of the simulated lines first, as `packing-lines.ts` has them. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  pouched({
    id: 'sars',
    name: 'SARS-CoV-2 antigen',
    shortName: 'SARS',
    item: '1206300',
    family: 'Respiratory',
    colour: '#c98a84',
  }),
  pouched({
    id: 'flu',
    name: 'Influenza A+B',
    shortName: 'Flu',
    item: '1206450',
    family: 'Respiratory',
    colour: '#8fbf8b',
  }),
  pouched({
    id: 'rsv',
    name: 'RSV',
    shortName: 'RSV',
    item: '1206800',
    family: 'Respiratory',
    colour: '#d9b26a',
    route: FROM_CARD,
  }),
  pouched({
    id: 'strep-plus',
    name: 'Strep A+',
    shortName: 'Strep A+',
    item: '1310200',
    family: 'Strep',
    colour: '#a99bd1',
  }),
  pouched({
    id: 'strep-il',
    name: 'Strep A inline',
    shortName: 'Strep IL',
    item: '1422800',
    family: 'Strep',
    colour: '#7fb6d9',
  }),
  pouched({ id: 'hcg', name: 'hCG urine', shortName: 'hCG', item: '1422950', family: 'Fertility', colour: '#b8a99e' }),
  pouched({
    id: 'abc',
    name: 'ABC combined',
    shortName: 'ABC',
    item: '1530100',
    family: 'Combined',
    colour: '#b59bc9',
    route: FROM_CARD,
  }),
  dipped({ id: 'uri-10', name: 'Urine dipstick, 10 fields', shortName: 'Uri 10', item: '1701000', colour: '#92b8b0' }),
  dipped({ id: 'uri-4', name: 'Urine dipstick, 4 fields', shortName: 'Uri 4', item: '1700400', colour: '#b7b784' }),
];

/** Where it differs from the product's own; per hour. */
export const DEMO_RATES: readonly (PlanFields<'rate'> & { product: string; line: string })[] = [
  { product: 'sars', line: 'line7', perHour: 5_200 },
  { product: 'strep-plus', line: 'line8', perHour: 5_300 },
  { product: 'hcg', line: 'line8', perHour: 5_400 },
  { product: 'sars', line: 'line9', perHour: 4_600 },
  { product: 'uri-4', line: 'dip-b', perHour: 4_200 },
];

const FAMILIES = ['Respiratory', 'Strep', 'Fertility', 'Combined'] as const;
/** Minutes from the family of the row to that of the column: within one only the film is changed. */
const MATRIX: readonly (readonly number[])[] = [
  [10, 45, 40, 50],
  [60, 10, 40, 45],
  [45, 45, 10, 40],
  [60, 50, 45, 15],
];

export const DEMO_CHANGEOVERS: readonly { from: string; to: string; ms: number }[] = [
  ...FAMILIES.flatMap((from, i) => FAMILIES.map((to, k) => ({ from, to, ms: MATRIX[i]![k]! * MINUTE_MS }))),
  { from: '*', to: '*', ms: 30 * MINUTE_MS },
];

function pouched(product: DemoProduct): DemoProduct {
  return { processGroup: 'pouching', ratePerHour: 5_000, route: [POUCHING], ...product };
}

function dipped(product: DemoProduct): DemoProduct {
  return { family: 'Urinalysis', processGroup: 'dipstick', ratePerHour: 3_600, route: DIPPING, ...product };
}

/** It is looked at, and holds nobody up: the simulated machines do not wait. */
function task({
  minutes,
  ...of
}: Pick<TaskTemplate, 'key' | 'kind' | 'name'> & { department: string; minutes: number }): TaskTemplate {
  return { ...of, at: 'start', offsetMs: minutes * MINUTE_MS, blocks: false };
}
