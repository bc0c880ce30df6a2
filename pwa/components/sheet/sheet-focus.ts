/** The focus of the browser stays with the cursor, also when its row moves in the document, becomes another line of it, or goes. */
import { focusField } from './sheet-editor.ts';
import type { SheetHands } from './sheet-hands.ts';
import { newRowId } from './sheet-model.ts';

export class SheetFocus {
  readonly #root: () => ShadowRoot;
  readonly #hands: SheetHands;
  /** Lines in the document by rows, where they are called otherwise than their row. */
  readonly #lines = new Map<string, string>();
  #isHere = false;

  constructor(root: () => ShadowRoot, hands: SheetHands) {
    this.#root = root;
    this.#hands = hands;
  }

  /** What the line of a row is called as long as it is in the document. */
  lineOf(row: string): string {
    return this.#lines.get(row) ?? row;
  }

  /** What is being typed goes on in the line in which it was begun. */
  renamed(nameOf: (id: string) => string): void {
    const was = this.#hands.typing?.row ?? newRowId(0);
    const now = nameOf(was);
    if (now === was) return;
    this.#lines.set(now, this.lineOf(was));
    this.#lines.set(was, `${was} after ${now}`);
  }

  beforeUpdate(): void {
    this.#isHere = this.#root().activeElement?.matches('.cell, .editor, .grid') ?? false;
  }

  afterUpdate(): void {
    const { wantsFocus, typing, cursor } = this.#hands;
    this.#hands.wantsFocus = false;
    if (!wantsFocus && !this.#isHere) return;
    const root = this.#root();
    const { row, column } = cursor.at;
    const place = cursor.isLost ? '.grid' : `[data-row="${row}"][data-column="${column}"]`;
    const cell = root.querySelector<HTMLElement>(place);
    const field = cell?.querySelector<HTMLInputElement | HTMLSelectElement>('.editor');
    if (field && typing && wantsFocus) focusField(field, typing);
    else if (root.activeElement !== (field ?? cell)) (field ?? cell)?.focus({ preventScroll: true });
  }
}
