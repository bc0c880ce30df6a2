/** The list of orders, as it is shown, as a file. */
import type { WorkOrder } from '../../shared/orders/plan.ts';
import { tableOfOrders } from '../../shared/orders/table/table-of-orders.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { date } from '../locales/format.ts';
import { orderTableWords } from '../locales/plan-import.ts';
import { planText as p } from '../locales/plan.ts';
import { saveTable } from './plan-export.ts';

/** Rejects when the file could not be made. */
export async function saveOrders(
  data: Pick<AppData, 'planTables'>,
  { situation, schedule, plant }: PlanView,
  orders: readonly WorkOrder[],
  format: 'csv' | 'xlsx',
): Promise<void> {
  const zone = plant.timezone;
  const sheet = tableOfOrders(situation, schedule, orderTableWords(), orders);
  const name = `${p('page-orders')} ${date(schedule.now, zone)}`;
  const stop = new AbortController().signal;
  const saved = await saveTable(data, sheet, { name, format, zone, window: globalThis.window, stop });
  if (!saved.ok) throw new Error(saved.detail ?? p('notSaved'));
}
