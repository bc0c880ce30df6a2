/**
 * Many pulled rows into a collection with as few requests to the storage as it takes. RxDB's replication looks each row up
 * three times before it writes it, which a few rows do not feel and ten thousand do.
 */
import { getDefaultRevision, now, type BulkWriteRow, type RxCollection, type RxDocumentData } from 'rxdb/plugins/core';
import type { WithDeleted } from 'rxdb/plugins/core';

/**
 * Rows that are there already are replaced; of equal ids the last counts. `context` = of what RxDB's replication writes itself:
 * it takes all else for a person's word, and looks up whether it has to be pushed. Rejects when the device refuses one: then
 * others may be missing too.
 */
export async function writeRows<Stored extends { id: string }>(
  collection: RxCollection<Stored>,
  rows: readonly WithDeleted<Stored>[],
  context: string,
): Promise<void> {
  const { storageInstance } = collection;
  const latest = new Map(rows.map((row) => [row.id, row]));
  const writes = Array.from(latest.values(), (row): BulkWriteRow<Stored> => ({ document: asDocument(row) }));
  const { error: met } = await storageInstance.bulkWrite(writes, context);
  if (met.length === 0) return;
  const again = met.map((error): BulkWriteRow<Stored> => {
    if (error.status !== 409 || !error.documentInDb) throw refused(error.status);
    const { documentInDb: previous, writeRow } = error;
    return { previous, document: { ...writeRow.document, _rev: getDefaultRevision() } };
  });
  const { error: left } = await storageInstance.bulkWrite(again, context);
  if (left[0]) throw refused(left[0].status);
}

function asDocument<Stored>(row: WithDeleted<Stored>): RxDocumentData<Stored> {
  return { ...row, _attachments: {}, _meta: { lwt: now() }, _rev: getDefaultRevision() } as RxDocumentData<Stored>;
}

function refused(status: number): Error {
  return new Error(`the device's storage refused a row with ${status}`);
}
