/** Rows that could not be read: counted, and the latest kept for people to look at. The store keeps them all, in chunks. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';

const SHOWN = 500;

/** What a recorder took of a block: every row read is stored or rejected. */
export interface Taken {
  /** Rows read, rejected included. */
  rows: number;
  rejected: RejectedRow[];
}

export interface Refusal {
  /** `<fileKey>.<generation>` */
  fileId: string;
  /** Observed time of the row before it. */
  at: number;
  row: RejectedRow;
}

export class RejectedRows {
  #latest: (Refusal & { key: string })[] = [];
  readonly #known = new Set<string>();

  /** A row that is replayed counts once. */
  add(fileId: string, row: RejectedRow, at: number): void {
    const key = `${fileId}:${row.offset}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#latest.push({ key, fileId, at, row });
    if (this.#latest.length <= 2 * SHOWN) return;
    for (const { key: old } of this.#latest.splice(0, SHOWN)) this.#known.delete(old);
  }

  /** How many since `from`, as far as they are kept. */
  since(from: number): number {
    return this.#latest.filter(({ at }) => at >= from).length;
  }

  /** Newest first. */
  latest(): Refusal[] {
    return this.#latest.slice(-SHOWN).reverse();
  }
}
