/** Where one is in a sheet, and how far the selection reaches from there. It belongs to a row, wherever that row stands by now. */
import { areaOf, type Area } from './sheet-area.ts';
import { indexOfRow, rowIdAt, type Place, type SheetRow } from './sheet-model.ts';
import { clamped } from './sheet-moves.ts';

export class SheetCursor {
  /** What has the focus. */
  at: Place = { row: 0, column: 0 };
  /** The other corner of what is selected. */
  anchor: Place = { row: 0, column: 0 };
  /** Its row is not there any more: another one stands in its place, which nobody means to change. */
  isLost = false;
  /** Null = nobody went anywhere yet. */
  #ids: { at: string; anchor: string } | null = null;

  get area(): Area {
    return areaOf(this.anchor, this.at);
  }

  go(to: Place, extend: boolean, rows: readonly SheetRow[]): void {
    this.at = to;
    if (!extend || this.isLost) this.anchor = to;
    this.isLost = false;
    this.#ids = { at: rowIdAt(rows, this.at.row), anchor: rowIdAt(rows, this.anchor.row) };
  }

  /** Rows have other ids from now on. */
  renamed(nameOf: (id: string) => string): void {
    if (this.#ids) this.#ids = { at: nameOf(this.#ids.at), anchor: nameOf(this.#ids.anchor) };
  }

  /** After rows or columns changed. A row that comes back is found again. */
  follow(rows: readonly SheetRow[], size: { rows: number; columns: number }): void {
    const at = this.#ids ? indexOfRow(rows, this.#ids.at, this.at.row) : this.at.row;
    const anchor = this.#ids ? indexOfRow(rows, this.#ids.anchor, this.anchor.row) : this.anchor.row;
    this.isLost = at === null;
    this.at = clamped({ ...this.at, row: at ?? this.at.row }, size);
    this.anchor = at === null || anchor === null ? this.at : clamped({ ...this.anchor, row: anchor }, size);
  }
}
