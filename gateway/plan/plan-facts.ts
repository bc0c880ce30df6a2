/** Which of the documents in `plan_` databases are folded: those that are what they say, of kinds that this release knows. */
import type { PlanFact } from '../../shared/orders/fold-facts.ts';
import { isRow, rowTypeOf } from '../../shared/replication/row-types.ts';
import type { StoredDocument } from '../store/store.ts';

const FOLDED = ['change', 'transfer', 'execution', 'base'] as const satisfies PlanFact['type'][];

/**
 * A plant of a later release may hand over what is not understood here yet. It stays in its database, and is folded when the
 * projections are built anew, which an update that can read it does.
 */
export function planFactsOf(documents: readonly StoredDocument[]): PlanFact[] {
  return documents.filter(isPlanFact);
}

function isPlanFact(document: StoredDocument): document is StoredDocument & PlanFact {
  return (
    (FOLDED as readonly unknown[]).includes(document.type) &&
    isRow(document) &&
    rowTypeOf('plan', document.type)!.fits(document)
  );
}
