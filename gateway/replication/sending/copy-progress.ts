/** How far each database is at the plant, as it stands on the sync page. Only for people: copies go by PouchDB's checkpoints. */
import { prefixRange, type Store } from '../../store/store.ts';
import type { Copy } from './copy-queue.ts';

export interface Progress {
  /** The source's sequence up to which everything was copied; null = not known. */
  since: string | null;
  /** When something was copied, or nothing was left. */
  lastAt: number | null;
  /** When all ids were compared. */
  verified: { at: number; missing: number } | null;
}

const NOTHING: Progress = { since: null, lastAt: null, verified: null };

export class CopyProgress {
  readonly #store: Store;
  readonly #database: string;
  readonly #known = new Map<string, Progress>();
  readonly #changed = new Set<string>();

  /** `database` = a `local` one. */
  constructor(store: Store, database: string) {
    this.#store = store;
    this.#database = database;
  }

  async load(): Promise<void> {
    for (const { _id, ...progress } of await this.#store.range(this.#database, prefixRange('copy:')))
      this.#known.set(_id, { ...NOTHING, ...(progress as Partial<Progress>) });
  }

  of(copy: Copy): Progress {
    return this.#known.get(keyOf(copy)) ?? NOTHING;
  }

  /** Remembered in the store by `save`. */
  note(copy: Copy, progress: Partial<Progress>): void {
    this.#known.set(keyOf(copy), { ...this.of(copy), ...progress });
    this.#changed.add(keyOf(copy));
  }

  /** STORE_UNREACHABLE as any write; nothing is lost then. */
  async save(): Promise<void> {
    const ids = [...this.#changed];
    this.#changed.clear();
    if (ids.length === 0) return;
    const documents = ids.map((_id) => ({ _id, ...this.#known.get(_id) }));
    try {
      await this.#store.put(this.#database, documents);
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      throw error;
    }
  }
}

function keyOf({ direction, database }: Copy): string {
  return `copy:${direction}:${database}`;
}
