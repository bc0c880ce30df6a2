/** The name of one build of the projections. Another one makes devices pull anew; the old databases go. */
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store } from '../store/store.ts';

/** Raised when rows are computed differently: all are then built anew from the facts. */
const BUILD = 1;

/** `fresh` = a new name, should one be needed; of [a-z0-9]. */
export async function currentEpoch(store: Store, gateway: string, fresh: string): Promise<string> {
  const meta = localDatabase(gateway, 'meta');
  const [known] = await store.get(meta, ['epoch']);
  if (known && known.build === BUILD && typeof known.epoch === 'string') return known.epoch;
  await store.put(meta, [{ _id: 'epoch', build: BUILD, epoch: fresh }]);
  if (known) {
    for (const database of await store.databases(localDatabase(gateway, ''))) {
      if (database.endsWith(`_${String(known.epoch)}`)) await store.drop(database);
    }
  }
  return fresh;
}

/** Collections of rows that are folded from facts. */
export type BuiltCollection = 'hours' | 'plan' | 'lots';

/** Were all facts that there are ever folded into these rows of this epoch? Until then they are half of what they will be. */
export async function isBuilt(store: Store, gateway: string, collection: BuiltCollection = 'hours'): Promise<boolean> {
  const [known, other] = await store.get(localDatabase(gateway, 'meta'), ['epoch', markOf(collection)]);
  return collection === 'hours' ? known?.built === true : known !== null && other?.epoch === known?.epoch;
}

export async function markBuilt(
  store: Store,
  gateway: string,
  epoch: string,
  collection: BuiltCollection = 'hours',
): Promise<void> {
  const mark = collection === 'hours' ? { build: BUILD, epoch, built: true } : { epoch };
  await store.put(localDatabase(gateway, 'meta'), [{ _id: markOf(collection), ...mark }]);
}

/** Each its own: they are done at different times. */
function markOf(collection: BuiltCollection): string {
  return collection === 'hours' ? 'epoch' : `built:${collection}`;
}
