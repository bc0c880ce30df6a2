/** Which rows are there. An id is one row for ever, so whoever has the id has the row. */
import type { Store } from '../../store/store.ts';

const ID = /^[A-Za-z0-9:.-][A-Za-z0-9:._-]{0,199}$/;

/** Others are not there: no document of ours has such an id, and the store is not asked for it. */
export function isDocumentId(id: string): boolean {
  return ID.test(id);
}

export async function storedIds(store: Store, database: string, ids: readonly string[]): Promise<Set<string>> {
  const asked = ids.filter(isDocumentId);
  const there = await store.has(database, asked);
  return new Set(asked.filter((_, i) => there[i]));
}
