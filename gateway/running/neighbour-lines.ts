/**
 * Lines of the plant that other gateways read, as these declare them: somebody may plan for them here. Known as far as
 * configuration was pulled from the plant.
 */
import { databaseName } from '../../shared/documents/database-names.ts';
import type { LineDefinition, PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { Written } from '../store/announcing-store.ts';
import { knownPlant } from '../plant/known-plant.ts';
import type { RunningAccess } from './access.ts';
import type { Store } from '../store/store.ts';

const RETRY_MS = 5_000;

export interface NeighbourLinesParts {
  store: Store;
  gateway: string;
  /** Of this gateway. */
  plant: PlantDefinition;
  access: Pick<RunningAccess, 'versions'>;
  /** Told of each database that was written to. */
  written: Written[];
  signal: AbortSignal;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export class NeighbourLines {
  readonly #parts: NeighbourLinesParts;
  #lines: readonly LineDefinition[] = [];
  #isLooking = false;
  #again = false;

  private constructor(parts: NeighbourLinesParts) {
    this.#parts = parts;
  }

  /** Resolves when those that were known before are known again. */
  static async open(parts: NeighbourLinesParts): Promise<NeighbourLines> {
    const neighbours = new NeighbourLines(parts);
    await neighbours.#look();
    parts.written.push((database) => {
      const of = databaseName(database);
      if (of?.kind === 'config' && of.gateway !== parts.gateway) neighbours.#lookSoon();
    });
    parts.access.versions.onChange((kind) => {
      if (kind === 'gateway') neighbours.#lookSoon();
    });
    return neighbours;
  }

  get lines(): readonly LineDefinition[] {
    return this.#lines;
  }

  #lookSoon(): void {
    this.#again = true;
    if (!this.#isLooking) this.#lookAll().catch(this.#parts.bug);
  }

  async #lookAll(): Promise<void> {
    this.#isLooking = true;
    while (this.#again) {
      this.#again = false;
      try {
        await this.#look();
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        this.#parts.log(`Lines of other gateways are not looked at anew for now: ${error.message}`);
        setTimeout(() => this.#parts.signal.aborted || this.#lookSoon(), RETRY_MS).unref();
      }
    }
    this.#isLooking = false;
  }

  async #look(): Promise<void> {
    const { store, gateway, plant, access } = this.#parts;
    const others = access.versions.all('gateway').filter(({ entity }) => entity !== gateway);
    const bound = others.map(({ entity: id, body }) => ({ id, ...body }));
    const { lines } = await knownPlant(store, { ...plant, lines: [] }, bound);
    const own = new Set(plant.lines.map(({ id }) => id));
    this.#lines = lines.filter(({ id }) => !own.has(id));
  }
}
