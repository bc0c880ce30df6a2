/** When a source could not be heard, as far as it is recorded. */
import { outagePrefix, type Outage } from '../../shared/documents/outage.ts';
import { prefixRange, type Store } from '../store/store.ts';

/** By time of their start. */
export async function recordedOutages(store: Store, gateway: string, line: string, source: string): Promise<Outage[]> {
  const outages: Outage[] = [];
  for (const database of await store.databases(`facts_${gateway}_${line}_`))
    outages.push(...((await store.range(database, prefixRange(outagePrefix(line, source)))) as unknown as Outage[]));
  return outages.sort((a, b) => a.from - b.from);
}
