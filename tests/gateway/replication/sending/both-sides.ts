/** A line and a plant as they are, with a bad network between them; rows are made by chance. */
import { expect, vi } from 'vitest';
import { DeniedRows } from '../../../../gateway/replication/sending/denied-rows.ts';
import { Replicator } from '../../../../gateway/replication/sending/replicator.ts';
import type { EmbeddedStore } from '../../../../gateway/store/embedded/embedded-store.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import { prefixRange, type StoredDocument } from '../../../../gateway/store/store.ts';
import { utcMonth } from '../../../../shared/documents/document.ts';
import { anyFault, FaultProxy } from '../../../fixtures/fault-proxy.ts';
import { seeded } from '../../../fixtures/line-hours.ts';
import { NOW, plantHere, type PlantHere } from '../received/plant-here.ts';
import { changeRow, chunkRow, configurationRow, hourRow, outageRow, reasonRow } from '../received/written-rows.ts';
import { QUICK } from './line-and-plant.ts';

const HOUR = 3_600_000;
const PLAN = `plan_plant_${utcMonth(NOW)}`;

export class BothSides {
  readonly gateway: string;
  readonly random: () => number;
  readonly proxy: FaultProxy;
  readonly plant: PlantHere;
  readonly store: MemoryStore;
  readonly line: EmbeddedStore;
  replicator: Replicator;
  /** Ids of rows that the plant must not take. */
  readonly hopeless = new Set<string>();
  readonly #written = new Map<string, Set<string>>();
  #made = 0;

  private constructor(parts: {
    line: EmbeddedStore;
    seed: number;
    proxy: FaultProxy;
    plant: PlantHere;
    store: MemoryStore;
  }) {
    this.gateway = gatewayOf(parts.seed);
    this.random = seeded(parts.seed);
    [this.proxy, this.plant, this.store, this.line] = [parts.proxy, parts.plant, parts.store, parts.line];
    this.replicator = this.#replicator();
  }

  static async open(line: EmbeddedStore, seed: number): Promise<BothSides> {
    const store = new MemoryStore();
    // Of another seed's plant, which had the same name.
    await line.store.drop(PLAN);
    const plant = await plantHere({ store, gateways: { [gatewayOf(seed)]: { lines: ['line8'] } } });
    const proxy = await FaultProxy.open(Number(new URL(plant.address).port));
    const sides = new BothSides({ line, seed, proxy, plant, store });
    await sides.replicator.start();
    return sides;
  }

  async close(): Promise<void> {
    await this.replicator.stop();
    await this.proxy.close();
    await this.plant.close();
  }

  storm(chance: number): void {
    this.proxy.weather = () => anyFault(this.random, chance);
  }

  calm(): void {
    this.proxy.weather = () => null;
  }

  /** The gateway is ended and started again. */
  async restart(): Promise<void> {
    await this.replicator.stop();
    this.replicator = this.#replicator();
    await this.replicator.start();
  }

  /** The line writes some rows, of which some are such as no plant takes. */
  async write(): Promise<void> {
    const { gateway, random } = this;
    const at = NOW - Math.floor(random() * 60 * 24) * HOUR;
    const writing = { gateway, line: 'line8', at };
    const month = utcMonth(at);
    const kind = Math.floor(random() * 4);
    const database = [
      `facts_${gateway}_line8_${month}`,
      `facts_${gateway}_line8_${month}`,
      `series_${gateway}_line8_${month}`,
      `config_${gateway}`,
    ][kind]!;
    const rows = Array.from({ length: 1 + Math.floor(random() * 40) }, (): StoredDocument => {
      this.#made += 1;
      if (kind === 2) return chunkRow(writing, this.#made * 100, 'A'.repeat(Math.floor(random() * 20_000)));
      if (kind === 3) return configurationRow({ ...writing, at: NOW - this.#made });
      if (random() < 0.05) return { ...reasonRow(writing, this.#made), from: 'no time' };
      return random() < 0.3 ? outageRow({ ...writing, at: at + this.#made }) : reasonRow(writing, this.#made);
    });
    if (kind === 0 && random() < 0.5) rows.push(hourRow(writing));
    await this.line.store.insert(database, rows);
    for (const row of rows) if (row.from === 'no time') this.hopeless.add(row._id);
    this.#note(database, rows);
    this.replicator.wake(database);
  }

  /** The plant writes rows for its lines. */
  async plan(): Promise<void> {
    this.#made += 1;
    const rows = [changeRow({ gateway: 'plant', line: 'line8', at: NOW - this.#made })];
    await this.plant.store.insert(PLAN, rows);
    this.#note(PLAN, rows);
  }

  /** Resolves when both sides have all rows, and the line knows of those that were refused. */
  async equal(): Promise<void> {
    const idsIn = async (store: { range: MemoryStore['range'] }, database: string) =>
      (await store.range(database, prefixRange(''))).map(({ _id }) => _id);
    for (const [database, ids] of this.#written) {
      const wanted = [...ids].sort();
      const taken = wanted.filter((id) => !this.hopeless.has(id));
      await eventually(async () => {
        expect([database, await idsIn(this.store, database)]).toEqual([database, taken]);
        expect([database, await idsIn(this.line.store, database)]).toEqual([database, wanted]);
      });
    }
    await eventually(async () => {
      const denied = new DeniedRows(this.line.store, `local_${this.gateway}_replication`);
      await denied.load();
      const shown = (await this.replicator.status()).denied.map(({ id }) => id);
      expect(new Set(shown)).toEqual(new Set(denied.newest().map(({ id }) => id)));
      expect(
        denied
          .newest()
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...this.hopeless].sort());
    });
  }

  #note(database: string, rows: readonly StoredDocument[]): void {
    const ids = this.#written.get(database) ?? new Set();
    for (const { _id } of rows) ids.add(_id);
    this.#written.set(database, ids);
  }

  #replicator(): Replicator {
    return new Replicator({
      ...{ gateway: this.gateway, former: [], version: '1.2.3', store: this.line.store, pace: QUICK },
      link: {
        ...{ gateway: 'plant', name: 'The plant', origin: `http://127.0.0.1:${this.proxy.port}`, ca: null },
        token: `token-of-${this.gateway}`,
      },
      address: () => this.line.address(),
      ...{ pulled: () => undefined, whole: () => [], series: () => true, onState: () => undefined },
      ...{ now: Date.now, random: this.random },
    });
  }
}

function gatewayOf(seed: number): string {
  return `gw-${seed}`;
}

function eventually(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 30_000, interval: 100 });
}
