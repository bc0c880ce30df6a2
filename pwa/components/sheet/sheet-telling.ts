/**
 * Gestures are told one after the other: what is typed next may be of a row that is only being made. It waits until that row is
 * there, and is told of it then; until then the row is seen as it was typed.
 */
import { indexOfRow, isNewRow, newRowId, type SheetEdit, type SheetRow } from './sheet-model.ts';

/** Ids that new rows have now, by those that they were told with; one that has none was not made. */
export type Became = ReadonlyMap<string, string>;

/** One gesture; `became` has to be called when what can be taken of it was: before that nothing more is told. */
export interface SheetEdited {
  edits: readonly SheetEdit[];
  became: (ids: Became) => void;
}

/** A row that was made and is not shown: nobody waits longer for it. */
const PATIENCE_MS = 1_000;

interface Teller {
  rows: () => readonly SheetRow[];
  tell: (edits: readonly SheetEdit[], became: (ids: Became) => void) => void;
  /** Rows have other ids from now on; before what waited is told. */
  renamed: (nameOf: (id: string) => string) => void;
}

export class SheetTelling {
  readonly #teller: Teller;
  #under: readonly SheetEdit[] | null = null;
  #became: Became | null = null;
  #waiting: (readonly SheetEdit[])[] = [];

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  say(edits: readonly SheetEdit[]): void {
    if (edits.length === 0) return;
    if (this.#under) {
      this.#waiting.push(edits);
      return;
    }
    this.#under = edits;
    this.#teller.tell(edits, (became) => this.#made(edits, became));
  }

  /** New rows that were typed, and are not there yet: told or not, below them is the next. */
  get newRows(): number {
    return newRowsIn([this.#under ?? [], ...this.#waiting].flat());
  }

  /** As it was typed, by column: what of a row is not taken yet. */
  typed(row: string): ReadonlyMap<string, string> {
    const all = [this.#under ?? [], ...this.#waiting].flat().filter((edit) => edit.row === row);
    return new Map(all.map(({ column, value }) => [column, value]));
  }

  /** After rows changed. */
  follow(): void {
    const rows = this.#teller.rows();
    const became = this.#became;
    if (became && [...became.values()].every((id) => indexOfRow(rows, id) !== null)) this.#release(became);
  }

  #made(edits: readonly SheetEdit[], became: Became): void {
    if (this.#under !== edits || this.#became) return;
    this.#became = became;
    this.follow();
    if (this.#became) setTimeout(() => this.#became === became && this.#release(became), PATIENCE_MS);
  }

  #release(became: Became): void {
    const count = newRowsIn(this.#under ?? []);
    const nameOf = (id: string) => {
      const now = became.get(id);
      if (now !== undefined || !isNewRow(id)) return now ?? id;
      return newRowId(Math.max(0, Number(id) - count));
    };
    const waiting = this.#waiting.map((edits) => edits.map((edit) => ({ ...edit, row: nameOf(edit.row) })));
    this.#under = this.#became = null;
    this.#waiting = [];
    this.#teller.renamed(nameOf);
    for (const edits of waiting) this.say(edits);
  }
}

function newRowsIn(edits: readonly SheetEdit[]): number {
  const fresh = edits.filter(({ row }) => isNewRow(row));
  return fresh.reduce((most, { row }) => Math.max(most, Number(row) + 1), 0);
}
