import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import { controls } from '../../styles/controls.ts';
import './ls-sheet-bulk.ts';
import type { BulkSet } from './ls-sheet-bulk.ts';
import type { Area } from './sheet-area.ts';
import { cardSheet } from './sheet-card-sheet.ts';
import { sheetCards } from './sheet-card-styles.ts';
import { sheetCells } from './sheet-cell-styles.ts';
import { editorOf } from './sheet-editor.ts';
import { cellAt, setInRows, typedAt, withTyped, type Grid } from './sheet-edits.ts';
import { SheetFocus } from './sheet-focus.ts';
import { footOf } from './sheet-foot.ts';
import { SheetHands, type HandledSheet } from './sheet-hands.ts';
import { SheetForms, type FilledSheet } from './sheet-forms.ts';
import { emptyRow, headLine, lineOf, MARKS_PX, REACH_PX, whyNot, widthOf, widthsOf } from './sheet-lines.ts';
import { rowIdAt, type Place, type SheetColumn, type SheetEdit, type SheetRow, type SheetSort } from './sheet-model.ts';
import type { Ground } from './sheet-moves.ts';
import { sheetPrint } from './sheet-print-styles.ts';
import { SheetScroll } from './sheet-scroll.ts';
import { sheetStyles } from './sheet-styles.ts';
import { SheetTelling, type SheetEdited } from './sheet-telling.ts';
import { rowsMade, type RowWindow } from './sheet-window.ts';
import { tickState, toggled, withTick } from './sheet-ticks.ts';

/**
 * A grid that edits like a spreadsheet, by mouse, touch and keyboard; only what is seen is in the document. Emits `sheet-edited`
 * (SheetEdited), `sheet-opened` ({row}), `sheet-selected` ({rows}: those that are ticked), `sheet-sorted`
 * (SheetSort) and `sheet-dismissed` (what was not taken may go). What is slotted is done with ticked rows.
 */
@customElement('ls-sheet')
export class LsSheet extends LitElement implements HandledSheet, FilledSheet {
  @property() label = '';
  @property({ attribute: false }) columns: readonly SheetColumn[] = [];
  @property({ attribute: false }) rows: readonly SheetRow[] = [];
  @property({ attribute: false }) sort: SheetSort | null = null;
  @property({ attribute: false }) ticked: ReadonlySet<string> = new Set();
  @property({ type: Boolean }) ticks = false;
  /** There is an empty row below the last. */
  @property({ type: Boolean }) growable = false;
  /** Rows without an address of their own can be opened, too. */
  @property({ type: Boolean }) opens = false;
  /** Becomes cards where there is no room for a grid. */
  @property({ type: Boolean }) cards = false;
  /** A card opens a form of its row, instead of `sheet-opened`; what is slotted is in the form, too, for that row alone. */
  @property({ type: Boolean }) forms = false;

  readonly #scroll = new SheetScroll(this);
  readonly #hands = new SheetHands(this);
  readonly #telling = new SheetTelling({
    rows: () => this.rows,
    tell: (edits, became) =>
      this.dispatchEvent(new CustomEvent<SheetEdited>('sheet-edited', { detail: { edits, became } })),
    renamed: (nameOf) => this.#renamed(nameOf),
  });
  readonly #forms = new SheetForms(this);
  readonly #focus = new SheetFocus(() => this.renderRoot as ShadowRoot, this.#hands);
  /** The cursor is to be seen after the next rendering. */
  #shows = false;

  static override styles = [controls, sheetStyles, sheetCells, sheetCards, sheetPrint];

  get grid(): Grid {
    return { columns: this.columns, rows: this.rows, growable: this.growable };
  }

  get ground(): Ground {
    return {
      rows: this.rows.length + (this.growable ? 1 + this.#telling.newRows : 0),
      columns: this.columns.length,
      page: this.#scroll.page,
      isFilled: (place) => typedAt(this.grid, place) !== '',
    };
  }

  renderNow(): void {
    this.requestUpdate();
    this.performUpdate();
  }

  show({ row, column }: Place): void {
    const width = this.#left(column + 1) - this.#left(column);
    const stuck = this.#left(1);
    this.#scroll.show(row, { left: this.#left(column), width, stuck });
  }

  tell(edits: readonly SheetEdit[]): void {
    this.#telling.say(edits);
    this.requestUpdate();
  }

  open(row: string): void {
    const isThere = this.rows.some(({ id }) => id === row);
    if (isThere) this.dispatchEvent(new CustomEvent('sheet-opened', { detail: { row } }));
  }

  /** Those of the area, or none of them if all are. */
  tickRows({ from, to }: Area): void {
    if (!this.ticks) return;
    this.#tick(toggled(this.ticked, this.rows.slice(from.row, to.row + 1)));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#focus.beforeUpdate();
    if (changed.has('rows')) this.#telling.follow();
    if (changed.has('rows') || changed.has('columns')) this.#hands.follow();
    if (changed.has('rows')) this.#forms.follow(this.rows);
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#hands.rendering(() => super.update(changed));
  }

  protected override updated(): void {
    if (this.#shows) this.show(this.#hands.cursor.at);
    this.#shows = false;
    this.#focus.afterUpdate();
  }

  #renamed(nameOf: (id: string) => string): void {
    this.#focus.renamed(nameOf);
    this.#forms.renamed(nameOf);
    this.#hands.renamed(nameOf);
    this.#hands.follow();
    this.#shows = true;
    this.requestUpdate();
  }

  protected override render() {
    const { rows, columns, label } = this;
    const ground = this.ground;
    const seen = this.#scroll.seen(ground.rows);
    if (this.#scroll.isCards) return this.#cards(seen);
    const [hands, rowPx] = [this.#hands, this.#scroll.rowPx];
    return html`<div class="scroller" @scroll=${this.#scroll.scrolled}>
        <div
          class="grid"
          role="grid"
          aria-label=${label}
          aria-multiselectable="true"
          aria-rowcount=${ground.rows + 1}
          aria-colcount=${columns.length + 1}
          tabindex="-1"
          style=${styleMap({ ...widthsOf(columns, this.#first), '--row': `${rowPx}px` })}
          @keydown=${hands.key}
          @pointerdown=${hands.down}
          @pointermove=${hands.drag}
          @pointerup=${hands.up}
          @pointercancel=${hands.up}
          @click=${hands.tap}
          @dblclick=${hands.twice}
          @copy=${hands.copy}
          @cut=${hands.cut}
          @paste=${hands.paste}
        >
          ${headLine({
            ...{ columns, sort: this.sort, ticks: this.ticks ? tickState(this.ticked, rows) : null },
            tickAll: (all) => this.#tick(new Set(all ? rows.map(({ id }) => id) : [])),
            sortBy: this.#sortBy,
          })}
          <div class="body" role="rowgroup" style=${styleMap({ height: `${ground.rows * rowPx}px` })}>
            ${repeat(
              rowsMade(seen, hands.cursor.at.row, ground.rows),
              (row) => this.#focus.lineOf(rowIdAt(this.rows, row)),
              (row) => this.#line(row, rowPx),
            )}
            ${whyNot(cellAt(this.grid, hands.cursor.at), { top: hands.cursor.at.row * rowPx, left: this.#left(hands.cursor.at.column + 1) })}
          </div>
        </div>
      </div>
      ${this.#bulk()}
      ${footOf(this.grid, hands.cursor.area, { showWrong: (place) => hands.go(place), dismiss: this.#dismiss, dropped: hands.dropped, sortAgain: this.sort?.stale ? this.#sortAgain : null })}`;
  }

  #cards(seen: RowWindow) {
    const { grid, label, forms } = this;
    return cardSheet({
      ...{ grid, label, seen, open: (row) => this.open(row), forms: forms ? this.#forms : null },
      ...{ area: this.#hands.cursor.area, dismiss: this.#dismiss },
    });
  }

  readonly #dismiss = (): void => {
    this.dispatchEvent(new CustomEvent('sheet-dismissed'));
  };

  /** The row that is filled in, alone; null = none. */
  tickOnly(row: string | null): void {
    if (this.ticks) this.#tick(new Set(row === null ? [] : [row]));
  }

  #bulk() {
    if (this.ticked.size === 0) return nothing;
    return html`<ls-sheet-bulk
      .columns=${this.columns.filter((column) => column.editable)}
      .count=${this.ticked.size}
      @bulk-set=${({ detail }: CustomEvent<BulkSet>) =>
        this.tell(setInRows(this.grid, this.ticked, detail.column, detail.value))}
      @bulk-ended=${() => this.#tick(new Set())}
      ><slot></slot
    ></ls-sheet-bulk>`;
  }

  #line(row: number, rowPx: number) {
    const { columns } = this;
    const id = rowIdAt(this.rows, row);
    const { cursor, typing, typed, leave: done, typingKey: key } = this.#hands;
    const isThere = row < this.rows.length;
    return lineOf(withTyped(this.rows[row] ?? emptyRow(id), columns, this.#telling.typed(id)), {
      ...{ columns, row, top: row * rowPx, ticks: this.ticks && isThere, ticked: this.ticked.has(id) },
      ...{ cursor, tick: this.#tickOne, open: this.opens && isThere ? () => this.open(id) : null },
      editor: (column) =>
        typing?.row === id && typing.column === column.key ? editorOf(column, typing, { typed, done, key }) : nothing,
    });
  }

  get #first(): number {
    const isOpened = this.opens || this.rows.some(({ href }) => href !== undefined);
    return MARKS_PX + (this.ticks ? REACH_PX : 0) + (isOpened ? REACH_PX : 0);
  }

  #left(column: number): number {
    return this.#first + this.columns.slice(0, column).reduce((sum, each) => sum + widthOf(each), 0);
  }

  readonly #tickOne = (id: string, ticked: boolean): void => this.#tick(withTick(this.ticked, id, ticked));

  #tick(rows: ReadonlySet<string>): void {
    this.ticked = rows;
    this.dispatchEvent(new CustomEvent('sheet-selected', { detail: { rows: [...rows] } }));
  }

  readonly #sortAgain = (): void => this.#tellSort(this.sort!.column, this.sort!.descending);

  readonly #sortBy = (column: string): void =>
    this.#tellSort(column, this.sort?.column === column && !this.sort.descending);

  #tellSort(column: string, descending: boolean): void {
    this.dispatchEvent(new CustomEvent<SheetSort>('sheet-sorted', { detail: { column, descending } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sheet': LsSheet;
  }
}
