/** Removes what was pulled for somebody who has left. Rows are taken off every tab's screen; nothing of them stays on the disk. */
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { PULL_COLLECTIONS, type PullCollection } from '../../shared/sync/rows.ts';
import type { ViewDatabase } from './database.ts';

/** Nothing may be pulled meanwhile. */
export async function wipeView(view: ViewDatabase): Promise<void> {
  await Promise.all(PULL_COLLECTIONS.map((name) => wipe(view, name)));
}

async function wipe(view: ViewDatabase, name: PullCollection): Promise<void> {
  // What replication knows of the rows goes first: interrupted here, the next pull writes them all again.
  const replication = replicateRxCollection<object, object>({
    replicationIdentifier: name,
    collection: view.collections[name] as never,
    pull: { handler: (checkpoint) => Promise.resolve({ documents: [], checkpoint }) },
    autoStart: false,
    waitForLeadership: false,
    toggleOnDocumentVisible: false,
  });
  await replication.remove();
  await view.collections[name].find().remove();
  // A removed row is only marked as such until then.
  await view.collections[name].cleanup(0);
}
