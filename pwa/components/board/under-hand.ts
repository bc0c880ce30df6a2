/** What of the board an event is about. */
import type { RowLayout } from './row-layout.ts';
import type { Under } from './hands.ts';

export interface Movable {
  layout: RowLayout;
  /** False = nothing can be moved. */
  canMove: boolean;
}

/** Null = something that acts on its own: a button, a link, a menu. */
export function underHand(event: Event, { layout, canMove }: Movable): Under | null {
  let under: Under = { kind: 'panel' };
  for (const part of event.composedPath()) {
    if (!(part instanceof HTMLElement)) continue;
    if (part.dataset.bar !== undefined) {
      const id = part.dataset.bar;
      return { kind: 'bar', id, movable: canMove && (layout.bars.get(id)?.movable ?? false) };
    }
    if (part.dataset.card !== undefined) return { kind: 'card', id: part.dataset.card, movable: canMove };
    if (part.matches('button, a, input, ls-menu')) return null;
    if (part.matches('.plot, .axis')) under = { kind: 'ground' };
    if (part.localName === 'ls-board') return under;
  }
  return null;
}

/** The bar or card that a key is for; null = none has the focus. */
export function idOf(event: Event): string | null {
  for (const part of event.composedPath()) {
    if (part instanceof HTMLElement && (part.dataset.bar ?? part.dataset.card) !== undefined) {
      return part.dataset.bar ?? part.dataset.card ?? null;
    }
  }
  return null;
}
