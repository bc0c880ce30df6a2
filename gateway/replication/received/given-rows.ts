/** Rows that the plant gives: as CouchDB would, with invented revisions, in pages that are small whatever is in them. */
import type { DatabaseName } from '../../../shared/documents/database-names.ts';
import { mayBeGiven } from '../../../shared/replication/may-pull.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Changes, Store, StoredDocument } from '../../store/store.ts';
import { hashOfRevision, revisionOf } from './revisions.ts';
import { isDocumentId } from './stored-ids.ts';

/** Whatever limit is asked for. The store reads whole documents for it. */
export const MOST_GIVEN = 100;
/** What stores give: numbers, or those with a text of CouchDB's behind it. Nothing else reaches them. */
const SEQUENCE = /^\d{1,16}(-[A-Za-z0-9_-]{1,3000})?$/;

export interface Given {
  database: string;
  name: DatabaseName;
}

export interface ChangesPage {
  results: { seq: string; id: string; changes: { rev: string }[] }[];
  last_seq: string;
  pending: number;
}

export interface DocumentsAnswer {
  results: { id: string; docs: [{ ok: Record<string, unknown> } | { error: Record<string, string> }] }[];
}

export class GivenRows {
  readonly #store: Store;
  readonly #plant: string;
  /** What sequences of the store look like; null = none was seen yet. */
  #numbers: boolean | null = null;

  constructor({ store, plant }: { store: Store; plant: string }) {
    this.#store = store;
    this.#plant = plant;
  }

  /** An empty page means that there is no more. REQUEST_INVALID: `since` is no sequence of any store. */
  async changes({ database, name }: Given, since: string, limit: number): Promise<ChangesPage> {
    if (!SEQUENCE.test(since)) throw noSequence(since);
    const most = Math.min(limit, MOST_GIVEN);
    let from = since;
    for (;;) {
      const changes = await this.#read(database, from, most);
      const given = changes.documents.filter((each) => !each._deleted && mayBeGiven(name, this.#plant, each._id));
      const pending = changes.documents.length === 0 ? 0 : changes.pending;
      if (given.length > 0 || pending === 0) {
        const results = given.map(({ _id: id }, i) => ({
          // Only the page as a whole has an end: whoever stops within it begins it anew.
          seq: i === given.length - 1 ? changes.since : from,
          id,
          changes: [{ rev: revisionOf(id) }],
        }));
        return { results, last_seq: changes.since, pending };
      }
      from = changes.since;
    }
  }

  /** In order of `ids`. */
  async documents({ database, name }: Given, ids: readonly string[]): Promise<DocumentsAnswer> {
    const asked = ids.filter((id) => isDocumentId(id) && mayBeGiven(name, this.#plant, id));
    const documents = await this.#store.get(database, asked);
    const found = new Map(documents.flatMap((document) => (document ? [[document._id, document]] : [])));
    return {
      results: ids.map((id) => {
        const document = found.get(id);
        if (document) return { id, docs: [{ ok: withRevision(document) }] };
        return { id, docs: [{ error: { id, rev: revisionOf(id), error: 'not_found', reason: 'missing' } }] };
      }),
    };
  }

  /** What another store once gave is no sequence of this one: then all is given anew, which whoever has it knows by its ids. */
  async #read(database: string, since: string, limit: number): Promise<Changes> {
    if (since.includes('-') && (await this.#givesNumbers(database))) return this.#store.changes(database, '0', limit);
    try {
      return await this.#store.changes(database, since, limit);
    } catch (error) {
      const isRefused = error instanceof AppError && error.code === 'STORE_REFUSED' && since !== '0';
      if (!isRefused) throw error;
      return this.#store.changes(database, '0', limit);
    }
  }

  async #givesNumbers(database: string): Promise<boolean> {
    if (this.#numbers !== null) return this.#numbers;
    const { documents, since } = await this.#store.changes(database, '0', 1);
    if (documents.length > 0) this.#numbers = !since.includes('-');
    return this.#numbers ?? false;
  }
}

function noSequence(since: string): AppError {
  return new AppError('REQUEST_INVALID', `since="${since.slice(0, 60)}" is no sequence; begin with 0.`);
}

function withRevision({ _id, ...document }: StoredDocument): Record<string, unknown> {
  const revisions = { start: 1, ids: [hashOfRevision(_id)] };
  return { _id, _rev: revisionOf(_id), _revisions: revisions, ...document };
}
