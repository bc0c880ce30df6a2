/** What keys, pointers and the clipboard do to a sheet: where one is, what is selected, what is being typed. */
import { isIn, type Area } from './sheet-area.ts';
import { blockOfText, textOfBlock } from './sheet-block.ts';
import { SheetCursor } from './sheet-cursor.ts';
import { cleared, copied, edit, filledDown, isEditable, pasted, typedAt, type Grid } from './sheet-edits.ts';
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
  readonly #sheet: HandledSheet;
  #dragging = false;
  #finger = false;
  #isRendering = false;
  /** The column in which a walk by Tab began; null = there is none. */
  #tabbedFrom: number | null = null;

  constructor(sheet: HandledSheet) {
    this.#sheet = sheet;
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
        return this.#sheet.tell(cleared(grid, area));
      case 'check':
        return this.#sheet.tickRows(area);
      case 'open':
        return this.#sheet.open(grid.rows[at.row]?.id ?? '');
      case 'all':
        this.cursor.go({ row: 0, column: 0 }, false, grid.rows);
        return this.go({ row: grid.rows.length - 1, column: ground.columns - 1 }, true);
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
    this.cursor.go(at, false, grid.rows);
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
    const to = this.#after(event, typing);
    if (event.key !== 'Escape' && to === null) return;
    event.preventDefault();
    if (to !== null) this.leave();
    this.typing = null;
    if (to !== null && event.key === 'Tab') this.#tab(to);
    else this.go(to ?? this.cursor.at);
  };

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

  readonly copy = (event: ClipboardEvent): void => {
    if (this.typing || !event.clipboardData) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', textOfBlock(copied(this.#sheet.grid, this.cursor.area)));
  };

  readonly cut = (event: ClipboardEvent): void => {
    if (this.typing || this.cursor.isLost) return;
    this.copy(event);
    this.#sheet.tell(cleared(this.#sheet.grid, this.cursor.area));
  };

  readonly paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (this.typing || this.cursor.isLost || text === '') return;
    event.preventDefault();
    const block = blockOfText(text);
    const { at, area } = this.cursor;
    this.#sheet.tell(pasted(this.#sheet.grid, isIn(area, at) ? area : { from: at, to: at }, block));
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
