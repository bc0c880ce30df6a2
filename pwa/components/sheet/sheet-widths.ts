/** How wide columns are and where they begin, px. Pure. */
import type { SheetColumn, SheetRow } from './sheet-model.ts';

/** Of what leads each row: its marks, and each of its tick and its link. */
const MARKS_PX = 40;
const REACH_PX = 48;

/** A letter of a title, at most; what stands beside it. */
const LETTER_PX = 8;
const CELL_PX = 18;
const ARROW_PX = 14;
/** Long names do not make a column wide that holds small numbers. */
const MOST_WIDER = 1.5;

interface Wide {
  columns: readonly SheetColumn[];
  rows: readonly Pick<SheetRow, 'href'>[];
  ticks: boolean;
  /** Rows without an address of their own can be opened, too. */
  opens: boolean;
}

/** What leads each row. */
function firstWidth({ ticks, opens, rows }: Wide): number {
  const isOpened = opens || rows.some(({ href }) => href !== undefined);
  return MARKS_PX + (ticks ? REACH_PX : 0) + (isOpened ? REACH_PX : 0);
}

/** As wide as a column says, and wider where its title would be cut. */
function widthOf({ width, title, sortable = false }: SheetColumn): number {
  const titled = title.length * LETTER_PX + CELL_PX + (sortable ? ARROW_PX : 0);
  return Math.round(Math.max(width, Math.min(titled, width * MOST_WIDER)));
}

/** Where a column begins. */
export function leftOf(sheet: Wide, column: number): number {
  return sheet.columns.slice(0, column).reduce((sum, each) => sum + widthOf(each), firstWidth(sheet));
}

export function widthsOf(sheet: Wide): Record<string, string> {
  const first = firstWidth(sheet);
  const widths = sheet.columns.map(widthOf);
  return {
    '--first': `${first}px`,
    '--columns': [first, ...widths].map((width) => `${width}px`).join(' '),
  };
}
