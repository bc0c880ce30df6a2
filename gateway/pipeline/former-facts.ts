/** What a gateway whose place this one took has said already is not said a second time. */
import { isDeepStrictEqual } from 'node:util';
import { databaseName } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';

/** Gateways that a line was read by before, oldest last. */
export type Formerly = (line: string) => readonly string[];

/**
 * For each document whether a former gateway of the line wrote it: `exists` = with the same content, `differs` = with
 * another (then that counts, being there first), null = it did not.
 */
export async function formerFacts(
  { store, formerly }: { store: Store; formerly: Formerly },
  database: string,
  documents: readonly StoredDocument[],
): Promise<('exists' | 'differs' | null)[]> {
  const outcomes = documents.map((): 'exists' | 'differs' | null => null);
  const of = databaseName(database);
  if (of?.kind !== 'series' && of?.kind !== 'facts') return outcomes;
  const ids = documents.map(({ _id }) => _id);
  for (const former of formerly(of.line)) {
    const there = await store.get(`${of.kind}_${former}_${of.line}_${of.month}`, ids);
    for (const [i, document] of there.entries())
      if (document) outcomes[i] ??= saysTheSame(document, documents[i]!) ? 'exists' : 'differs';
  }
  return outcomes;
}

/** Whoever wrote it, and whenever it was received. */
export function saysTheSame(one: StoredDocument, other: StoredDocument): boolean {
  const content = ({ received: _, by: _by, ...rest }: StoredDocument) => rest;
  return isDeepStrictEqual(content(one), content(other));
}
