/** Tables of the plan as files: CSV is made here, also out of reach; a workbook by the gateway. */
import { csvOf } from '../../shared/orders/table/csv.ts';
import type { Sheet } from '../../shared/orders/table/sheet.ts';
import type { Told } from '../data/asking.ts';
import { csvStyle } from '../locales/csv-style.ts';
import type { AppData } from '../data/line-data.ts';
import { destinationFor } from './explorer-files.ts';

/** `name` without ending. False = nobody wanted it after all; a workbook may be `unreachable`. Never rejects for those. */
export async function saveTable(
  { planTables }: Pick<AppData, 'planTables'>,
  sheet: Sheet,
  {
    name,
    format,
    zone,
    window,
    stop,
  }: {
    name: string;
    format: 'csv' | 'xlsx';
    zone: string;
    window: Window;
    stop: AbortSignal;
  },
): Promise<Told<boolean>> {
  // Asked first: a browser lets a page ask for a file only right after a tap.
  const to = await destinationFor(`${name}.${format}`, window);
  if (!to) return { ok: true, value: false };
  const made: Told<Uint8Array<ArrayBuffer>> =
    format === 'csv'
      ? { ok: true, value: new TextEncoder().encode(csvOf(sheet, zone, csvStyle())) }
      : await planTables.workbook({ name, sheets: [sheet] }, stop);
  if (!made.ok) {
    await to.abort();
    return made;
  }
  await to.write(made.value);
  await to.close();
  return { ok: true, value: true };
}
