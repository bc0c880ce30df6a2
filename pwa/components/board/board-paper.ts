/** The board on paper: all rows, as wide as a sheet lying on its side. */
import type { LitElement, ReactiveController } from 'lit';

/** px. */
const SHEET_PX = 1040;

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
    addEventListener('beforeprint', this.#begin);
    addEventListener('afterprint', this.#end);
  }

  hostDisconnected(): void {
    removeEventListener('beforeprint', this.#begin);
    removeEventListener('afterprint', this.#end);
  }

  readonly #begin = (): void => this.#print(true);
  readonly #end = (): void => this.#print(false);

  /** What is printed is what is there when the event has been handled; so nothing waits. */
  #print(isPrinted: boolean): void {
    this.isPrinted = isPrinted;
    this.#host.style.width = isPrinted ? `${SHEET_PX}px` : '';
    this.#host.requestUpdate();
    this.#laid();
  }
}
