/** What a start would find if some documents had never been written; all that it writes stays in memory. */
import { MemoryStore } from '../store/memory-store.ts';
import type { Range, Store, StoredDocument } from '../store/store.ts';

const PAGE = 200;

/** Reads fall through to `real`, but for `hidden` documents and `local` databases. */
export class TrialStore implements Store {
  readonly written = new MemoryStore();
  readonly #real: Store;
  readonly #hidden: (id: string) => boolean;

  constructor(real: Store, hidden: (id: string) => boolean) {
    this.#real = real;
    this.#hidden = hidden;
  }

  async databases(prefix: string): Promise<string[]> {
    const real = (await this.#real.databases(prefix)).filter((name) => !name.startsWith('local'));
    return [...new Set([...real, ...(await this.written.databases(prefix))])].sort();
  }

  insert: Store['insert'] = (database, documents) => this.written.insert(database, documents);
  put: Store['put'] = (database, documents) => this.written.put(database, documents);
  remove: Store['remove'] = (database, ids) => this.written.remove(database, ids);
  drop: Store['drop'] = (database) => this.written.drop(database);
  changes: Store['changes'] = (database, since, limit) => this.written.changes(database, since, limit);

  async get(database: string, ids: readonly string[]): Promise<(StoredDocument | null)[]> {
    const written = await this.written.get(database, ids);
    if (database.startsWith('local')) return written;
    const real = await this.#real.get(database, ids);
    return written.map((document, i) => document ?? (this.#hidden(ids[i]!) ? null : real[i]!));
  }

  async has(database: string, ids: readonly string[]): Promise<boolean[]> {
    return (await this.get(database, ids)).map((document) => document !== null);
  }

  async range(database: string, range: Range): Promise<StoredDocument[]> {
    const written = await this.written.range(database, range);
    if (database.startsWith('local')) return written;
    const byId = new Map(written.map((document) => [document._id, document]));
    for (const document of await this.#visible(database, range))
      if (!byId.has(document._id)) byId.set(document._id, document);
    const sign = range.descending ? -1 : 1;
    return [...byId.values()].sort((a, b) => (a._id < b._id ? -sign : sign)).slice(0, range.limit);
  }

  /** As many as asked for, however many are hidden between them. */
  async #visible(database: string, range: Range): Promise<StoredDocument[]> {
    const { limit = Infinity, descending = false } = range;
    const found: StoredDocument[] = [];
    let { from, to } = range;
    while (found.length < limit && from < to) {
      const page = await this.#real.range(database, { from, to, limit: PAGE, descending });
      found.push(...page.filter(({ _id }) => !this.#hidden(_id)));
      const last = page.at(-1)?._id;
      if (page.length < PAGE || last === undefined) break;
      if (descending) to = last;
      // `!` sorts below every character that ids may have.
      else from = `${last}!`;
    }
    return found.slice(0, limit);
  }
}
