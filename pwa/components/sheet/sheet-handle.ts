/**
 * The handle at the corner of what is selected: rows that it is drawn over are filled from there, two taps fill as far as the
 * column beside is filled. Keys have a way of their own.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { edgeSpeed } from '../board/edge-speed.ts';
import { styleMap } from '../style-map.ts';
import type { Area } from './sheet-area.ts';
import type { Grid } from './sheet-edits.ts';
import { areaDrawn, drawn, endBeside, handleAt, lastDrawn } from './sheet-fill.ts';
import type { SheetHands } from './sheet-hands.ts';
import type { Place, SheetEdit } from './sheet-model.ts';
import type { SheetScroll } from './sheet-scroll.ts';

const KEYS = ['keydown', 'keyup'] as const;

/** The pointer that holds the handle. */
interface Drawing {
  /** Heights in the window at which it was taken, and is, px. */
  readonly from: number;
  y: number;
  /** At which row it is; null = it has not gone anywhere yet. */
  row: number | null;
  /** Held with Ctrl. */
  copies: boolean;
}

/** A hand that holds still moves by less, px. */
const STILL_PX = 8;

export interface DrawnSheet extends ReactiveControllerHost {
  readonly grid: Grid;
  /** With what was typed in these rows and is not taken yet. */
  gridAsTyped(area: Area): Grid;
  tell(edits: readonly SheetEdit[]): void;
}

interface Parts {
  hands: SheetHands;
  scroll: SheetScroll;
}

export class SheetHandle implements ReactiveController {
  readonly #sheet: DrawnSheet;
  readonly #hands: SheetHands;
  readonly #scroll: SheetScroll;
  /** Null = nobody holds it. */
  #drawing: Drawing | null = null;
  #finger = false;

  constructor(sheet: DrawnSheet, { hands, scroll }: Parts) {
    this.#sheet = sheet;
    this.#hands = hands;
    this.#scroll = scroll;
    sheet.addController(this);
  }

  hostDisconnected(): void {
    this.#let();
  }

  /** What would be filled now; null = nothing. */
  get filling(): Area | null {
    const row = this.#drawing?.row ?? null;
    return row === null ? null : areaDrawn(this.#sheet.grid, this.#hands.cursor.area, row);
  }

  /** `cornerOf`: where in the sheet the lower right corner of a cell is, px. */
  render(cornerOf: (place: Place) => { left: number; top: number }) {
    const { grid } = this.#sheet;
    const { area, isLost } = this.#hands.cursor;
    const at = isLost ? null : handleAt(grid, area);
    if (!at) {
      this.#let();
      return nothing;
    }
    const { left, top } = cornerOf(at);
    // What stands out at an end of the sheet would make it longer.
    const inside = {
      row: at.row === grid.rows.length - 1 && !grid.growable,
      column: at.column === grid.columns.length - 1,
    };
    const shift = (isInside: boolean) => (isInside ? '-100%' : '-50%');
    return html`<div
        class=${classMap({ corner: true, sticks: at.column === 0 })}
        aria-hidden="true"
        style=${styleMap({ top: `${top}px`, '--left': `${left}px`, '--x': shift(inside.column), '--y': shift(inside.row) })}
      >
        <span
          class="handle"
          @mousedown=${keepFocus}
          @pointerdown=${this.#take}
          @pointermove=${this.#draw}
          @pointerup=${this.#drop}
          @pointercancel=${this.#cancel}
          @dblclick=${this.#fillBeside}
        ></span>
      </div>
      ${this.#next(cornerOf)}`;
  }

  /** What comes to stand where the handle is: whether values go on or are repeated. */
  #next(cornerOf: (place: Place) => { left: number; top: number }) {
    const { grid } = this.#sheet;
    const { area } = this.#hands.cursor;
    const filling = this.filling;
    if (!filling) return nothing;
    const row = filling.from.row > area.to.row ? filling.to.row : filling.from.row;
    const values = lastDrawn(grid, area, row, this.#drawing!.copies).filter((value) => value !== '');
    const { left, top } = cornerOf({ row, column: area.to.column });
    return values.length === 0
      ? nothing
      : html`<div class="next" aria-hidden="true" style=${styleMap({ top: `${top}px`, left: `${left}px` })}>
          ${values.join(' · ')}
        </div>`;
  }

  readonly #take = (event: PointerEvent): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#finger = event.pointerType === 'touch';
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#drawing = { from: event.clientY, y: event.clientY, row: null, copies: false };
    for (const key of KEYS) addEventListener(key, this.#key, true);
  };

  readonly #draw = (event: PointerEvent): void => {
    const drawing = this.#drawing;
    if (!drawing) return;
    drawing.y = event.clientY;
    this.#ctrl(event);
    if (drawing.row === null && Math.abs(drawing.y - drawing.from) < STILL_PX) return;
    if (drawing.row === null) this.#begin(drawing);
    this.#reach(this.#scroll.rowAt(drawing.y));
  };

  /** What is being typed counts first. The sheet moves along to where the hand went. */
  #begin(drawing: Drawing): void {
    this.#hands.leave();
    let before: number | null = null;
    const drift = (time: number): void => {
      if (this.#drawing !== drawing) return;
      const seconds = before === null ? 0 : Math.min(0.1, (time - before) / 1_000);
      before = time;
      const { at, length } = this.#scroll.within(drawing.y);
      const speed = edgeSpeed(at, length);
      const isAlong = Math.sign(speed) === Math.sign(drawing.y - drawing.from);
      if (isAlong && this.#scroll.by(speed * seconds)) this.#reach(this.#scroll.rowAt(drawing.y));
      requestAnimationFrame(drift);
    };
    requestAnimationFrame(drift);
  }

  #reach(row: number): void {
    if (!this.#drawing || this.#drawing.row === row) return;
    this.#drawing.row = row;
    this.#sheet.requestUpdate();
  }

  #ctrl({ ctrlKey, metaKey }: MouseEvent | KeyboardEvent): void {
    const copies = ctrlKey || metaKey;
    if (!this.#drawing || this.#drawing.copies === copies) return;
    this.#drawing.copies = copies;
    this.#sheet.requestUpdate();
  }

  readonly #drop = (event: PointerEvent): void => {
    this.#ctrl(event);
    const { row = null, copies = false } = this.#drawing ?? {};
    this.#cancel();
    if (row !== null) this.#fill(row, copies);
    else if (this.#finger) tapBelow(event);
  };

  readonly #cancel = (): void => {
    this.#let();
    this.#sheet.requestUpdate();
  };

  #let(): void {
    this.#drawing = null;
    for (const key of KEYS) removeEventListener(key, this.#key, true);
  }

  readonly #key = (event: KeyboardEvent): void => {
    this.#ctrl(event);
    if (event.type !== 'keydown' || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
  };

  /** What was filled is selected then, with what it was filled from. */
  #fill(row: number, copies: boolean): void {
    const { area, isLost } = this.#hands.cursor;
    const filled = isLost ? null : areaDrawn(this.#sheet.grid, area, row);
    if (!filled) return;
    this.#sheet.tell(drawn(this.#sheet.gridAsTyped(area), area, row, copies));
    const isDown = filled.from.row > area.to.row;
    const anchor = { row: isDown ? area.from.row : area.to.row, column: area.from.column };
    this.#hands.select(anchor, { row: isDown ? filled.to.row : filled.from.row, column: area.to.column });
  }

  readonly #fillBeside = (event: MouseEvent): void => {
    this.#hands.leave();
    this.#fill(endBeside(this.#sheet.grid, this.#hands.cursor.area), event.ctrlKey || event.metaKey);
  };
}

/** A finger that does not draw meant the cell. */
function tapBelow({ currentTarget, clientX, clientY }: PointerEvent): void {
  const root = (currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const below = root.elementsFromPoint(clientX, clientY).find((one) => one.matches('.cell, .editor'));
  if (below instanceof HTMLElement && below.matches('.cell')) below.click();
}

/** What is being typed stays open until the handle is drawn. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
