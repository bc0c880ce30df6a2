/** What a sheet shows and what it tells. Contract of types: texts in, texts out; what they mean is for whoever holds the sheet. */

export type SheetKind = 'text' | 'number' | 'date' | 'choice' | 'colour' | 'duration' | 'computed';

export interface SheetChoice {
  value: string;
  text: string;
}

export interface SheetColumn {
  key: string;
  title: string;
  kind: SheetKind;
  /** Nobody can type into the others. */
  editable: boolean;
  /** Px. */
  width: number;
  /** Of kind `choice`; '' among the values = a choice for nothing. */
  choices?: readonly SheetChoice[];
  /** Values that nobody is offered any more; they can be pasted. */
  over?: ReadonlySet<string>;
  /** Its head can be asked to sort. */
  sortable?: boolean;
  /** Of kind `computed`: stands like a number. */
  numeric?: boolean;
  /** On which line of a card it stands, and whether with its title; if no column says, the first ones are shown. */
  card?: { line: 1 | 2; titled: boolean };
  /** `date`: days without a time. */
  days?: boolean;
}

export interface SheetCell {
  /** As it is read. */
  text: string;
  /** As it is typed and copied, of a choice its value; absent = `text`. */
  typed?: string;
  /** Why what was typed was not taken. */
  wrong?: string;
  /** It is not its own value, but follows from another. */
  faint?: boolean;
  /** Nobody can type into this one, although others of its column take it. */
  fixed?: boolean;
  /** Loud: `▲` amber or `■` red. */
  mark?: 'amber' | 'red';
  /** `#rrggbb` shown beside the text. */
  colour?: string;
  /** Instead of its column's. */
  over?: ReadonlySet<string>;
  /** For the sum of what is selected. */
  amount?: number;
}

export interface SheetMark {
  sign: string;
  text: string;
  loud?: boolean;
}

export interface SheetRow {
  id: string;
  /** What a screen reader calls it. */
  title: string;
  cells: Readonly<Record<string, SheetCell>>;
  marks?: readonly SheetMark[];
  /** Something of it was not taken: one of its cells says why. */
  isWrong?: boolean;
  /** Where it is opened; absent = `sheet-opened` alone. */
  href?: string;
}

/** `row` of something new is `+0`, `+1` …: as many as were needed below the last. */
export interface SheetEdit {
  row: string;
  column: string;
  /** As typed; of a choice its value, if it has such one; '' = nothing. */
  value: string;
}

export interface SheetSort {
  column: string;
  descending: boolean;
  /** Rows stand otherwise by now: they were typed into since they were sorted. */
  stale?: boolean;
}

/** Indices of rows and columns. */
export interface Place {
  row: number;
  column: number;
}

export function newRowId(index: number): string {
  return `+${index}`;
}

export function isNewRow(id: string): boolean {
  return id.startsWith('+');
}

export function rowIdAt(rows: readonly SheetRow[], index: number): string {
  return rows[index]?.id ?? newRowId(index - rows.length);
}

/** Where a row stands, or would as a new one; null = it is not there. `before` = where it was. */
export function indexOfRow(rows: readonly SheetRow[], id: string, before = 0): number | null {
  if (isNewRow(id)) return rows.length + Number(id);
  if (rows[before]?.id === id) return before;
  const index = rows.findIndex((row) => row.id === id);
  return index < 0 ? null : index;
}
