/** Which row of a sheet that became cards is being filled in. One that was not taken opens again, with the reason. */
import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { sheetText as s } from '../../locales/sheet.ts';
import './ls-sheet-form.ts';
import { emptyRow } from './sheet-lines.ts';
import { isNewRow, newRowId, type SheetColumn, type SheetEdit, type SheetRow } from './sheet-model.ts';

export interface FilledSheet {
  requestUpdate(): void;
  tell(edits: readonly SheetEdit[]): void;
  /** What is slotted is done with ticked rows: that of the form is one. */
  tickOnly(row: string | null): void;
}

export class SheetForms {
  readonly #sheet: FilledSheet;
  #open: string | null = null;
  /** Told, and not seen yet among the rows. */
  #told: string | null = null;

  constructor(sheet: FilledSheet) {
    this.#sheet = sheet;
  }

  /** Null closes it. */
  open(row: string | null): void {
    this.#open = row;
    this.#sheet.tickOnly(row === null || isNewRow(row) ? null : row);
    this.#sheet.requestUpdate();
  }

  /** Rows have other ids from now on. */
  renamed(nameOf: (id: string) => string): void {
    if (this.#told !== null) this.#told = nameOf(this.#told);
  }

  /** After rows changed. */
  follow(rows: readonly SheetRow[]): void {
    const told = this.#told;
    if (told === null) return;
    this.#told = null;
    const wrong = rows.find(({ id, isWrong }) => isWrong && id === told);
    if (wrong && this.#open === null) this.#open = wrong.id;
  }

  render(columns: readonly SheetColumn[], rows: readonly SheetRow[]) {
    const id = this.#open;
    if (id === null) return nothing;
    const row = rows.find((one) => one.id === id) ?? emptyRow(newRowId(0));
    const isThere = !isNewRow(row.id);
    return keyed(
      id,
      html`<ls-sheet-form
        heading=${isThere ? row.title : s('newRow')}
        .columns=${columns}
        .row=${row}
        @closed=${this.#closed}
        @row-typed=${({ detail }: CustomEvent<SheetEdit[]>) => this.#typed(row.id, detail)}
        >${isThere ? html`<slot></slot>` : nothing}</ls-sheet-form
      >`,
    );
  }

  /** A dialog that is taken away tells so, too, when another one may be there already. */
  readonly #closed = ({ target }: Event): void => {
    if ((target as Element).isConnected) this.open(null);
  };

  #typed(row: string, edits: readonly SheetEdit[]): void {
    this.open(null);
    if (edits.length === 0) return;
    this.#told = row;
    this.#sheet.tell(edits);
  }
}
