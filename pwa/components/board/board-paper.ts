/** The board on paper: as wide as a sheet lying on its side, its rows as high as one has room for. */
import type { LitElement, ReactiveController } from 'lit';
import type { BoardBar, BoardRow } from './board-model.ts';
import { LANE_GAP, layRows, type RowSize } from './row-layout.ts';

/** px, between the margins of Letter lying on its side. */
const SHEET_PX = 976;
/** For rows, under a heading with all that has to be said there and the axis, over the signs. */
export const ROWS_PX = 456;
/** px; no finger has to hit a bar. */
const ROW = { least: 56, most: 108 };
const BAR = { most: 60, beside: 18 };

export class BoardPaper implements ReactiveController {
  readonly #host: LitElement;
  readonly #laid: () => void;
  isPrinted = false;

  /** `laid`: lay out at once in the size that there is now. */
  constructor(host: LitElement, laid: () => void) {
    this.#host = host;
    this.#laid = laid;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.begin);
    addEventListener('afterprint', this.#end);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.begin);
    removeEventListener('afterprint', this.#end);
  }

  /** Also for a board that was made while the event was handled: it did not hear of it. */
  readonly begin = (): void => this.#print(true);
  readonly #end = (): void => this.#print(false);

  /** What is printed is what is there when the event has been handled; so nothing waits. */
  #print(isPrinted: boolean): void {
    this.isPrinted = isPrinted;
    this.#host.style.width = isPrinted ? `${SHEET_PX}px` : '';
    this.#host.requestUpdate();
    // What it measures the first time is laid out the second.
    this.#laid();
    this.#laid();
  }
}

/** As high as a sheet has room for, of rows in which jobs overlap for all their lanes. */
export function paperRowSize(rows: readonly BoardRow[], bars: readonly BoardBar[]): RowSize {
  const beside = lanesOfRows(rows, bars).reduce((sum, lanes) => sum + lanes - 1, 0);
  for (let row = ROW.most; row > ROW.least; row--) {
    const size = sizeOf(row);
    if (rows.length * row + beside * (size.bar + LANE_GAP) <= ROWS_PX) return size;
  }
  return sizeOf(ROW.least);
}

/** Rows that can be read on a sheet, in order; more go on the next. Never empty. */
export function sheetsOf(rows: readonly BoardRow[], bars: readonly BoardBar[]): Sheets {
  const { row: plain, bar } = sizeOf(ROW.least);
  const heights = lanesOfRows(rows, bars).map((lanes) => plain + (lanes - 1) * (bar + LANE_GAP));
  const sheets: [BoardRow[], ...BoardRow[][]] = [[]];
  let filled = 0;
  rows.forEach((row, i) => {
    if (filled > 0 && filled + heights[i]! > ROWS_PX) {
      sheets.push([]);
      filled = 0;
    }
    sheets.at(-1)!.push(row);
    filled += heights[i]!;
  });
  return sheets;
}

export type Sheets = [readonly BoardRow[], ...(readonly BoardRow[])[]];

function sizeOf(row: number): RowSize {
  return { row, bar: Math.min(BAR.most, row - BAR.beside) };
}

function lanesOfRows(rows: readonly BoardRow[], bars: readonly BoardBar[]): number[] {
  return layRows(rows, bars, { row: 0, bar: 0 }).rows.map(({ lanes }) => lanes);
}
