/** Master data as tables that planners may change and give back: brought in as they are, they change nothing. */
import type { Situation } from '../../schedule/schedule.ts';
import type { Planned } from '../plan.ts';
import { generalChangeovers } from './changeovers-from-table.ts';
import { clearNames } from './clear-names.ts';
import type { ColumnKind, Sheet, SheetCell } from './sheet.ts';

const VALIDITY = { validFrom: 'day', validTo: 'day' } as const;
const COLUMNS = {
  products: {
    ...{ name: 'text', shortName: 'text', item: 'text', family: 'text', colour: 'text', processGroup: 'text' },
    ...{ ratePerHour: 'number', ...VALIDITY, route: 'text', id: 'text' },
  },
  rates: { product: 'text', line: 'text', perHour: 'number', ...VALIDITY, id: 'text' },
  changeovers: { from: 'text', to: 'text', line: 'text', ms: 'number', ...VALIDITY, id: 'text' },
} as const satisfies Record<string, Record<string, ColumnKind>>;

export type MasterSheet = keyof typeof COLUMNS;
type MasterColumns<S extends MasterSheet> = keyof (typeof COLUMNS)[S];

/** In the reader's language; an import knows the headings of each again. */
export interface MasterTableWords {
  sheets: Readonly<Record<MasterSheet, string>>;
  titles: { readonly [S in MasterSheet]: Readonly<Record<MasterColumns<S>, string>> };
  /** In the corner of a matrix that holds on all lines. */
  corner: string;
}

const MINUTE_MS = 60_000;

/** Of these, in their order; a route is only shown: it is changed step by step. */
export function tableOfProducts(
  situation: Situation,
  words: MasterTableWords,
  products: Iterable<Planned<'product'>> = situation.plan.products.values(),
): Sheet {
  const names = clearNames(situation);
  return sheetOf('products', words, products, ({ id, fields: { processGroup, route = [], ...fields } }) => ({
    ...fields,
    ...{ id, processGroup: known(processGroup, names.group) },
    route: route.map(({ operation }) => operation).join(' → ') || null,
  }));
}

/** A line that is not there any more is left out, as a product is: the row is found again by its id. */
export function tableOfRates(
  situation: Situation,
  words: MasterTableWords,
  rates: Iterable<Planned<'rate'>> = situation.plan.rates.values(),
): Sheet {
  const names = clearNames(situation);
  return sheetOf('rates', words, rates, ({ id, fields: { product, line, ...fields } }) => ({
    ...{ ...fields, id, product: known(product, names.product), line: known(line, names.line) },
  }));
}

/** Each with the line and the dates for which it holds. */
export function tableOfChangeovers(
  situation: Situation,
  words: MasterTableWords,
  changeovers: Iterable<Planned<'changeover'>> = situation.plan.changeovers.values(),
): Sheet {
  const names = clearNames(situation);
  return sheetOf('changeovers', words, changeovers, ({ id, fields: { from, to, line, ms, ...fields } }) => ({
    ...{ ...fields, id, from: known(from, names.family), to: known(to, names.family), line: known(line, names.line) },
    ms: ms === undefined ? null : ms / MINUTE_MS,
  }));
}

/** Minutes from families (down) to families (across), of a line ('' = of all); what holds for a time only is in the list. */
export function matrixOfChangeovers(
  situation: Situation,
  words: MasterTableWords,
  { line, from, to }: { line: string; from: readonly string[]; to: readonly string[] },
): Sheet {
  const names = clearNames(situation);
  const labels = new Map([...from, ...to].map((name) => [name, names.family(name)]));
  const named = (all: readonly string[]) => [...new Set(all)].filter((name) => labels.get(name) !== null);
  const title = (name: string) => labels.get(name)!;
  const across = named(to);
  const general = generalChangeovers(situation.plan.changeovers.values(), line === '' ? undefined : line);
  return {
    name: words.sheets.changeovers,
    columns: [
      { title: (line === '' ? null : names.line(line)) ?? words.corner, kind: 'text' },
      ...across.map((name) => ({ title: title(name), kind: 'number' as const })),
    ],
    rows: named(from).map((one): SheetCell[] => [
      title(one),
      ...across.map((other) => {
        const ms = general.get(JSON.stringify([one, other]))?.fields.ms;
        return ms === undefined ? null : ms / MINUTE_MS;
      }),
    ]),
  };
}

function known(value: string | undefined, named: (value: string) => string | null): string | null {
  return value === undefined ? null : named(value);
}

function sheetOf<S extends MasterSheet, P extends { id: string }>(
  sheet: S,
  { sheets, titles }: MasterTableWords,
  all: Iterable<P>,
  cellsOf: (one: P) => Partial<Record<MasterColumns<S>, SheetCell | undefined>>,
): Sheet {
  const kinds: Readonly<Record<string, ColumnKind>> = COLUMNS[sheet];
  const columns = Object.keys(kinds) as (MasterColumns<S> & string)[];
  return {
    name: sheets[sheet],
    columns: columns.map((column) => ({ title: titles[sheet][column], kind: kinds[column]! })),
    rows: Array.from(all, (one) => {
      const cells = cellsOf(one);
      return columns.map((column) => cells[column] ?? null);
    }),
  };
}
