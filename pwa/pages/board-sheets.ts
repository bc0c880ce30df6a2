/** Lines that do not fit on one sheet of paper go on further ones, each with a board of its own: no bar is cut in two. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { sheetsOf, type Sheets } from '../components/board/board-paper.ts';
import type { BoardBar, BoardRow, BoardWindow } from '../components/board/board-model.ts';
import '../components/board/ls-board.ts';
import '../components/plan/ls-plan-paper.ts';
import type { LsBoard } from '../components/board/ls-board.ts';
import { paperText as w } from '../locales/plan-paper.ts';
import { planText as p } from '../locales/plan.ts';
import type { BoardLook } from './board-look.ts';

export class BoardSheets implements ReactiveController {
  readonly #host: LitElement;
  readonly #redraw: () => void;
  isPrinted = false;

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
  of(rows: readonly BoardRow[], bars: readonly BoardBar[]): Sheets {
    return this.isPrinted ? sheetsOf(rows, bars) : [rows];
  }

  /** What is printed is what is there when the event has been handled. */
  readonly #begin = (): void => {
    this.#print(true);
    const { renderRoot } = this.#host;
    for (const head of renderRoot.querySelectorAll('ls-plan-paper')) head.begin();
    for (const board of renderRoot.querySelectorAll<LsBoard>('ls-board.further')) board.paper.begin();
  };
  readonly #end = (): void => this.#print(false);

  #print(isPrinted: boolean): void {
    this.isPrinted = isPrinted;
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
  /** Over each. */
  head: (rows: readonly BoardRow[]) => TemplateResult;
}

export function furtherSheets(sheets: readonly (readonly BoardRow[])[], seen: SheetSeen) {
  const { bars, found, now, zone, window, head } = seen;
  return sheets.map(
    (rows) =>
      html`<div class="sheet">
        ${head(rows)}
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

/** Of a sheet that has some of the lines; '' = it has all. */
export function rowsNote(all: readonly BoardRow[], some: readonly BoardRow[]): string {
  const first = 1 + all.indexOf(some[0]!);
  return some.length === all.length ? '' : w('rows', first, first + some.length - 1, all.length);
}

/** What stands out on the board, all else being pale (`sought`), or is all that there is; '' = nothing was sought. */
export function soughtNote({ find, only }: Pick<BoardLook, 'find' | 'only'>, how: 'sought' | 'narrowed'): string {
  const sought = [only === 'all' ? '' : p(`only-${only}`), find === '' ? '' : w('quoted', find)].filter(Boolean);
  return sought.length === 0 ? '' : w(how, sought.join(', '));
}
