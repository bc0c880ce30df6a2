/** The few CouchDB requests that the gateway makes, in CouchDB's own terms. A missing database reads as an empty one. */
import { AppError } from '../../shared/errors.ts';
import { unreachable, type CouchAnswer, type CouchHttp, type CouchRequest } from './couch-http.ts';
import type { StoredDocument } from './store.ts';

/** One row of `_bulk_docs`, in the order of the documents sent. */
export type WriteRow = { ok: true; rev: string } | { ok?: never; id: string; error: string; reason: string };

/** One row of `_all_docs`. Asked by key, an absent document has no `id` and a removed one `value.deleted`. */
export interface ReadRow {
  id?: string;
  value?: { rev: string; deleted?: boolean };
  doc?: StoredDocument | null;
}

export interface ChangesAnswer {
  results: { doc: StoredDocument }[];
  last_seq: string | number;
  /** Not given by pouchdb-server. */
  pending?: number;
}

export interface DatabaseInfo {
  update_seq: string | number;
}

/** A database can be dropped between our making it and our writing to it, but not for ever. */
const CREATE_ATTEMPTS = 3;

export class CouchDatabase {
  readonly name: string;
  readonly #http: CouchHttp;
  #creating: Promise<void> | null = null;

  /** `name` is already checked: it becomes part of every path. */
  constructor(name: string, http: CouchHttp) {
    this.name = name;
    this.#http = http;
  }

  /** Writes JSON texts in one request; creates the database when it is missing. */
  async write(texts: readonly string[]): Promise<WriteRow[]> {
    const body = `{"docs":[${texts.join(',')}]}`;
    for (let attempt = 0; attempt < CREATE_ATTEMPTS; attempt += 1) {
      const { status, json } = await this.#request('POST', '/_bulk_docs', [201, 202, 404], body);
      if (status !== 404) return this.#rows<WriteRow>(json, texts.length);
      await this.#create();
    }
    throw unreachable(`database "${this.name}" is missing although it was created; it is being dropped, try again`);
  }

  /** Rows in the order of `ids`; only revisions unless `documents` is asked for. */
  async readByIds(ids: readonly string[], documents: boolean): Promise<ReadRow[]> {
    const body = JSON.stringify({ keys: ids });
    const answer = await this.#request('POST', `/_all_docs?include_docs=${documents}`, [200, 404], body);
    return answer.status === 404 ? ids.map(() => ({})) : this.#rows<ReadRow>(rowsOf(answer.json), ids.length);
  }

  async readRange(query: URLSearchParams): Promise<ReadRow[]> {
    const answer = await this.#request('GET', `/_all_docs?include_docs=true&${query}`, [200, 404]);
    return answer.status === 404 ? [] : this.#rows<ReadRow>(rowsOf(answer.json));
  }

  /** `null` when there is no such database. */
  async changes(since: string, limit: number): Promise<ChangesAnswer | null> {
    const query = new URLSearchParams({ since, limit: String(limit), include_docs: 'true' });
    const { status, json } = await this.#request('GET', `/_changes?${query}`, [200, 404]);
    return status === 404 ? null : (json as ChangesAnswer);
  }

  async info(): Promise<DatabaseInfo | null> {
    const { status, json } = await this.#request('GET', '', [200, 404]);
    return status === 404 ? null : (json as DatabaseInfo);
  }

  async drop(): Promise<void> {
    await this.#request('DELETE', '', [200, 202, 404]);
  }

  /** Writers that meet at a missing database wait for one creation. 412 = it is there already. */
  #create(): Promise<void> {
    this.#creating ??= this.#request('PUT', '', [201, 202, 412])
      .then(() => undefined)
      .finally(() => (this.#creating = null));
    return this.#creating;
  }

  #request(
    method: CouchRequest['method'],
    path: string,
    expected: readonly number[],
    body?: string,
  ): Promise<CouchAnswer> {
    const request = { method, path: `/${this.name}${path}` };
    return this.#http.request(body === undefined ? request : { ...request, body }, expected);
  }

  #rows<Row>(rows: unknown, count?: number): Row[] {
    if (Array.isArray(rows) && (count === undefined || rows.length === count)) return rows as Row[];
    throw new AppError('STORE_REFUSED', `the store's answer about "${this.name}" has not the rows asked for`);
  }
}

function rowsOf(json: unknown): unknown {
  return (json as { rows?: unknown }).rows;
}
