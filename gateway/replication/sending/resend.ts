/** Rows that were refused are sent once more, because somebody decided so: replication itself never does. */
import type { DeniedRow, ResendAnswer } from '../../../shared/replication/protocol.ts';
import type { DeniedRows } from './denied-rows.ts';
import type { Ask } from './exchange.ts';
import { ownDocuments } from './own-rows.ts';
import { pushDocuments } from './pushed-answers.ts';

export interface ResendParts {
  own: Ask;
  plant: Ask;
  denied: DeniedRows;
  now: () => number;
}

/** Those that are taken, or are no longer here, leave the list. Rejects with PlantFailure when the plant cannot be asked. */
export async function resend(
  { database, ids }: { database: string; ids: readonly string[] },
  { own, plant, denied, now }: ResendParts,
): Promise<ResendAnswer> {
  const documents = await ownDocuments(own, database, ids);
  const refused = await pushDocuments({ ask: plant, path: `/${database}/_bulk_docs`, documents });
  const rows: DeniedRow[] = refused.map(({ id, reason }) => ({ database, id, reason, at: now() }));
  const still = new Set(rows.map(({ id }) => id));
  await denied.add(rows);
  await denied.remove(ids.filter((id) => !still.has(id)).map((id) => ({ database, id })));
  return { sent: documents.length - rows.length, denied: rows };
}
