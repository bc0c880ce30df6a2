/** A gesture over cells of master data becomes one change; what of it cannot be taken stays as it was typed, with the reason. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import { setFields, type Edit } from '../../shared/orders/verbs/sheet.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import type { SheetCell, SheetEdit, SheetRow } from '../components/sheet/sheet-model.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { namesOfNew, type Kept, type KeptRows } from './orders-edits.ts';
import { refusalText } from './plan-refusal.ts';
import type { MasterTable } from './products-table.ts';

export interface TakenMaster {
  /** Null = nothing of it can be taken. */
  attempt: ((world: VerbWorld) => Saying) | null;
  count: number;
  kept: KeptRows;
  /** Ids of rows that were new: of what is made, or of what stays to be made. */
  became: ReadonlyMap<string, string>;
}

/** `table` as it is kept: without what was only typed. */
export function takenMaster(
  world: VerbWorld,
  table: MasterTable,
  edits: readonly SheetEdit[],
  before: KeptRows,
): TakenMaster {
  const kept = new Map([...before].map(([row, cells]) => [row, new Map(cells)]));
  const taken: Edit[][] = [];
  const became = namesOfNew(world, edits);
  const there = new Set(table.rows.map(({ id }) => id));
  for (const [row, typed] of typedRows(edits, kept, became)) {
    const isThere = there.has(row);
    // It has gone meanwhile; nobody makes it again by typing.
    if (!isThere && !kept.has(row) && ![...became.values()].includes(row)) continue;
    kept.delete(row);
    const { said, wrong } = takenRow(world, table, { id: row, isThere }, typed);
    if (wrong.size > 0) kept.set(row, keptCells(typed, wrong, isThere));
    if (said.length > 0) taken.push(said);
  }
  const attempt = (now: VerbWorld) => setFields(now, { edits: taken.flat() });
  return { attempt: taken.length > 0 ? attempt : null, count: taken.length, kept, became };
}

function typedRows(
  edits: readonly SheetEdit[],
  kept: KeptRows,
  became: ReadonlyMap<string, string>,
): Map<string, Map<string, string>> {
  const rows = new Map<string, Map<string, string>>();
  for (const { row, column, value } of edits) {
    const id = became.get(row) ?? row;
    if (!rows.has(id)) rows.set(id, new Map([...(kept.get(id) ?? [])].map(([each, { typed }]) => [each, typed])));
    rows.get(id)!.set(column, value);
  }
  return rows;
}

function takenRow(
  world: VerbWorld,
  table: MasterTable,
  { id, isThere }: { id: string; isThere: boolean },
  typed: ReadonlyMap<string, string>,
) {
  const wrong = new Map<string, string>();
  const values: Record<string, string | number | null> = {};
  for (const [column, text] of typed) {
    const read = table.read(column, text);
    if (read.ok) values[column] = read.value;
    else wrong.set(column, read.why);
  }
  for (;;) {
    // A new row is taken as a whole, or stays as a whole.
    const isOver = Object.keys(values).length === 0 || (!isThere && wrong.size > 0);
    const edits = isOver ? [] : table.edits(isThere ? id : null, values);
    const said = isThere ? edits : edits.map((edit) => ({ id, ...edit }));
    if (said.length === 0) return { said, wrong };
    const saying = setFields(world, { edits: said });
    if (saying.ok) return { said, wrong };
    const field = saying.field !== null && saying.field in values ? saying.field : null;
    for (const column of field === null ? Object.keys(values) : [field]) {
      wrong.set(column, refusalText(saying));
      delete values[column];
    }
  }
}

function keptCells(
  typed: ReadonlyMap<string, string>,
  wrong: ReadonlyMap<string, string>,
  isThere: boolean,
): Map<string, Kept> {
  const stays = [...typed].filter(([column]) => !isThere || wrong.has(column));
  return new Map(stays.map(([column, text]) => [column, { typed: text, why: wrong.get(column) ?? null }]));
}

/** What was typed and not taken lies over what is there; what is not there yet comes last. */
export function withKept({ columns, rows }: MasterTable, kept: KeptRows): SheetRow[] {
  const over = (cells: ReadonlyMap<string, Kept>) =>
    Object.fromEntries(
      [...cells].map(([key, { typed, why }]): [string, SheetCell] => {
        const choices = columns.find((column) => column.key === key)?.choices ?? [];
        const text = choices.find(({ value }) => value === typed)?.text ?? typed;
        return [key, { text, typed, ...(why !== null && { wrong: why }) }];
      }),
    );
  const marks = [{ sign: '■', text: s('notTakenYet'), loud: true }];
  const there = new Set(rows.map(({ id }) => id));
  const fresh = [...kept].filter(([id]) => !there.has(id));
  return [
    ...rows.map((row) => {
      const cells = kept.get(row.id);
      if (!cells) return row;
      return {
        ...row,
        isWrong: true,
        marks: [...marks, ...(row.marks ?? [])],
        cells: { ...row.cells, ...over(cells) },
      };
    }),
    ...fresh.map(([id, cells]) => ({ id, title: s('newRow'), isWrong: true, marks, cells: over(cells) })),
  ];
}
