/** A line that was cut off sends a month of facts to its plant: documents a second, beside PouchDB from store to store. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import PouchDB from 'pouchdb-core';
import { readPlantLink } from '../../gateway/auth/plant-link.ts';
import { SecretFiles } from '../../gateway/auth/secret-files.ts';
import { DataDirectory } from '../../gateway/disk/data-directory.ts';
import { ownStore } from '../../gateway/replication/sending/own-store.ts';
import { giveInBulk, pouchAt } from '../../gateway/replication/sending/pouch-end.ts';
import '../../gateway/replication/sending/copy-database.ts';
import { Replicator } from '../../gateway/replication/sending/replicator.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import type { StoredDocument } from '../../gateway/store/store.ts';
import { factsDatabase, seriesDatabase } from '../../shared/documents/database-names.ts';
import { hourStart } from '../../shared/documents/document.ts';
import { PUSH_BATCH } from '../../shared/replication/protocol.ts';
import { chunkRow, hourRow, reasonRow } from '../gateway/replication/received/written-rows.ts';
import { until } from '../system/gateway-process.ts';
import { JoinedPlant } from '../system/joined-plant.ts';
import { plantDirectory } from '../system/packing-plant.ts';
import { inDirectory } from './gateway-usage.ts';
import type { Measure } from './run.ts';

const LINE = 'line8';
const DAYS = 30;
const HOUR_MS = 3_600_000;
/** A chunk every ten minutes; packed rows of a camera. */
const CHUNK_BYTES = 9_000;
const WAIT_MS = 600_000;

type Rows = Map<string, StoredDocument[]>;

/** Hours, chunks and reasons of a line in the 30 days before `now`, by database. */
function month(gateway: string, now: number): { facts: Rows; series: Rows } {
  const [facts, series]: [Rows, Rows] = [new Map(), new Map()];
  const add = (rows: Rows, database: string, row: StoredDocument) =>
    rows.set(database, [...(rows.get(database) ?? []), row]);
  for (let hour = 1; hour <= DAYS * 24; hour++) {
    const writing = { gateway, line: LINE, at: hourStart(now) - hour * HOUR_MS };
    const database = factsDatabase(gateway, LINE, writing.at);
    add(facts, database, hourRow(writing));
    for (let said = 0; said < 5; said++) add(facts, database, reasonRow(writing, hour * 10 + said));
    for (let part = 0; part < 6; part++) {
      const at = writing.at + part * 600_000;
      const packed = randomBytes(CHUNK_BYTES).toString('base64');
      add(series, seriesDatabase(gateway, LINE, at), chunkRow({ ...writing, at }, (hour * 6 + part) * 1_000, packed));
    }
  }
  return { facts, series };
}

async function fill(store: EmbeddedStore, rows: Rows): Promise<number> {
  let documents = 0;
  for (const [database, all] of rows) {
    await store.store.insert(database, all);
    documents += all.length;
  }
  return documents;
}

/** The same databases by PouchDB alone, one after the other, in batches of the same size; ms. */
async function plain(from: EmbeddedStore, to: EmbeddedStore, rows: Rows, batch: number): Promise<number> {
  const stop = new AbortController().signal;
  const failed = (error: unknown): void => {
    throw error;
  };
  const begun = performance.now();
  for (const database of rows.keys()) {
    const source = pouchAt(
      { role: 'store', gateway: 'one', ask: ownStore(() => from.address(), stop) },
      database,
      failed,
    );
    const target = { role: 'plant', gateway: 'other', ask: ownStore(() => to.address(), stop), creates: true } as const;
    await PouchDB.replicate(source, pouchAt(target, database, failed), { batch_size: batch, batches_limit: 3 });
  }
  return performance.now() - begun;
}

export function syncPlant(): Promise<Measure[]> {
  return inDirectory(async (directory) => {
    const log = () => {};
    const plant = await JoinedPlant.open();
    const atLine = await plantDirectory();
    const [near, far] = await Promise.all(
      ['near', 'far'].map((name) => startEmbeddedStore({ directory: join(directory, name), log, now: Date.now })),
    );
    try {
      await plant.join(atLine);
      const lines = await DataDirectory.open(atLine.dataDir, process.pid);
      const { gateway } = lines;
      const link = (await readPlantLink(await SecretFiles.open(atLine.dataDir)))!;
      const { facts, series } = month(gateway, Date.now());
      const [factRows, seriesRows] = [await fill(near!, facts), await fill(near!, series)];
      await giveInBulk();
      const alone = {
        facts: await plain(near!, far!, facts, PUSH_BATCH.facts),
        series: await plain(near!, far!, series, PUSH_BATCH.series),
      };
      const replicator = new Replicator({
        ...{ gateway, former: [], link, version: '0', store: near!.store, address: () => near!.address() },
        ...{ pulled: () => {}, whole: () => [], series: () => true, onState: () => {}, now: Date.now },
        random: Math.random,
      });
      const begun = performance.now();
      await replicator.start();
      const allSent = (prefix: string) =>
        until(async () => {
          const { databases } = await replicator.status();
          const own = databases.filter(({ name }) => name.startsWith(prefix));
          return own.length > 0 && own.every(({ current }) => current);
        }, WAIT_MS);
      await Promise.all([allSent('facts_'), allSent('series_')]);
      const drainedMs = performance.now() - begun;
      await replicator.stop();
      await lines.release();
      const documents = factRows + seriesRows;
      const perSecond = (ms: number) => Math.round((documents / ms) * 1_000);
      const peer = perSecond(alone.facts + alone.series);
      return [
        {
          ...{ id: 'line → plant, 30 days', value: perSecond(drainedMs), unit: 'documents/s' },
          peer: { name: 'PouchDB replicate, store to store', value: peer },
          ratio: perSecond(drainedMs) / peer,
        },
        {
          id: '30 days of a line after an outage',
          value: Math.round(drainedMs / 100) / 10,
          unit: `s (${documents} documents)`,
        },
      ];
    } finally {
      await Promise.all([near!.stop(), far!.stop()]);
      await plant.close();
      await atLine.remove();
    }
  });
}
