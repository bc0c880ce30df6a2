/** Holidays and one-off changes as a file that can be changed and brought in again. */
import { tableOfExceptions } from '../../shared/orders/table/table-of-exceptions.ts';
import type { Told } from '../data/asking.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { exceptionTableWords } from '../locales/calendar.ts';
import { date } from '../locales/format.ts';
import { saveTable } from './plan-export.ts';

/** Those that are shown, in their order. False = nobody wanted it after all. Never rejects for what a gateway may answer. */
export function saveExceptions(
  data: Pick<AppData, 'planTables'>,
  { situation, plan, plant, schedule }: PlanView,
  { format, shown }: { format: 'csv' | 'xlsx'; shown: readonly string[] },
): Promise<Told<boolean>> {
  const exceptions = shown.flatMap((id) => plan.exceptions.get(id) ?? []);
  const sheet = tableOfExceptions(situation, exceptionTableWords(), exceptions);
  const zone = plant.timezone;
  const name = `${sheet.name} ${date(schedule.now, zone)}`;
  return saveTable(data, sheet, { name, format, zone, window: globalThis.window, stop: new AbortController().signal });
}
