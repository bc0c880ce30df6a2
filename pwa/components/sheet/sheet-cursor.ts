/** Where one is in a sheet, and how far the selection reaches from there. It stays with its row when rows come, go or are sorted. */
import { areaOf, type Area } from './sheet-area.ts';
import type { Place, SheetRow } from './sheet-model.ts';
import { clamped } from './sheet-moves.ts';

export class SheetCursor {
  /** What has the focus. */
  at: Place = { row: 0, column: 0 };
  /** The other corner of what is selected. */
  anchor: Place = { row: 0, column: 0 };
  #ids: [at: string | undefined, anchor: string | undefined] = [undefined, undefined];

  get area(): Area {
    return areaOf(this.anchor, this.at);
  }

  go(to: Place, extend: boolean, rows: readonly SheetRow[]): void {
    this.at = to;
    if (!extend) this.anchor = to;
    this.#ids = [rows[this.at.row]?.id, rows[this.anchor.row]?.id];
  }

  /** After rows or columns changed. */
  follow(rows: readonly SheetRow[], size: { rows: number; columns: number }): void {
    const [at, anchor] = this.#ids;
    this.at = clamped({ ...this.at, row: indexOf(rows, at, this.at.row) }, size);
    this.anchor = clamped({ ...this.anchor, row: indexOf(rows, anchor, this.anchor.row) }, size);
    this.#ids = [rows[this.at.row]?.id, rows[this.anchor.row]?.id];
  }
}

function indexOf(rows: readonly SheetRow[], id: string | undefined, before: number): number {
  if (id === undefined || rows[before]?.id === id) return before;
  const index = rows.findIndex((row) => row.id === id);
  return index < 0 ? before : index;
}
