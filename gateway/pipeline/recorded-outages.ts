/** When a source could not be heard, as far as it is recorded, by whichever gateway listened. */
import { outagePrefix, type Outage } from '../../shared/documents/outage.ts';
import { lineDatabases } from '../store/line-databases.ts';
import { prefixRange, type Store } from '../store/store.ts';

/** By time of their start. */
export async function recordedOutages(store: Store, line: string, source: string): Promise<Outage[]> {
  const outages = new Map<string, Outage>();
  for (const database of await lineDatabases(store, 'facts', line, { from: -Infinity, to: Infinity }))
    for (const fact of await store.range(database, prefixRange(outagePrefix(line, source))))
      outages.set(fact._id, fact as unknown as Outage);
  return [...outages.values()].sort((a, b) => a.from - b.from);
}
