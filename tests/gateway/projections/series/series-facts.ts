/** Chunks and hours as a gateway stores them, for tests of what is made of them; and stores that fail when told to. */
import { deflateRawSync } from 'node:zlib';
import {
  SeriesProjection,
  type SeriesProjectionParts,
} from '../../../../gateway/projections/series/series-projection.ts';
import type { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import type { Store, StoredDocument } from '../../../../gateway/store/store.ts';
import { factsDatabase, seriesDatabase } from '../../../../shared/documents/database-names.ts';
import { chunkId, type Chunk } from '../../../../shared/documents/chunk.ts';
import { HOUR_MS } from '../../../../shared/documents/document.ts';
import { lineHourId, unknownHour, type LineHour } from '../../../../shared/documents/line-hour.ts';
import type { LineDefinition } from '../../../../shared/equipment.ts';
import { AppError } from '../../../../shared/errors.ts';
import { packCycles } from '../../../../shared/series/cycle-columns.ts';
import { packSamples } from '../../../../shared/series/sample-columns.ts';

/** Monday 10 October 2022, 13:00 UTC. */
export const START = Date.UTC(2022, 9, 10, 13);
export const GATEWAY = 'gw';
export const LINE = 'line8';

const time = { column: 'time', format: 'iso8601' };
export const line: LineDefinition = {
  id: LINE,
  name: 'Line 8',
  idealRatePerHour: 8400,
  standardRatePerHour: 5000,
  stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
  sources: [
    { id: 'vision', kind: 'csv', path: 'PR*.txt', meaning: 'cycles', columns: ['time'], time },
    {
      id: 'sealer',
      kind: 'serial',
      path: '/dev/ttyUSB0',
      meaning: 'samples',
      metrics: [{ id: 'temperature', name: 'Sealing temperature', unit: '°C', resolution: 0.1 }],
      columns: ['temperature'],
    },
  ],
};
export const plant = { lines: [line] };

function chunkOf(source: string, metric: string, file: string, fromPos: number, at: readonly number[]): Chunk {
  const key = { line: LINE, source, metric, fileKey: file, generation: 0 };
  const [firstAt, lastAt] = [Math.min(...at), Math.max(...at)];
  return {
    ...key,
    _id: chunkId(key, fromPos),
    type: 'chunk',
    schema: 1,
    at: firstAt,
    received: lastAt,
    by: { origin: GATEWAY, user: null },
    file: `${file}.txt`,
    fromPos,
    toPos: fromPos + at.length,
    firstAt,
    lastAt,
    rows: at.length,
    rejected: [],
    tail: '',
    configVersion: 'v1',
    texts: [],
    packed: '',
  };
}

const deflated = (bytes: Uint8Array) => deflateRawSync(bytes, { level: 3 }).toString('base64');

/** A chunk of readings; one row a position. */
export function temperatures(file: string, fromPos: number, rows: readonly (readonly [number, number])[]): Chunk {
  const at = rows.map(([each]) => each);
  const columns = { at, offset: at.map((_, i) => fromPos + i), scaled: rows.map(([, scaled]) => scaled) };
  return { ...chunkOf('sealer', 'temperature', file, fromPos, at), packed: deflated(packSamples(columns)) };
}

/** A chunk of cycles. */
export function cycles(file: string, fromPos: number, at: readonly number[], before: number | null): Chunk {
  const packed = packCycles(
    at.map((each, i) => ({ at: each, offset: fromPos + i, serial: `${i}`, present: true, lot: 'L', item: 'I' })),
  );
  const chunk = chunkOf('vision', 'cycles', file, fromPos, at);
  return { ...chunk, before, texts: packed.texts, packed: deflated(packed.bytes) };
}

/** A closed hour with so many parts in each minute. */
export function statement(hourAt: number, perMinute: number, edition: number): LineHour {
  return {
    ...unknownHour(hourAt),
    _id: lineHourId(LINE, hourAt, edition, `h${perMinute}`),
    type: 'hour',
    schema: 1,
    line: LINE,
    at: hourAt,
    received: edition,
    by: { origin: GATEWAY, user: null },
    edition,
    coveredTo: hourAt + HOUR_MS,
    produced: new Array<number>(60).fill(perMinute),
    downMs: new Array<number>(60).fill(1_500),
    rowsRead: perMinute * 60,
  };
}

export const asDocuments = (facts: readonly (Chunk | LineHour)[]) => facts as unknown as StoredDocument[];

/** As the pipeline does: facts are in the store before anyone hears of them. */
export async function storeFacts(store: Store, facts: readonly (Chunk | LineHour)[]): Promise<void> {
  for (const fact of facts) {
    const database = (fact.type === 'chunk' ? seriesDatabase : factsDatabase)(GATEWAY, LINE, fact.at);
    await store.insert(database, asDocuments([fact]));
  }
}

export function projectionOn(store: Store, parts: Partial<SeriesProjectionParts> = {}): SeriesProjection {
  return new SeriesProjection({ store, gateway: GATEWAY, now: () => START + 400 * 24 * HOUR_MS, ...parts });
}

/** Every document of the rollups, as text. */
export async function rollupsIn(store: MemoryStore): Promise<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const database of await store.databases('local_'))
    for (const document of await store.range(database, { from: '', to: '~' }))
      all[`${database} ${document._id}`] = JSON.stringify(document);
  return all;
}

/** Lets so many writes through and then none: what a crash leaves behind. */
export function failingAfter(store: MemoryStore, writes: number): Store {
  let left = writes;
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    if (left-- <= 0) throw new AppError('STORE_UNREACHABLE', 'the store is gone');
    return work();
  };
  return {
    databases: (prefix) => store.databases(prefix),
    get: (database, ids) => store.get(database, ids),
    has: (database, ids) => store.has(database, ids),
    range: (database, range) => store.range(database, range),
    changes: (database, since, limit) => store.changes(database, since, limit),
    insert: (database, documents) => write(() => store.insert(database, documents)),
    put: (database, documents) => write(() => store.put(database, documents)),
    remove: (database, ids) => write(() => store.remove(database, ids)),
    drop: (database) => write(() => store.drop(database)),
  };
}
