/** Rows that could not be read: counted, and the latest kept for people to look at. The store keeps them all, in chunks. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';

const SHOWN = 500;

/** What a recorder took of a block: every row read is stored or rejected. */
export interface Taken {
  /** Rows read, rejected included. */
  rows: number;
  rejected: RejectedRow[];
}

export class RejectedRows {
  #latest: { key: string; at: number; row: RejectedRow }[] = [];
  readonly #known = new Set<string>();

  /** `file` = file key and generation; `at` = observed time of the row before it. A row that is replayed counts once. */
  add(file: string, row: RejectedRow, at: number): void {
    const key = `${file}:${row.offset}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#latest.push({ key, at, row });
    if (this.#latest.length <= 2 * SHOWN) return;
    for (const { key: old } of this.#latest.splice(0, SHOWN)) this.#known.delete(old);
  }

  /** How many since `from`, as far as they are kept. */
  since(from: number): number {
    return this.#latest.filter(({ at }) => at >= from).length;
  }

  /** Newest first. */
  latest(): { at: number; row: RejectedRow }[] {
    return this.#latest
      .slice(-SHOWN)
      .reverse()
      .map(({ at, row }) => ({ at, row }));
  }
}
