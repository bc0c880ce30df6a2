/** Lines that do not fit on one sheet of paper go on further ones, each with a board of its own: no bar is cut in two. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { ROWS_OF_SHEET } from '../components/board/board-paper.ts';
import type { BoardBar, BoardRow, BoardWindow } from '../components/board/board-model.ts';
import '../components/board/ls-board.ts';
import type { LsBoard } from '../components/board/ls-board.ts';

/** Never empty. */
type Sheets = [readonly BoardRow[], ...(readonly BoardRow[])[]];

export function sheetsOf(rows: readonly BoardRow[]): Sheets {
  const sheets: Sheets = [rows.slice(0, ROWS_OF_SHEET)];
  for (let i = ROWS_OF_SHEET; i < rows.length; i += ROWS_OF_SHEET) sheets.push(rows.slice(i, i + ROWS_OF_SHEET));
  return sheets;
}

export class BoardSheets implements ReactiveController {
  readonly #host: LitElement;
  readonly #redraw: () => void;
  #isPrinted = false;

  /** `redraw`: at once. */
  constructor(host: LitElement, redraw: () => void) {
    this.#host = host;
    this.#redraw = redraw;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('beforeprint', this.#begin);
    addEventListener('afterprint', this.#end);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#begin);
    removeEventListener('afterprint', this.#end);
  }

  /** All rows on the screen; on paper those of each sheet. */
  of(rows: readonly BoardRow[]): Sheets {
    return this.#isPrinted ? sheetsOf(rows) : [rows];
  }

  /** What is printed is what is there when the event has been handled. */
  readonly #begin = (): void => {
    this.#print(true);
    for (const board of this.#host.renderRoot.querySelectorAll<LsBoard>('ls-board.further')) board.paper.begin();
  };
  readonly #end = (): void => this.#print(false);

  #print(isPrinted: boolean): void {
    this.#isPrinted = isPrinted;
    this.#host.requestUpdate();
    this.#redraw();
  }
}

export interface SheetSeen {
  bars: readonly BoardBar[];
  found: LsBoard['found'];
  now: number;
  zone: string;
  window: BoardWindow;
  /** Over each: `2/3`. */
  head: (sheet: string) => TemplateResult;
}

export function furtherSheets(sheets: readonly (readonly BoardRow[])[], seen: SheetSeen) {
  const { bars, found, now, zone, window, head } = seen;
  return sheets.map(
    (rows, i) =>
      html`<div class="sheet">
        ${head(`${i + 2}/${sheets.length + 1}`)}
        <ls-board
          class="further"
          .rows=${rows}
          .bars=${bars}
          .found=${found}
          .now=${now}
          .zone=${zone}
          .window=${window}
        ></ls-board>
      </div>`,
  );
}
