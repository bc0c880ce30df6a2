/** What a table would do, row by row: a person sees this first, and then enters what was accepted, or not. */
import type { Saying } from '../said.ts';
import type { Asked } from './asked.ts';
import type { OrderState } from './table-of-orders.ts';

export const TABLE_KINDS = ['orders', 'products', 'rates', 'changeovers', 'exceptions'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

export const CELL_PROBLEMS = [
  /** Nothing there, and it is needed. */
  'missing',
  /** Without reference and lot number nobody finds the order again. */
  'no-key',
  'number',
  /** `1.234`: more than a thousand, or a little more than one? No other cell of the column tells. */
  'number-unclear',
  'date',
  /** `03/04/2026`: of March or of April? No other cell of the column tells. */
  'date-unclear',
  /** Does not fit its field: too long, too large, no colour … `detail` says how. */
  'value',
  'unknown-product',
  /** Several products are called so. */
  'unclear-product',
  /** Name, short name and item number are not of one product. */
  'products-differ',
  'unknown-line',
  'unknown-group',
  /** Row `detail` has the same. */
  'repeated',
  /** Another order has it; `detail` is its reference, or its id. */
  'lot-number-taken',
  /** It has several operations: they are moved on the board. */
  'several-lines',
  /** The rules of the plan say no; `detail` says why. */
  'refused',
] as const;
export type CellProblemKind = (typeof CELL_PROBLEMS)[number];

export interface CellProblem {
  why: CellProblemKind;
  field: string | null;
  /** Index in the row; null = there is no such column, or it is about the row. */
  column: number | null;
  cell: string;
  detail: string;
}

/** `was` undefined = there was nothing. */
export interface FieldChange {
  field: string;
  was: unknown;
  becomes: unknown;
  /** What the table calls it, where the field alone does not tell: a family of a matrix. */
  of?: string;
}

export interface RowReport {
  /** As counted in the table, from 1. */
  row: number;
  state: 'created' | 'changed' | 'unchanged' | 'refused';
  /** What it is about, as a person knows it: what is changed by its name so far, not by the one that the row gives it. */
  title: string;
  /** How an order stands that is changed. */
  stands?: OrderState;
  /** Fields that are set; of an unchanged or refused row none. */
  fields: readonly string[];
  /** Old and new of what is there already and is changed. */
  changes?: readonly FieldChange[];
  problems: readonly CellProblem[];
}

export interface TableReport {
  kind: TableKind;
  /** Index of the row with the headings; null = there is none. */
  header: number | null;
  /** Index of the column by field. */
  columns: Readonly<Record<string, number>>;
  /** Indexes of columns with something in them that nobody reads. */
  unread: readonly number[];
  /** What can be read in two ways, also where `TableOptions` answer it. */
  asked: Asked;
  /** Fields without which nothing can be read, and that no column was found for: a person has to name them. */
  wanted: readonly string[];
  rows: readonly RowReport[];
  counts: Readonly<Record<RowReport['state'], number>>;
  /** All accepted rows, in one change (in several where they are more than one holds); nothing to say = nothing is set. */
  saying: Saying;
}

/** What a person has to say where the table does not. */
export interface TableOptions {
  /** Columns by field, instead of by headings. */
  columns?: Readonly<Record<string, number>>;
  /** Index of the row with the headings; null = there is none. Absent = looked for. */
  header?: number | null;
  /** What stands before decimals, where the column does not tell. */
  decimal?: '.' | ',';
  /** What comes first in dates with figures only, where the column does not tell. */
  first?: 'day' | 'month';
}
