/** What keys, pointers and the clipboard do to a sheet: where one is, what is selected, what is being typed. */
import type { Area } from './sheet-area.ts';
import { SheetClipboard } from './sheet-clipboard.ts';
import { SheetCursor } from './sheet-cursor.ts';
import { edit, filledDown, filledWith, isEditable, typedAt, type Grid } from './sheet-edits.ts';
import type { Typing } from './sheet-editor.ts';
import { actOf, type SheetAct } from './sheet-keys.ts';
import { indexOfRow, rowIdAt, type Place, type SheetEdit } from './sheet-model.ts';
import { clamped, tabbed, type Ground } from './sheet-moves.ts';

export interface HandledSheet {
  readonly grid: Grid;
  readonly ground: Ground;
  requestUpdate(): void;
  /** Scrolls there. */
  show(place: Place): void;
  tell(edits: readonly SheetEdit[]): void;
  tickRows(area: Area): void;
  open(row: string): void;
}

export class SheetHands {
  readonly cursor = new SheetCursor();
  typing: Typing | null = null;
  /** The focus is to go to the cell, or into its field, after the next rendering. */
  wantsFocus = false;
  /** What was being typed into a row that went meanwhile; null = nothing. */
  dropped: string | null = null;
  readonly clipboard: SheetClipboard;
  readonly #sheet: HandledSheet;
  #dragging = false;
  #finger = false;
  #isRendering = false;
  /** The column in which a walk by Tab began; null = there is none. */
  #tabbedFrom: number | null = null;

  constructor(sheet: HandledSheet) {
    this.#sheet = sheet;
    this.clipboard = new SheetClipboard(sheet, this);
  }

  /** After rows or columns changed. What is typed into a row that has gone is nobody else's. */
  follow(): void {
    const { grid, ground } = this.#sheet;
    this.cursor.follow(grid.rows, ground);
    if (!this.typing || indexOfRow(grid.rows, this.typing.row) !== null) return;
    this.dropped = this.typing.value;
    this.typing = null;
  }

  /** A field that is moved in the document loses the focus, but nobody left it. */
  rendering(render: () => void): void {
    this.#isRendering = true;
    render();
    this.#isRendering = false;
  }

  renamed(nameOf: (id: string) => string): void {
    this.cursor.renamed(nameOf);
    if (this.typing) this.typing = { ...this.typing, row: nameOf(this.typing.row) };
  }

  go(to: Place, extend = false): void {
    this.dropped = null;
    this.#tabbedFrom = null;
    this.cursor.go(clamped(to, this.#sheet.ground), extend, this.#sheet.grid.rows);
    this.wantsFocus = true;
    this.#sheet.show(this.cursor.at);
    this.#sheet.requestUpdate();
  }

  select(from: Place, to: Place): void {
    this.cursor.go(from, false, this.#sheet.grid.rows);
    this.go(to, true);
  }

  readonly key = (event: KeyboardEvent): void => {
    const { isLost } = this.cursor;
    if (this.typing || !(placeOf(event) || isLost)) return;
    const { ground } = this.#sheet;
    const act = actOf(event, this.cursor.at, ground);
    if (!act || (isLost && act.act !== 'go')) return;
    // A list takes the key that opened it: it goes to the choice of that letter.
    const isList = this.#sheet.grid.columns[this.cursor.at.column]?.kind === 'choice';
    if (!(act.act === 'edit' && act.typed !== undefined && isList)) event.preventDefault();
    this.#do(act);
  };

  #do(act: SheetAct): void {
    const { grid, ground } = this.#sheet;
    const { at, area } = this.cursor;
    switch (act.act) {
      case 'go':
        return act.tabs ? this.#tab(act.to) : this.go(act.to, act.extend);
      case 'edit':
        return this.#type(act.typed);
      case 'fill':
        return this.#sheet.tell(filledDown(grid, area));
      case 'clear':
        return this.#sheet.tell(filledWith(grid, area, ''));
      case 'check':
        return this.#sheet.tickRows(area);
      case 'open':
        return this.#sheet.open(grid.rows[at.row]?.id ?? '');
      case 'all':
        return this.select({ row: 0, column: 0 }, { row: grid.rows.length - 1, column: ground.columns - 1 });
    }
  }

  /** `over` = instead of what is there. */
  #type(over?: string, touch = false): void {
    const { grid } = this.#sheet;
    const { at } = this.cursor;
    if (!isEditable(grid, at)) return;
    const { key, kind } = grid.columns[at.column]!;
    const keeps = over === undefined || kind === 'choice' || kind === 'colour';
    const row = rowIdAt(grid.rows, at.row);
    this.typing = { row, column: key, value: keeps ? typedAt(grid, at) : over, over: !keeps, touch };
    this.cursor.go(at, true, grid.rows);
    this.wantsFocus = true;
    this.#sheet.requestUpdate();
  }

  readonly typed = (value: string): void => {
    if (!this.typing) return;
    this.typing = { ...this.typing, value };
    this.#sheet.requestUpdate();
  };

  /** What was typed counts, wherever the hand goes next. */
  readonly leave = (): void => {
    const { typing } = this;
    if (!typing || this.#isRendering) return;
    const { grid } = this.#sheet;
    this.typing = null;
    const row = indexOfRow(grid.rows, typing.row);
    if (row === null) return;
    const column = grid.columns.findIndex(({ key }) => key === typing.column);
    this.#sheet.requestUpdate();
    this.#sheet.tell(edit(grid, { row, column }, typing.value.trim()));
  };

  readonly typingKey = (event: KeyboardEvent): void => {
    const { typing } = this;
    event.stopPropagation();
    if (!typing || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.#typeInAll(typing);
    }
    const to = this.#after(event, typing);
    if (event.key !== 'Escape' && to === null) return;
    event.preventDefault();
    if (to !== null) this.leave();
    this.typing = null;
    if (to !== null && event.key === 'Tab') this.#tab(to);
    else this.go(to ?? this.cursor.at);
  };

  /** What is typed in one of the cells that are selected is for each of them. */
  #typeInAll({ value }: Typing): void {
    const { grid } = this.#sheet;
    const { at, anchor, area } = this.cursor;
    this.typing = null;
    this.select(anchor, at);
    const isNew = at.row >= grid.rows.length;
    this.#sheet.tell([...filledWith(grid, area, value.trim()), ...(isNew ? edit(grid, at, value.trim()) : [])]);
  }

  #tab(to: Place): void {
    const from = this.#tabbedFrom ?? this.cursor.at.column;
    this.go(to);
    this.#tabbedFrom = from;
  }

  /** Where a key goes that ends typing; null = it does not. */
  #after({ key, shiftKey, altKey }: KeyboardEvent, typing: Typing): Place | null {
    const { at } = this.cursor;
    const by = shiftKey ? -1 : 1;
    if (key === 'Enter' && !altKey)
      return { row: at.row + by, column: (shiftKey ? null : this.#tabbedFrom) ?? at.column };
    if (key === 'Tab') return tabbed(at, by, this.#sheet.ground);
    if (!typing.over || altKey) return null;
    if (key === 'ArrowDown') return { ...at, row: at.row + 1 };
    return key === 'ArrowUp' ? { ...at, row: at.row - 1 } : null;
  }

  readonly down = (event: PointerEvent): void => {
    this.#finger = event.pointerType === 'touch';
    const place = placeOf(event);
    if (!place || event.button !== 0 || this.#finger || isField(event)) return;
    this.#dragging = true;
    this.go(place, event.shiftKey);
  };

  readonly drag = (event: PointerEvent): void => {
    const place = this.#dragging && event.buttons === 1 ? placeOf(event) : null;
    if (!place || (place.row === this.cursor.at.row && place.column === this.cursor.at.column)) return;
    this.go(place, true);
  };

  readonly up = (): void => {
    this.#dragging = false;
  };

  /** A finger opens what it taps on; it has no second way in. */
  readonly tap = (event: MouseEvent): void => {
    const place = placeOf(event);
    if (!this.#finger || !place || isField(event)) return;
    this.leave();
    this.go(place);
    this.#type(undefined, true);
  };

  readonly twice = (event: MouseEvent): void => {
    if (!this.#finger && placeOf(event) && !isField(event)) this.#type();
  };
}

/** Which cell an event is about; null = none. */
function placeOf(event: Event): Place | null {
  const cell = event.composedPath().find((part) => part instanceof HTMLElement && part.dataset.column !== undefined);
  if (!(cell instanceof HTMLElement)) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

function isField(event: Event): boolean {
  return event.composedPath().some((part) => part instanceof HTMLElement && part.classList.contains('editor'));
}
