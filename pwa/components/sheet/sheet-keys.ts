/** What a key means in a sheet while nothing is being typed. Pure. */
import type { Place } from './sheet-model.ts';
import { movedBy, tabbed, type Ground } from './sheet-moves.ts';

export type SheetAct =
  /** `tabs`: Enter, once something is typed there, returns to where this began. */
  | { act: 'go'; to: Place; extend: boolean; tabs?: true }
  /** `typed` = begins with that instead of what is there. */
  | { act: 'edit'; typed?: string }
  | { act: 'fill' | 'clear' | 'all' | 'check' | 'open' };

export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing'>;

/** Null = the key is the browser's. */
export function actOf(key: Key, at: Place, ground: Ground): SheetAct | null {
  const ctrl = key.ctrlKey || key.metaKey;
  if (key.altKey || key.isComposing) return null;
  const to = movedBy(key.key, ctrl, at, ground);
  if (to) return { act: 'go', to, extend: key.shiftKey };
  if (ctrl) return withCtrl(key.key.toLowerCase());
  switch (key.key) {
    case 'Enter':
    case 'F2':
      return { act: 'edit' };
    case 'Tab': {
      // At its end the sheet is left as any other field.
      const next = tabbed(at, key.shiftKey ? -1 : 1, ground);
      return next === at ? null : { act: 'go', to: next, extend: false, tabs: true };
    }
    case 'Delete':
    case 'Backspace':
      return { act: 'clear' };
    case ' ':
      return { act: 'check' };
    default:
      return key.key.length === 1 ? { act: 'edit', typed: key.key } : null;
  }
}

function withCtrl(key: string): SheetAct | null {
  switch (key) {
    case 'd':
      return { act: 'fill' };
    case 'a':
      return { act: 'all' };
    case 'enter':
      return { act: 'open' };
    default:
      return null;
  }
}
