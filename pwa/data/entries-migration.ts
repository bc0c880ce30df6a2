/**
 * What a former version of the app kept becomes what this one keeps. Entries are the only copy, so they are copied first:
 * whatever the migration loses, or cannot take over, is put back from there.
 */
import {
  normalizeMangoQuery,
  prepareQuery,
  writeSingle,
  type RxCollection,
  type RxStorageInstance,
} from 'rxdb/plugins/core';
import { getOldCollectionMeta } from 'rxdb/plugins/migration-schema';
import type { Safe } from './safe.ts';

/** A removed row lies there for some minutes, marked as such. */
const HERE = { selector: { _deleted: { $eq: false } } } as never;
/** Documents at a time; the default of 10 takes twenty times as long. */
const BATCH = 2_000;

interface Kept {
  id: string;
}
type Former = RxStorageInstance<Kept, unknown, unknown>;

export interface MigrationParts<Row extends Kept> {
  collection: RxCollection<Row>;
  /** Keeps the copy meanwhile. */
  copies: Safe;
  /** A copied row as this version keeps it; never throws. */
  asRow: (copied: Row) => Row;
  /** Told why a migration failed; its entries are there all the same. */
  fault: (error: unknown) => void;
}

/** Rejects only when the device cannot store the copy, or what is put back from it: nothing has been changed then. */
export async function migrateKept<Row extends Kept>(parts: MigrationParts<Row>): Promise<void> {
  const { collection, copies, asRow, fault } = parts;
  const name = `copy of ${collection.name}`;
  if (await collection.migrationNeeded()) {
    const rows = await formerRows(collection);
    const copied = ((await copies.get(name)) as Row[] | undefined) ?? [];
    // Another tab may be ahead, and have left nothing to copy.
    await copies.put(name, [...copied.filter(({ id }) => !rows.some((row) => row.id === id)), ...rows]);
    try {
      await collection.migratePromise(BATCH);
    } catch (error) {
      fault(error);
    }
  }
  const copied = (await copies.get(name)) as Row[] | undefined;
  if (!copied) return;
  // Killed before this, the copy is still here with the next start; nobody could change anything meanwhile.
  const here = await collection.findByIds(copied.map(({ id }) => id)).exec();
  await collection.bulkInsert(copied.filter(({ id }) => !here.has(id)).map(asRow));
  if (await collection.migrationNeeded()) await leaveBehind(collection);
  await copies.remove(name);
}

async function formerRows<Row extends Kept>(collection: RxCollection<Row>): Promise<Row[]> {
  const former = await formerOf(collection);
  if (!former) return [];
  try {
    const all = prepareQuery(former.schema, normalizeMangoQuery(former.schema, HERE));
    const { documents } = await former.query(all);
    return documents.map(({ _meta, _rev, _deleted, _attachments, ...row }) => row as Kept as Row);
  } finally {
    await former.close();
  }
}

/** A migration that failed would be tried again over rows that are here already, and bring back what has left since. */
async function leaveBehind<Row extends Kept>(collection: RxCollection<Row>): Promise<void> {
  const meta = await getOldCollectionMeta(collection.getMigrationState());
  if (!meta) return;
  const former = await formerOf(collection);
  const { internalStore } = collection.database;
  await writeSingle(internalStore, { previous: meta, document: { ...meta, _deleted: true } }, 'entries-migration');
  await former?.remove();
}

/** Where the version before kept them. */
async function formerOf<Row extends Kept>(collection: RxCollection<Row>): Promise<Former | null> {
  const meta = await getOldCollectionMeta(collection.getMigrationState());
  if (!meta) return null;
  const { database } = collection;
  return (await database.storage.createStorageInstance({
    databaseName: database.name,
    collectionName: collection.name,
    databaseInstanceToken: database.token,
    multiInstance: database.multiInstance,
    options: {},
    schema: meta.data.schema,
    devMode: false,
  })) as unknown as Former;
}
