/** A line's replicator with its store, and a plant that is played: two real stores for all tests of a file. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import type { PlantState } from '../../../../gateway/replication/sending/plant-contact.ts';
import { Replicator, type ReplicatorParts } from '../../../../gateway/replication/sending/replicator.ts';
import { PACE, type SendingPace } from '../../../../gateway/replication/sending/sending-pace.ts';
import { startEmbeddedStore, type EmbeddedStore } from '../../../../gateway/store/embedded/embedded-store.ts';
import { prefixRange, type StoredDocument } from '../../../../gateway/store/store.ts';
import { standInPlant, type StandInPlant } from './stand-in-plant.ts';

/** Quick, so that tests are; what is not waited for stays out of the way. */
export const QUICK: SendingPace = {
  ...PACE,
  ...{ offerMs: 50, coalesceMs: 5, longestMs: 200, liveMs: 10, beatMs: 100, saveMs: 50, sweepMs: 3_600_000 },
  patience: { connectMs: 500, silenceMs: 500, wholeMs: 20_000 },
};

export const NOVEMBER = Date.UTC(2026, 10, 10, 12);

let made = 0;

export function fact(id: string, more: Record<string, unknown> = {}): StoredDocument {
  const envelope = { type: 'reason', schema: 1, line: 'line8', at: NOVEMBER, received: NOVEMBER };
  return { _id: id, ...envelope, by: { origin: 'gw', user: null }, ...more };
}

export function facts(from: number, to: number): StoredDocument[] {
  return Array.from({ length: to - from }, (_, i) =>
    fact(`reason:${String(NOVEMBER + from + i).padStart(16, '0')}:gw.1`),
  );
}

export const soon = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 15_000, interval: 10 });

export interface LineAndPlant {
  line: EmbeddedStore;
  plantStore: EmbeddedStore;
  plant: StandInPlant;
  /** Another one in each test. */
  gateway: string;
  /** `facts_<gateway>_line8_2026_11`. */
  facts: string;
  states: PlantState[];
  pulled: string[];
  started(parts?: Partial<ReplicatorParts>): Promise<Replicator>;
  insert(database: string, documents: StoredDocument[]): Promise<void>;
  /** Resolves when nothing is left to be copied, as far as the line knows. */
  settled(replicator: Replicator, database?: string): Promise<void>;
  /** Resolves when the plant has the same rows. */
  same(database?: string): Promise<void>;
  /** Requests with rows. */
  bulk(): StandInPlant['asked'];
}

export function lineAndPlant(): LineAndPlant {
  let directory = '';
  let replicators: Replicator[] = [];
  const given: LineAndPlant = {
    line: undefined as unknown as EmbeddedStore,
    plantStore: undefined as unknown as EmbeddedStore,
    plant: undefined as unknown as StandInPlant,
    ...{ gateway: '', facts: '', states: [], pulled: [] },
    async started(parts = {}) {
      const replicator = new Replicator({
        ...{ gateway: given.gateway, former: [], version: '1.2.3', link: given.plant.link, store: given.line.store },
        ...{
          address: () => given.line.address(),
          whole: () => [],
          series: () => true,
          now: Date.now,
          random: Math.random,
        },
        pulled: (database) => given.pulled.push(database),
        onState: (state) => given.states.push(state),
        pace: QUICK,
        ...parts,
      });
      replicators.push(replicator);
      await replicator.start();
      return replicator;
    },
    async insert(database, documents) {
      await given.line.store.insert(database, documents);
    },
    async settled(replicator, database = given.facts) {
      const state = async () => (await replicator.status()).databases.find(({ name }) => name === database);
      await soon(async () => expect(await state()).toMatchObject({ current: true, lastAt: expect.any(Number) }));
    },
    async same(database = given.facts) {
      const here = await given.line.store.range(database, prefixRange(''));
      await soon(async () => expect(await given.plantStore.store.range(database, prefixRange(''))).toEqual(here));
    },
    bulk: () => given.plant.asked.filter(({ path }) => path.endsWith('/_bulk_docs')),
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lineside-replication-'));
    const start = (name: string) =>
      startEmbeddedStore({ directory: join(directory, name), log: () => undefined, now: Date.now });
    [given.line, given.plantStore] = await Promise.all([start('line'), start('plant')]);
  });
  beforeEach(async () => {
    made += 1;
    given.gateway = `gw-${made}`;
    given.facts = `facts_${given.gateway}_line8_2026_11`;
    given.states = [];
    given.pulled = [];
    replicators = [];
    given.plant = await standInPlant(() => given.plantStore.address());
  });
  afterEach(async () => {
    await Promise.all(replicators.map((replicator) => replicator.stop()));
    await given.plant.close();
  });
  afterAll(async () => {
    await Promise.all([given.line.stop(), given.plantStore.stop()]);
    await rm(directory, { recursive: true, force: true });
  });
  return given;
}
