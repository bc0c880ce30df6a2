/** Own rows with their revisions, as the protocol of copies speaks of them. */
import { AppError } from '../../../shared/errors.ts';
import type { StoredDocument } from '../../store/store.ts';
import type { Answer, Ask } from './exchange.ts';

export interface OwnRevision {
  id: string;
  rev: string;
}

interface AllDocs {
  rows?: { id?: string; key?: string; value?: { rev: string; deleted?: boolean }; doc?: StoredDocument | null }[];
}

/** Ids and revisions after `after` ('' = from the start), in order of id; fewer than `limit` = the end. */
export async function ownRevisions(
  ask: Ask,
  database: string,
  page: { after: string; limit: number },
): Promise<OwnRevision[]> {
  const query = new URLSearchParams({ limit: String(page.limit) });
  if (page.after !== '') {
    query.set('startkey', JSON.stringify(page.after));
    query.set('skip', '1');
  }
  const { status, json } = await ask({ method: 'GET', path: `/${database}/_all_docs?${query}`, body: null });
  if (status === 404) return [];
  return rowsIn(json, database).flatMap(({ id, value }) => (id !== undefined && value ? [{ id, rev: value.rev }] : []));
}

/** The own store as PouchDB reads from it. */
export function readOwn(own: Ask, database: string): Ask {
  return async (question) => {
    // One by one is how pouchdb-server would look them up.
    if (question.path.includes('/_bulk_get?')) return inBulk(own, database, question.body);
    const answer = await own(question);
    // A month that was dropped before its turn came has nothing to be copied.
    const isGone = answer.status === 404 && question.path.includes('/_changes?');
    return isGone ? { status: 200, json: { results: [], last_seq: 0 } } : answer;
  };
}

async function inBulk(own: Ask, database: string, body: string | null): Promise<Answer> {
  const { docs } = JSON.parse(body ?? '{"docs":[]}') as { docs: { id: string }[] };
  const ids = docs.map(({ id }) => id);
  const found = new Map((await ownDocuments(own, database, ids)).map((document) => [document._id, document]));
  const results = ids.map((id) => ({ id, docs: [found.has(id) ? { ok: found.get(id) } : { error: 'not_found' }] }));
  return { status: 200, json: { results } };
}

/** As they are pushed; absent ones are left out. */
export async function ownDocuments(ask: Ask, database: string, ids: readonly string[]): Promise<StoredDocument[]> {
  const path = `/${database}/_all_docs?include_docs=true`;
  const { status, json } = await ask({ method: 'POST', path, body: JSON.stringify({ keys: ids }) });
  if (status === 404) return [];
  return rowsIn(json, database).flatMap(({ doc }) => (doc ? [withRevisions(doc)] : []));
}

function withRevisions(document: StoredDocument): StoredDocument {
  const [start, hash] = String(document._rev).split('-');
  return { ...document, _revisions: { start: Number(start), ids: [hash] } };
}

function rowsIn(json: unknown, database: string): NonNullable<AllDocs['rows']> {
  const { rows } = (json ?? {}) as AllDocs;
  if (Array.isArray(rows)) return rows;
  throw new AppError('STORE_REFUSED', `the store's answer about "${database}" has no rows`);
}
