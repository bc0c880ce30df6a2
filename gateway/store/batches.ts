/** Writes and reads are cut to what a store takes well: pouchdb-server's memory grows with the bytes of a request. */
const MAX_DOCUMENTS = 1000;
/** Of JSON text, counted in UTF-16 units; a larger document goes alone. */
const MAX_LENGTH = 1_500_000;

export interface Entry {
  id: string;
  text: string;
}

/** The entries in their order, in batches that are never empty. */
export function* inBatches<E extends Entry>(entries: Iterable<E>): Generator<E[]> {
  let batch: E[] = [];
  let length = 0;
  for (const entry of entries) {
    if (batch.length > 0 && (batch.length === MAX_DOCUMENTS || length + entry.text.length > MAX_LENGTH)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(entry);
    length += entry.text.length;
  }
  if (batch.length > 0) yield batch;
}
