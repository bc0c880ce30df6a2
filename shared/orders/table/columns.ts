/** Which column of a table is what, by its heading: in the words of ours, of the predecessor, and of German offices. */

/** How a cell is read. `product`, `line`, `group`: of the plan or the plant, by name. */
export type CellKind =
  | 'text'
  | 'number'
  | 'whole'
  | 'moment'
  | 'date'
  | 'local-time'
  | 'local-end'
  | 'colour'
  /** Ms; written in minutes or `0:45`. */
  | 'minutes'
  | 'product'
  /** A family, a product by its name, or `*` for any. */
  | 'family'
  | 'line'
  | 'group'
  | 'scope'
  | 'exception-kind'
  /** Known, and nothing is made of it: what an export says besides. */
  | 'shown';

export interface TableColumn {
  field: string;
  kind: CellKind;
  /** What our own exports call it, in any language: wins over what others may mean by the same. */
  own?: readonly string[];
  headings: readonly string[];
}

export interface FoundColumns {
  header: number | null;
  columns: Readonly<Record<string, number>>;
  unread: readonly number[];
}

const LOOKED_AT_ROWS = 10;

/**
 * The first of the top rows that names two columns (one where there is only one) is the head. Of two columns with one meaning
 * the one counts that is headed as ours are, else the first; the other is left unread.
 */
export function findColumns(
  rows: readonly (readonly string[])[],
  known: readonly TableColumn[],
  said: { columns?: Readonly<Record<string, number>>; header?: number | null } = {},
): FoundColumns {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const named = rows.slice(0, LOOKED_AT_ROWS).map((row) => columnsIn(row, known));
  const needed = Math.min(2, width);
  const found = named.findIndex((columns) => Object.keys(columns).length >= needed && needed > 0);
  const header = said.header !== undefined ? said.header : found >= 0 ? found : null;
  const columns = said.columns ?? (header === null ? {} : (named[header] ?? {}));
  const read = new Set(Object.values(columns));
  const hasSomething = (column: number) =>
    rows.some((row, i) => (header === null || i > header) && (row[column] ?? '').trim() !== '');
  const unread = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !read.has(column) && hasSomething(column),
  );
  return { header, columns, unread };
}

function columnsIn(row: readonly string[], known: readonly TableColumn[]): Record<string, number> {
  const columns: Record<string, number> = {};
  const headings = row.map(plainName);
  const find = (names: (column: TableColumn) => readonly string[]) => {
    for (const [i, heading] of headings.entries()) {
      if (heading === '' || Object.values(columns).includes(i)) continue;
      const column = known.find((each) => names(each).some((one) => plainName(one) === heading));
      if (column && !(column.field in columns)) columns[column.field] = i;
    }
  };
  find(({ own = [] }) => own);
  find(({ headings: names }) => names);
  return columns;
}

/** `Work order no. (SAP)` → `workorderno`: case, accents, signs and what stands in brackets do not matter. */
export function plainName(text: string): string {
  return text
    .replace(/\([^)]*\)/g, '')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
