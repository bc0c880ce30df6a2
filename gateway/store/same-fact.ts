import { isDeepStrictEqual } from 'node:util';
import type { StoredDocument } from './store.ts';

/** Whether two stored forms say the same: when they were received, and which revision the store gave, does not matter. */
export function isSameFact(one: StoredDocument, other: StoredDocument): boolean {
  return isDeepStrictEqual(authorsPart(one), authorsPart(other));
}

function authorsPart({ received: _received, _rev, ...rest }: StoredDocument): Record<string, unknown> {
  return rest;
}
