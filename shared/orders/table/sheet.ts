/** Sheets as they travel between device and gateway, which alone reads and writes .xlsx. */
import { Type, type Static } from 'typebox';

/** What a file of orders or master data may be, and no more. */
export const MOST_TABLE_BYTES = 10 * 1024 ** 2;
export const MOST_SHEETS = 50;
/** With the head. A workbook with many columns may come to `MOST_CELLS` before: it is read in a thread of so much memory. */
export const MOST_READ_ROWS = 100_001;
export const MOST_CELLS = 500_000;
export const MOST_WRITTEN_ROWS = 20_000;

/** Texts as a person sees them: times as ISO 8601 of the plant's clocks, formulas by their result, numbers with a point, marked (`figure-text.ts`). */
export interface ReadSheet {
  name: string;
  rows: string[][];
}

export const COLUMN_KINDS = ['text', 'number', 'date', 'day', 'duration'] as const;
/** `date` = epoch ms, shown on the plant's clocks; `day` = `2026-11-22`; `duration` = ms. */
export type ColumnKind = (typeof COLUMN_KINDS)[number];

const Cell = Type.Union([Type.String({ maxLength: 4_000 }), Type.Number(), Type.Null()]);
const closed = { additionalProperties: false };

export const Workbook = Type.Object(
  {
    /** Of the file, without ending. */
    name: Type.String({ minLength: 1, maxLength: 80 }),
    sheets: Type.Array(
      Type.Object(
        {
          name: Type.String({ minLength: 1, maxLength: 80 }),
          columns: Type.Array(
            Type.Object({ title: Type.String({ maxLength: 80 }), kind: Type.Enum([...COLUMN_KINDS]) }, closed),
            { minItems: 1, maxItems: 400 },
          ),
          rows: Type.Array(Type.Array(Cell, { maxItems: 400 }), { maxItems: MOST_WRITTEN_ROWS }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 10 },
    ),
  },
  closed,
);
export type Workbook = Static<typeof Workbook>;
export type Sheet = Workbook['sheets'][number];
export type SheetColumn = Sheet['columns'][number];
export type SheetCell = Sheet['rows'][number][number];
