/** What the board shows of a time as a table: what runs where, from when to when, and how sure that is. */
import type { Window } from '../../calendar/windows.ts';
import type { JobForecast, Schedule, Situation } from '../../schedule/schedule.ts';
import type { JobState } from '../job-state.ts';
import type { ColumnKind, Sheet, SheetCell } from './sheet.ts';

const COLUMNS = {
  line: 'text',
  product: 'text',
  lot: 'text',
  lotNumber: 'text',
  operation: 'text',
  state: 'text',
  setup: 'date',
  start: 'date',
  end: 'date',
  earliest: 'date',
  latest: 'date',
  due: 'date',
  late: 'duration',
  wanted: 'number',
  made: 'number',
  remaining: 'number',
  perHour: 'number',
} as const satisfies Record<string, ColumnKind>;
export type BoardColumn = keyof typeof COLUMNS;
export const BOARD_TABLE_COLUMNS = Object.keys(COLUMNS) as readonly BoardColumn[];

export interface BoardTableWords {
  sheet: string;
  titles: Readonly<Record<BoardColumn, string>>;
  states: Readonly<Record<JobState, string>>;
}

/** Jobs in queues that touch the window, line after line; an end that nobody knows reaches into all that comes. */
export function tableOfBoard(situation: Situation, schedule: Schedule, window: Window, words: BoardTableWords): Sheet {
  const rows = situation.lines.flatMap(({ id, name }) =>
    (schedule.queues.get(id) ?? []).flatMap((job) => {
      const forecast = schedule.jobs.get(job);
      if (!forecast || forecast.setupFrom >= window.to || (forecast.end ?? Infinity) <= window.from) return [];
      const cells = { line: name, ...cellsOf(forecast, situation, schedule, words) };
      return [BOARD_TABLE_COLUMNS.map((column): SheetCell => cells[column] ?? null)];
    }),
  );
  const columns = BOARD_TABLE_COLUMNS.map((column) => ({ title: words.titles[column], kind: COLUMNS[column] }));
  return { name: words.sheet, columns, rows };
}

function cellsOf(
  { job, setupFrom, start, end, p10, p90, perHour }: JobForecast,
  { plan }: Situation,
  { standings, orders }: Schedule,
  words: BoardTableWords,
): Partial<Record<BoardColumn, SheetCell>> {
  const { order: id, operation } = plan.jobs.get(job)?.fields ?? {};
  const order = id === undefined ? undefined : plan.orders.get(id);
  const product = order?.fields.product === undefined ? undefined : plan.products.get(order.fields.product)?.fields;
  const standing = standings.get(job);
  const lateMs = id === undefined ? null : (orders.get(id)?.lateMs ?? null);
  return {
    product: product?.shortName ?? product?.name ?? order?.fields.product ?? null,
    lot: order?.fields.lot ?? null,
    lotNumber: order?.fields.lotNumber ?? null,
    operation: operation ?? null,
    state: standing ? words.states[standing.state] : null,
    setup: setupFrom < start ? setupFrom : null,
    start,
    end,
    earliest: p10,
    latest: p90,
    due: order?.fields.due ?? null,
    late: lateMs !== null && lateMs > 0 ? lateMs : null,
    wanted: standing?.wanted ?? null,
    made: standing?.made ?? null,
    remaining: standing?.remaining ?? null,
    perHour,
  };
}
