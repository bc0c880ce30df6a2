/** Ctrl+Z and Ctrl+Y wherever on the page the focus is; fields take back what is typed in them, and dialogs come first. */
import type { ReactiveController } from 'lit';

export interface Undoing {
  undo(): unknown;
  redo(): unknown;
}

export class UndoKeys implements ReactiveController {
  readonly #undoing: Undoing;

  constructor(undoing: Undoing) {
    this.#undoing = undoing;
  }

  hostConnected(): void {
    addEventListener('keydown', this.#key);
  }

  hostDisconnected(): void {
    removeEventListener('keydown', this.#key);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
    if ((key !== 'z' && key !== 'y') || event.composedPath().some(isOwn)) return;
    event.preventDefault();
    void (key === 'y' || event.shiftKey ? this.#undoing.redo() : this.#undoing.undo());
  };
}

function isOwn(part: EventTarget): boolean {
  return part instanceof HTMLElement && part.matches('input, textarea, select, dialog, [contenteditable]');
}
