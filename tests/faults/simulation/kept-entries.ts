/** As much of an RxDB collection as sending entries needs, over a map that outlives whoever uses it. */
import type { Entry, EntryCollections } from '../../../pwa/data/collections.ts';
import type { Keep } from '../../../pwa/data/database.ts';
import type { RefusedEntry } from '../../../pwa/data/line-data.ts';
import type { Life } from './life.ts';

class KeptEntries<E extends { id: string }> {
  readonly #kept: Map<string, E>;
  readonly #life: Life;

  constructor(kept: Map<string, E>, life: Life) {
    this.#kept = kept;
    this.#life = life;
  }

  find() {
    return { exec: () => this.#call(() => [...this.#kept.values()].sort(byId).map((entry) => this.#document(entry))) };
  }

  findOne(id: string) {
    const found = () => {
      const entry = this.#kept.get(id);
      return entry ? this.#document(entry) : null;
    };
    return { exec: () => this.#call(found) };
  }

  /** All in one write: a device that ends in it has all of them, or none. */
  bulkInsert(entries: readonly E[]): Promise<{ success: readonly E[]; error: readonly { documentId: string }[] }> {
    return this.#call(() => {
      const [taken, free] = [
        entries.filter(({ id }) => this.#kept.has(id)),
        entries.filter(({ id }) => !this.#kept.has(id)),
      ];
      for (const entry of free) this.#kept.set(entry.id, entry);
      return { success: free, error: taken.map(({ id }) => ({ documentId: id })) };
    });
  }

  upsert(entry: E): Promise<void> {
    return this.#call(() => void this.#kept.set(entry.id, entry));
  }

  bulkUpsert(entries: readonly E[]): Promise<void> {
    return this.#call(() => entries.forEach((entry) => this.#kept.set(entry.id, entry)));
  }

  bulkRemove(ids: readonly string[]): Promise<void> {
    return this.#call(() => ids.forEach((id) => this.#kept.delete(id)));
  }

  #document(entry: E) {
    return {
      toJSON: () => entry,
      incrementalPatch: (patch: Partial<E>) =>
        this.#call(() => {
          const now = this.#kept.get(entry.id);
          if (now) this.#kept.set(entry.id, { ...now, ...patch });
        }),
    };
  }

  async #call<T>(work: () => T): Promise<T> {
    await this.#life.step();
    const answer = work();
    await this.#life.stepped();
    return answer;
  }
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

export function entriesIn(
  life: Life,
  outbox: Map<string, Entry>,
  rejected: Map<string, RefusedEntry>,
): EntryCollections {
  const kept = { outbox: new KeptEntries(outbox, life), rejected: new KeptEntries(rejected, life) };
  return kept as unknown as EntryCollections;
}

export function keepIn(kept: Map<string, string>): Keep {
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return keep as Keep;
}
