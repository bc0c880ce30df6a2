/**
 * Between PouchDB and the plant that it writes to: rows that are refused for good are on record before PouchDB hears of
 * them, since it never sends them again and its checkpoint passes them.
 */
import type { DeniedRow } from '../../../shared/replication/protocol.ts';
import { inBatches } from '../../store/batches.ts';
import type { StoredDocument } from '../../store/store.ts';
import type { Answer, Ask } from './exchange.ts';
import { PlantFailure } from './plant-failure.ts';

export type Denied = Pick<DeniedRow, 'id' | 'reason'>;

/** `deny` resolves when the rows are on record; when it rejects, so does the request, and the copy begins anew. */
export function pushing(ask: Ask, deny: (rows: Denied[]) => Promise<void>): Ask {
  return async (question) => {
    if (!question.path.endsWith('/_bulk_docs') || question.body === null) return ask(question);
    const { docs } = JSON.parse(question.body) as { docs: StoredDocument[] };
    const { path } = question;
    const denied = await pushDocuments({ ask, path, documents: docs });
    if (denied.length > 0) await deny(denied);
    return { status: 201, json: denied.map(({ id, reason }) => ({ id, error: 'forbidden', reason })) };
  };
}

/** Sends documents with their revisions, in requests that stay far below the body limit; answers those that are refused. */
export async function pushDocuments(push: { ask: Ask; path: string; documents: StoredDocument[] }): Promise<Denied[]> {
  const entries = push.documents.map((document) => ({ id: document._id, text: JSON.stringify(document) }));
  const denied: Denied[] = [];
  for (const batch of inBatches(entries)) {
    const body = `{"docs":[${batch.map(({ text }) => text).join(',')}],"new_edits":false}`;
    const answer = await push.ask({ method: 'POST', path: push.path, body });
    denied.push(...deniedIn(answer, new Set(batch.map(({ id }) => id))));
  }
  return denied;
}

interface Row {
  id?: unknown;
  error?: unknown;
  reason?: unknown;
}

/** PouchDB takes a row that failed without an id, or with another's, for one that was stored. */
function deniedIn({ json }: Answer, sent: ReadonlySet<string>): Denied[] {
  if (!Array.isArray(json)) throw new PlantFailure('fault', 'The plant answered a push with no list of rows.');
  return (json as (Row | null)[]).flatMap((row) => {
    if (!row?.error) return [];
    const { id, error, reason } = row;
    if (typeof id === 'string' && sent.has(id) && (error === 'forbidden' || error === 'unauthorized'))
      return [{ id, reason: typeof reason === 'string' ? reason.slice(0, 500) : String(error) }];
    throw new PlantFailure('fault', `The plant answered "${String(error)}" about row "${String(id)}".`);
  });
}
