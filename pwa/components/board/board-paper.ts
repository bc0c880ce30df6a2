/** The board on paper: as wide as a sheet lying on its side, its rows as high as one has room for. */
import type { LitElement, ReactiveController } from 'lit';

/** px. */
const SHEET_PX = 1040;
/** For rows, under a heading and the axis. */
const ROWS_PX = 590;
/** Rows that can be read on a sheet; who has more prints several boards. */
export const ROWS_OF_SHEET = 8;

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

  /** Of its rows, px. */
  heightOr(onScreen: number): number {
    return this.isPrinted ? ROWS_PX : onScreen;
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
