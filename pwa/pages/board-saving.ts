/** What the board shows, as a file. */
import { tableOfBoard } from '../../shared/orders/table/table-of-board.ts';
import type { Window as TimeWindow } from '../../shared/calendar/windows.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { date } from '../locales/format.ts';
import { boardTableWords } from '../locales/plan-import.ts';
import { planText as p } from '../locales/plan.ts';
import { saveTable } from './plan-export.ts';

/** Rejects with words for the person when the file could not be made. */
export async function saveBoard(
  data: Pick<AppData, 'planTables'>,
  view: PlanView,
  window: TimeWindow,
  format: 'csv' | 'xlsx',
): Promise<void> {
  const zone = view.plant.timezone;
  const sheet = tableOfBoard(view.situation, view.schedule, window, boardTableWords());
  const name = `${p('page-board')} ${date(window.from, zone)}`;
  const stop = new AbortController().signal;
  const saved = await saveTable(data, sheet, { name, format, zone, window: globalThis.window, stop });
  if (!saved.ok) throw new Error(saved.detail ?? p('notSaved'));
}
