/** Looks again and again for own databases that the plant lacks something of, in case nobody told, or it lost something. */
import type { OwnDatabases } from './own-databases.ts';

/** Sweeps that only look here; then one that asks the plant about each database. */
const EACH_THOROUGH = 60;

export class Sweeps {
  readonly #databases: Pick<OwnDatabases, 'look' | 'behind'>;
  #made = 0;

  constructor(databases: Pick<OwnDatabases, 'look' | 'behind'>) {
    this.#databases = databases;
  }

  /** The next one is thorough: the plant was away. */
  anew(): void {
    this.#made = 0;
  }

  /** Those that are to be copied. Rejects with STORE_UNREACHABLE. */
  next(): Promise<string[]> {
    const isThorough = this.#made % EACH_THOROUGH === 0;
    this.#made += 1;
    return isThorough ? this.#databases.look() : this.#databases.behind();
  }
}
