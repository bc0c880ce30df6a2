/** A table on its way into the plan: where it is from, which sheet, how its columns are read, and what it would do. */
import { TABLES } from '../../shared/orders/table/kinds.ts';
import { readTable } from '../../shared/orders/table/read-table.ts';
import type { TableKind, TableOptions, TableReport } from '../../shared/orders/table/report.ts';
import type { ReadSheet } from '../../shared/orders/table/sheet.ts';
import type { Steps } from '../../shared/orders/table/steps.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';

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
  return TABLES[kind].read(world, rowsOf(table), table.options);
}

export function isUnclear(report: TableReport, why: 'number-unclear' | 'date-unclear'): boolean {
  return report.rows.some(({ problems }) => problems.some((problem) => problem.why === why));
}
