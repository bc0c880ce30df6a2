/** Master data, as they are shown, as a file that can be changed and brought in again. */
import type { Sheet } from '../../shared/orders/table/sheet.ts';
import {
  matrixOfChangeovers,
  tableOfChangeovers,
  tableOfProducts,
  tableOfRates,
} from '../../shared/orders/table/tables-of-master.ts';
import type { Told } from '../data/asking.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { date } from '../locales/format.ts';
import { productsWords } from '../locales/products.ts';
import { saveTable } from './plan-export.ts';
import { matrixNames } from './products-changeovers.ts';
import type { ProductsLook } from './products-look.ts';

/** Settings are no table: null. `rows` = ids as they are shown, in that order. */
export function masterSheet({ situation, plan }: PlanView, look: ProductsLook, rows: readonly string[]): Sheet | null {
  const words = productsWords().table;
  switch (look.tab) {
    case 'products':
      return tableOfProducts(situation, words, shownOf(plan.products, rows));
    case 'rates':
      return tableOfRates(situation, words, shownOf(plan.rates, rows));
    case 'changeovers':
      return look.list
        ? tableOfChangeovers(situation, words, shownOf(plan.changeovers, rows))
        : matrixOfChangeovers(situation, words, { line: look.line, from: rows, to: matrixNames(plan, look.also) });
    case 'settings':
      return null;
  }
}

/** False = nobody wanted it after all. Never rejects for what a gateway may answer. */
export async function saveMaster(
  data: Pick<AppData, 'planTables'>,
  view: PlanView,
  sheet: Sheet,
  format: 'csv' | 'xlsx',
): Promise<Told<boolean>> {
  const zone = view.plant.timezone;
  const name = `${sheet.name} ${date(view.schedule.now, zone)}`;
  const stop = new AbortController().signal;
  return saveTable(data, sheet, { name, format, zone, window: globalThis.window, stop });
}

function shownOf<T>(all: ReadonlyMap<string, T>, rows: readonly string[]): T[] {
  return rows.flatMap((id) => all.get(id) ?? []);
}
