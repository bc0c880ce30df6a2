/** What a gesture changes: a block that is pasted, a column filled down, cells that are cleared or get one value, rows that do. Pure. */
import { formulaSafe, withoutSafety } from '../../../shared/formula-safe.ts';
import { columnsIn, placesIn, rowsIn, type Area } from './sheet-area.ts';
import { rowIdAt, type Place, type SheetCell, type SheetColumn, type SheetEdit, type SheetRow } from './sheet-model.ts';
import { withClearCells } from './sheet-pasted.ts';

export interface Grid {
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  /** What is pasted below the last row becomes new rows. */
  growable: boolean;
}

/** Cells by rows, as they are on the clipboard. */
type Block = readonly (readonly string[])[];

export function cellAt({ rows, columns }: Grid, { row, column }: Place): SheetCell | undefined {
  const key = columns[column]?.key;
  return key === undefined ? undefined : rows[row]?.cells[key];
}

/** As it is typed and copied. */
export function typedAt(grid: Grid, place: Place): string {
  const cell = cellAt(grid, place);
  return cell === undefined || cell.faint ? '' : (cell.typed ?? cell.text);
}

export function isEditable(grid: Grid, place: Place): boolean {
  const column = grid.columns[place.column];
  if (!column?.editable || cellAt(grid, place)?.fixed) return false;
  return place.row < grid.rows.length || grid.growable;
}

/** As people read it on the clipboard: choices by their names. */
export function copied(grid: Grid, area: Area): string[][] {
  const block: string[][] = [];
  for (const place of placesIn(area)) {
    const kind = grid.columns[place.column]?.kind;
    const cell = cellAt(grid, place);
    const text = kind === 'choice' || kind === 'computed' ? (cell?.text ?? '') : typedAt(grid, place);
    // What is pasted into a spreadsheet is read there as if it were typed.
    const safe = kind === 'text' || kind === 'choice' ? formulaSafe(text) : text;
    if (place.column === area.from.column) block.push([]);
    block.at(-1)!.push(safe);
  }
  return block;
}

/** From the area's first corner on; an area that the block fits into several times is filled with it. */
export function pasted(grid: Grid, area: Area, block: Block): SheetEdit[] {
  const { from } = area;
  const [height, width] = [block.length, widthOf(block)];
  const clear = withClearCells(block, grid.columns.slice(from.column, from.column + width));
  return placesIn(areaPasted(area, block)).flatMap((place) => {
    const text = clear[(place.row - from.row) % height]?.[(place.column - from.column) % width];
    return text === undefined ? [] : edit(grid, place, valueOf(grid.columns[place.column], text));
  });
}

/** What a block is pasted over; beyond the last row and column, too. */
export function areaPasted(area: Area, block: Block): Area {
  const { from } = area;
  const fitting = (room: number, size: number) => (size > 0 && room % size === 0 ? room : size);
  const row = from.row + fitting(rowsIn(area), block.length) - 1;
  return { from, to: { row, column: from.column + fitting(columnsIn(area), widthOf(block)) - 1 } };
}

function widthOf(block: Block): number {
  return block.reduce((most, row) => Math.max(most, row.length), 0);
}

/** The first row of the area goes down to its last; an area of one row takes what is above it. */
export function filledDown(grid: Grid, area: Area): SheetEdit[] {
  const isOne = rowsIn(area) === 1;
  const source = area.from.row - (isOne ? 1 : 0);
  if (source < 0) return [];
  const to = { ...area.to, row: Math.min(area.to.row, grid.rows.length - 1) };
  const from = { ...area.from, row: source + 1 };
  return placesIn({ from, to }).flatMap((place) => edit(grid, place, typedAt(grid, { ...place, row: source })));
}

/** One value in each of its cells, as typed; '' = they are cleared. */
export function filledWith(grid: Grid, area: Area, value: string): SheetEdit[] {
  const to = { ...area.to, row: Math.min(area.to.row, grid.rows.length - 1) };
  return placesIn({ ...area, to }).flatMap((place) => edit(grid, place, value));
}

/** Rows by their ids; a value as it is typed. */
export function setInRows(grid: Grid, rows: ReadonlySet<string>, column: string, value: string): SheetEdit[] {
  const index = grid.columns.findIndex(({ key }) => key === column);
  return grid.rows.flatMap(({ id }, row) => (rows.has(id) ? edit(grid, { row, column: index }, value) : []));
}

/** One cell; none if nothing can be typed there, or it is so already. */
export function edit(grid: Grid, place: Place, value: string): SheetEdit[] {
  if (!isEditable(grid, place)) return [];
  const cell = cellAt(grid, place);
  if (value === typedAt(grid, place) && cell?.wrong === undefined) return [];
  const row = rowIdAt(grid.rows, place.row);
  return [{ row, column: grid.columns[place.column]!.key, value }];
}

/** A choice by its name or its value; what is none of them is told as it is. */
function valueOf(column: SheetColumn | undefined, text: string): string {
  const plain = withoutSafety(text.trim()).trim();
  if (column?.kind !== 'choice') return plain;
  const wanted = plain.toLowerCase();
  const choices = column.choices ?? [];
  const found =
    choices.find((choice) => choice.text.toLowerCase() === wanted) ??
    choices.find((choice) => choice.value.toLowerCase() === wanted);
  return found?.value ?? plain;
}

/** What was typed and is not taken yet, over what is there. */
export function withTyped(
  row: SheetRow,
  columns: readonly SheetColumn[],
  typed: ReadonlyMap<string, string>,
): SheetRow {
  if (typed.size === 0) return row;
  const cells = [...typed].map(([key, value]): [string, SheetCell] => {
    const choices = columns.find((column) => column.key === key)?.choices ?? [];
    return [key, { text: choices.find((choice) => choice.value === value)?.text ?? value, typed: value }];
  });
  return { ...row, cells: { ...row.cells, ...Object.fromEntries(cells) } };
}
