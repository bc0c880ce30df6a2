/**
 * What one gateway refused may have been taken by another before: it was asked first, and its answer was lost on the way here.
 * As soon as the plan shows it nobody is told any more that it was refused, or it would be entered twice.
 */
import { touchedRows } from '../../shared/orders/fold-facts.ts';
import type { EntryCollections, ViewCollections } from './collections.ts';
import type { RefusedEntry } from './line-data.ts';
import { isPlanFact } from './plan-entries.ts';

/** Rejects when the device cannot read or write. */
export async function dropTaken(
  rejected: EntryCollections['rejected'],
  plan: Pick<ViewCollections['plan'], 'findByIds'>,
): Promise<void> {
  const refused = (await rejected.find().exec()).map((entry) => entry.toJSON() as RefusedEntry);
  const touched = refused.flatMap(({ id, fact }) => (isPlanFact(fact) ? [{ id, rows: touchedRows(fact) }] : []));
  if (touched.length === 0) return;
  const rows = await plan.findByIds(touched.flatMap((entry) => entry.rows)).exec();
  const isShown = (id: string) => (row: string) => rows.get(row)?.toJSON().row.facts.includes(id) ?? false;
  const taken = touched.filter(({ id, rows: all }) => all.every(isShown(id)));
  if (taken.length > 0) await rejected.bulkRemove(taken.map(({ id }) => id));
}
