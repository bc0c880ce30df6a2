/** What can be done with a sheet, in the same order over each: back, forth, paste, more, and last what is done most. */
import { html, nothing } from 'lit';
import '../components/ls-menu.ts';
import type { UndoState } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';

interface SheetActs {
  undo: UndoState;
  /** What pasting is called; null = there is nothing to paste into. */
  paste: string | null;
  plans: boolean;
  wanted: (what: 'undo' | 'redo' | 'import') => void;
  /** Further entries of the menu. */
  more: unknown;
  main?: unknown;
}

/** On a phone the steps are in the menu. */
export function sheetActs({ undo, paste, plans, wanted, more, main = nothing }: SheetActs) {
  const steps = (style: 'wide' | 'narrow') =>
    html`<button class=${style} ?disabled=${!undo.canUndo} @click=${() => wanted('undo')}>${p('undo')}</button>
      <button class=${style} ?disabled=${!undo.canRedo} @click=${() => wanted('redo')}>${p('redo')}</button>
      ${paste === null ? nothing : html`<button class=${style} @click=${() => wanted('import')}>${paste}</button>`}`;
  return html`<div class="acts">
    ${plans ? steps('wide') : nothing}
    <ls-menu label=${p('more')}>${plans ? steps('narrow') : nothing} ${more}</ls-menu>
    ${main}
  </div>`;
}
