/** A table on its way into the plan: where it is from, which sheet, how its columns are read, and what it would do. */
import { TABLES } from '../../shared/orders/table/kinds.ts';
import { readTable } from '../../shared/orders/table/read-table.ts';
import type { TableKind, TableOptions, TableReport } from '../../shared/orders/table/report.ts';
import type { ReadSheet } from '../../shared/orders/table/sheet.ts';
import type { Steps } from '../../shared/orders/table/steps.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import { decimal, firstInDates } from '../components/sheet/sheet-typed.ts';
import { importText } from '../locales/plan-import.ts';

/** Never changed in place. */
export interface ImportTable {
  /** As people know it: the file's name. */
  name: string;
  sheets: readonly ReadSheet[];
  /** Index of the one that is read. */
  sheet: number;
  options: TableOptions;
}

/** Begins with the first sheet that has rows. */
export function tableOf(name: string, sheets: readonly ReadSheet[]): ImportTable {
  const sheet = Math.max(
    0,
    sheets.findIndex(({ rows }) => rows.length > 0),
  );
  return { name, sheets, sheet, options: {} };
}

export function pastedTable(name: string, text: string): ImportTable {
  return tableOf(name, [{ name, rows: readTable(text) }]);
}

export function rowsOf({ sheets, sheet }: ImportTable): readonly (readonly string[])[] {
  return sheets[sheet]?.rows ?? [];
}

/** Fields that a person can name a column as. */
export function fieldsOf(kind: TableKind): string[] {
  return TABLES[kind].columns.filter((column) => column.kind !== 'shown').map(({ field }) => field);
}

/** In pieces: many thousand rows take a while. */
export function reportOf(kind: TableKind, table: ImportTable, world: VerbWorld): Steps<TableReport> {
  return TABLES[kind].read(world, rowsOf(table), answersOf(table));
}

/** What nobody said is taken as this device writes it: it asks, and need not wait. */
export function answersOf({ options }: Pick<ImportTable, 'options'>): TableOptions {
  return { decimal: decimal(), first: firstInDates(), ...options };
}

/** What stands above them is no row of the table. */
export function rowCount(table: ImportTable, header: number | null): number {
  return Math.max(0, rowsOf(table).length - ((header ?? -1) + 1));
}

/** What columns are called that nobody reads. */
export function unreadNames(table: ImportTable, { unread, header }: Pick<TableReport, 'unread' | 'header'>): string[] {
  const headings = header === null ? [] : (rowsOf(table)[header] ?? []);
  return unread.map((column) => (headings[column] ?? '').trim() || importText('columnNumber', column + 1));
}
