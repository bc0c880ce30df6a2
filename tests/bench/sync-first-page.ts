/**
 * Runs in the browser: each of the four ways to get all documents into a fresh one. Every clock runs from before the database
 * is opened until all documents are stored and can be asked for.
 */
import { Dexie, type Table } from 'dexie';
import { addRxPlugin, createRxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election';
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import PouchDB from 'pouchdb-browser';
import type { StoredHour } from '../../pwa/data/collections.ts';
import { openView } from '../../pwa/data/database.ts';
import { startPull } from '../../pwa/data/pull.ts';
import { gatewayRequests } from '../../pwa/data/requests.ts';
import type { Checkpoint, PullPage } from '../../shared/sync/protocol.ts';
import type { HourRow } from '../../shared/sync/rows.ts';

/** Rows a request, where it can be said. */
const PAGE = 500;

export type Way = 'lineside' | 'dexie' | 'rxdb-couchdb' | 'pouchdb';

export interface FirstSync {
  ms: number;
  documents: number;
}

declare global {
  interface Window {
    firstSync: (way: Way, database: string) => Promise<FirstSync>;
  }
}

const ways: Record<Way, (database: string) => Promise<number>> = {
  async lineside() {
    const view = await openView({
      strict: getRxStorageDexie(),
      relaxed: getRxStorageDexie({ chromeTransactionDurability: 'relaxed' }),
      name: 'bench',
      multiInstance: true,
      keep: localStorage,
    });
    await new Promise<void>((resolve) => {
      startPull<HourRow, StoredHour>({
        name: 'hours',
        collection: view.hours,
        columns: ({ line, hourAt }) => ({ line, hourAt }),
        requests: gatewayRequests((url, init) => fetch(url, init), new AbortController().signal),
        before: () => Promise.resolve(),
        completed: resolve,
        random: Math.random,
        fault: console.error,
      });
    });
    return view.hours.count().exec();
  },

  /** The same pages from the same gateway, one after the other, into one table with the keys that screens look up by. */
  async dexie() {
    const database = new Dexie('plain', { chromeTransactionDurability: 'relaxed' });
    database.version(1).stores({ hours: 'id, [line+hourAt], hourAt' });
    const hours = database.table('hours') as Table<HourRow, string>;
    let from: Checkpoint | null = null;
    for (;;) {
      const query: URLSearchParams = new URLSearchParams({ limit: String(PAGE), ...from });
      const page = (await (await fetch(`/api/sync/hours?${query}`)).json()) as PullPage<HourRow>;
      await hours.bulkPut(page.documents as HourRow[]);
      if (page.documents.length < PAGE) return hours.count();
      from = page.checkpoint;
    }
  },

  async 'rxdb-couchdb'(name) {
    addRxPlugin(RxDBLeaderElectionPlugin);
    const storage = getRxStorageDexie({ chromeTransactionDurability: 'relaxed' });
    const database = await createRxDatabase({ name: 'couch', storage });
    const schema: RxJsonSchema<{ _id: string; line: string; hourAt: number }> = {
      version: 0,
      primaryKey: '_id',
      type: 'object',
      properties: {
        _id: { type: 'string', maxLength: 200 },
        line: { type: 'string', maxLength: 40 },
        hourAt: { type: 'integer', minimum: 0, maximum: 8_640_000_000_000_000, multipleOf: 1 },
      },
      required: ['_id', 'line', 'hourAt'],
      indexes: [['line', 'hourAt'], 'hourAt'],
    };
    const { hours } = await database.addCollections({ hours: { schema } });
    const replication = replicateCouchDB({
      replicationIdentifier: 'couch',
      collection: hours!,
      url: `${location.origin}/couch/${name}/`,
      live: false,
      pull: { batchSize: PAGE },
    });
    await replication.awaitInitialReplication();
    return hours!.count().exec();
  },

  async pouchdb(name) {
    const database = new PouchDB('pouch', { auto_compaction: true });
    await PouchDB.replicate(`${location.origin}/couch/${name}`, database, { batch_size: PAGE });
    return (await database.info()).doc_count;
  },
};

window.firstSync = async (way, database) => {
  const begin = performance.now();
  const documents = await ways[way](database);
  return { ms: performance.now() - begin, documents };
};
