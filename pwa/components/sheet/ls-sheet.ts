import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from '../style-map.ts';
import { controls } from '../../styles/controls.ts';
import type { Area } from './sheet-area.ts';
import { bulkOf } from './sheet-bulk.ts';
import { cardSheet } from './sheet-card-sheet.ts';
import { sheetCards } from './sheet-card-styles.ts';
import { sheetCells } from './sheet-cell-styles.ts';
import { withChoices } from './sheet-choices.ts';
import { editorOf } from './sheet-editor.ts';
import { cellAt, typedAt, withTyped, type Grid } from './sheet-edits.ts';
import { SheetFocus } from './sheet-focus.ts';
import { footOf } from './sheet-foot.ts';
import { SheetHands, type HandledSheet } from './sheet-hands.ts';
import { SheetForms, type FilledSheet } from './sheet-forms.ts';
import { sheetHandle } from './sheet-handle-styles.ts';
import { SheetHandle, type DrawnSheet } from './sheet-handle.ts';
import { emptyRow, headLine, lineOf, whyNot } from './sheet-lines.ts';
import { rowIdAt, type Place, type SheetColumn, type SheetEdit, type SheetRow, type SheetSort } from './sheet-model.ts';
import type { Ground } from './sheet-moves.ts';
import { sheetPrint } from './sheet-print-styles.ts';
import { SheetScroll } from './sheet-scroll.ts';
import { sheetStyles } from './sheet-styles.ts';
import { SheetTelling, type SheetEdited } from './sheet-telling.ts';
import { rowsMade, type RowWindow } from './sheet-window.ts';
import { tickState, toggled, withTick } from './sheet-ticks.ts';
import { leftOf, widthsOf } from './sheet-widths.ts';

/**
 * A grid that edits like a spreadsheet, by mouse, touch and keyboard; only what is seen is in the document. Emits `sheet-edited`
 * (SheetEdited), `sheet-opened` ({row}), `sheet-selected` ({rows}: those that are ticked), `sheet-sorted`
 * (SheetSort) and `sheet-dismissed` (what was not taken may go). What is slotted is done with ticked rows.
 */
@customElement('ls-sheet')
export class LsSheet extends LitElement implements HandledSheet, FilledSheet, DrawnSheet {
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
  readonly #handle = new SheetHandle(this, { hands: this.#hands, scroll: this.#scroll });
  readonly #telling = new SheetTelling({
    rows: () => this.rows,
    tell: (edits, became) =>
      this.dispatchEvent(new CustomEvent<SheetEdited>('sheet-edited', { detail: { edits, became } })),
    renamed: (nameOf) => this.#renamed(nameOf),
  });
  readonly #forms = new SheetForms(this);
  readonly #focus = new SheetFocus(() => this.renderRoot as ShadowRoot, this.#hands);
  /** What is selected is to be seen after the next rendering, the cursor above all. */
  #shows = false;

  static override styles = [controls, sheetStyles, sheetCells, sheetHandle, sheetCards, sheetPrint];

  get grid(): Grid {
    return { columns: this.columns, rows: this.rows, growable: this.growable };
  }

  gridAsTyped({ from, to }: Area): Grid {
    return { ...this.grid, rows: this.rows.map((row, i) => (i < from.row || i > to.row ? row : this.#asTyped(row))) };
  }

  #asTyped(row: SheetRow): SheetRow {
    return withTyped(row, this.columns, this.#telling.typed(row.id));
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
    if (this.#shows) for (const place of [this.#hands.cursor.anchor, this.#hands.cursor.at]) this.show(place);
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
          style=${styleMap({ ...widthsOf(this), '--row': `${rowPx}px` })}
          @keydown=${hands.key}
          @pointerdown=${hands.down}
          @pointermove=${hands.drag}
          @pointerup=${hands.up}
          @pointercancel=${hands.up}
          @click=${hands.tap}
          @dblclick=${hands.twice}
          @copy=${hands.clipboard.copy}
          @cut=${hands.clipboard.cut}
          @paste=${hands.clipboard.paste}
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
            ${this.#handle.render(({ row, column }) => ({ left: this.#left(column + 1), top: (row + 1) * rowPx }))}
            ${whyNot(cellAt(this.grid, hands.cursor.at), { top: hands.cursor.at.row * rowPx, left: this.#left(hands.cursor.at.column + 1) })}
          </div>
        </div>
      </div>
      ${bulkOf(this.grid, this.ticked, { tell: (edits) => this.tell(edits), untick: () => this.#tick(new Set()) })}
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

  #line(row: number, rowPx: number) {
    const { columns } = this;
    const id = rowIdAt(this.rows, row);
    const { cursor, typing, typed, leave: done, typingKey: key } = this.#hands;
    const { filling } = this.#handle;
    const isThere = row < this.rows.length;
    const ticks = this.ticks && isThere;
    const open = this.opens && isThere ? () => this.open(id) : null;
    return lineOf(this.#asTyped(this.rows[row] ?? emptyRow(id)), {
      ...{ columns, row, top: row * rowPx, isBlank: !isThere, ticks, ticked: this.ticked.has(id) },
      ...{ cursor, filling, tick: this.#tickOne, open },
      editor: (column) =>
        typing?.row === id && typing.column === column.key
          ? editorOf(withChoices(column, this.rows[row]?.cells[column.key]), typing, { typed, done, key })
          : nothing,
    });
  }

  #left(column: number): number {
    return leftOf(this, column);
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
