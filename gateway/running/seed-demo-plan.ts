/** The simulated plant's plan, for a gateway on which nobody has planned anything yet. */
import { planDatabase } from '../../shared/documents/database-names.ts';
import { demoPlan } from '../demo/demo-plan.ts';
import { historyBegins } from '../demo/simulated-plant.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

interface SeedParts {
  store: Pick<Store, 'databases' | 'insert' | 'range'>;
  gateway: string;
  /** IANA zone of the plant. */
  timezone: string;
  /** Of the simulation. */
  seed: string;
  /** As the simulation was told; null = its default. */
  historyMs: number | null;
  now: number;
}

/** Answers how many facts were inserted; 0 = there is a plan, and it is left alone. */
export async function seedDemoPlan({ store, gateway, timezone, seed, historyMs, now }: SeedParts): Promise<number> {
  for (const database of await store.databases('plan_')) {
    if ((await store.range(database, { ...prefixRange('change:'), limit: 1 })).length > 0) return 0;
  }
  const historyFrom = historyBegins({ timezone, ...(historyMs !== null && { historyMs }) }, now);
  const facts = demoPlan({ gateway, now, timezone, seed, historyFrom });
  // The month with the changes comes last: if this breaks off before, the next start does it again.
  const months = [...Map.groupBy(facts, ({ at }) => planDatabase(gateway, at))].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [database, said] of months) await store.insert(database, said as unknown as StoredDocument[]);
  return facts.length;
}
