/**
 * Two databases, because they are worth differently: the view can be pulled again at any time,
 * the entries are the only copy of what a person typed.
 */
import { addRxPlugin, createRxDatabase, removeRxDatabase, type RxDatabase, type RxStorage } from 'rxdb/plugins/core';
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import {
  VIEW_VERSION,
  asEntry,
  asRefused,
  entryCollections,
  viewCollections,
  type EntryCollections,
  type ViewCollections,
} from './collections.ts';
import { migrateKept } from './entries-migration.ts';
import type { Safe } from './safe.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);
addRxPlugin(RxDBLeaderElectionPlugin);
addRxPlugin(RxDBCleanupPlugin);

export type ViewDatabase = RxDatabase<ViewCollections>;
export type EntryDatabase = RxDatabase<EntryCollections>;
/** The part of `localStorage` that is needed: small things that must be there before any database is open. */
export type Keep = Pick<Storage, 'getItem' | 'setItem'>;

export interface Place {
  /** Written to disk before a write resolves. */
  strict: RxStorage<unknown, unknown>;
  /** Written when the browser likes: enough for what can be pulled again. */
  relaxed: RxStorage<unknown, unknown>;
  /** Prefix of the databases' names. */
  name: string;
  /** Several tabs share the databases. */
  multiInstance: boolean;
  keep: Keep;
}

/** Removed rows leave the disk within minutes; there is no peer that must hear of a deletion. */
const cleanupPolicy = {
  minimumDeletedTime: 0,
  minimumCollectionAge: 60_000,
  runEach: 300_000,
  awaitReplicationsInSync: false,
  waitForLeadership: true,
};

/**
 * What a former version kept is taken over, with a copy in `copies` until it is. Rejects when the browser refuses storage
 * (blocked, full, not a secure context).
 */
export async function openEntries(
  place: Place,
  copies: Safe,
  fault: (error: unknown) => void = () => undefined,
): Promise<EntryDatabase> {
  const database = await createRxDatabase<EntryCollections>({
    name: `${place.name}-entries`,
    storage: place.strict,
    multiInstance: place.multiInstance,
    cleanupPolicy,
  });
  const { outbox, rejected, drafts } = entryCollections;
  await database.addCollections({
    outbox: { ...outbox, autoMigrate: false },
    rejected: { ...rejected, autoMigrate: false },
    drafts: { ...drafts, autoMigrate: false },
  });
  await migrateKept({ collection: database.outbox, copies, asRow: asEntry, fault });
  await migrateKept({ collection: database.rejected, copies, asRow: asRefused, fault });
  await migrateKept({ collection: database.drafts, copies, asRow: (row) => row, fault });
  return database;
}

/** A view that cannot be opened is removed and begun anew; the former version's is removed when it is left behind. */
export async function openView(place: Place): Promise<ViewDatabase> {
  const name = `${place.name}-view-${VIEW_VERSION}`;
  const former = place.keep.getItem('view');
  if (former !== null && former !== name) await discard(place, former);
  place.keep.setItem('view', name);
  try {
    return await createView(place, name);
  } catch {
    await discard(place, name);
    return await createView(place, name);
  }
}

async function discard(place: Place, name: string): Promise<void> {
  place.keep.setItem('complete', '');
  await removeRxDatabase(name, place.relaxed, place.multiInstance);
}

async function createView(place: Place, name: string): Promise<ViewDatabase> {
  const database = await createRxDatabase<ViewCollections>({
    name,
    storage: place.relaxed,
    multiInstance: place.multiInstance,
    cleanupPolicy,
    closeDuplicates: true,
  });
  await database.addCollections(viewCollections);
  return database;
}
