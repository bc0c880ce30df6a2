/**
 * A gateway that took the place of another one: what that one wrote about its lines is brought from the plant, so that files
 * are read on from where they were read, and no row counts twice.
 */
import { configDatabase, databaseName } from '../../shared/documents/database-names.ts';
import { AppError } from '../../shared/errors.ts';
import type { FormerGateways } from '../pipeline/former-gateways.ts';

export interface RebuildParts {
  former: Pick<FormerGateways, 'of' | 'waiting' | 'takesPlaceOf' | 'arrived'>;
  /** Brings a database of the plant here. */
  fetch: (database: string) => Promise<void>;
  /** Opens a line anew that is open already. */
  reopen: (line: string) => Promise<void>;
  log: (message: string) => void;
}

export class RebuildLines {
  readonly #parts: RebuildParts;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: RebuildParts) {
    this.#parts = parts;
  }

  /**
   * Databases of former gateways that the plant offers, in the order in which they are best brought. Resolves when lines
   * can go on; rejects with AppError when one could not be brought: then call it again. Repeats are harmless.
   */
  take(databases: readonly string[]): Promise<void> {
    const done = this.#turn.then(() => this.#takeAll(databases));
    this.#turn = done.catch(() => {});
    return done;
  }

  async #takeAll(databases: readonly string[]): Promise<void> {
    for (const [line, names] of Map.groupBy(databases, lineOf)) {
      if (line !== null) await this.#takeLine(line, names);
    }
  }

  async #takeLine(line: string, databases: readonly string[]): Promise<void> {
    const { former, fetch, reopen, log } = this.#parts;
    const writers = [...new Set(databases.map((name) => databaseName(name)!.gateway))];
    const known = former.of(line);
    if (writers.every((id) => known.includes(id)) && former.waiting(line) === null) return;
    const what = `what ${writers.map((id) => `"${id}"`).join(', ')} wrote about line "${line}"`;
    log(`Bringing ${what} from the plant: ${databases.length} databases.`);
    await former.takesPlaceOf(line, writers);
    // By which mappings it read its files.
    for (const database of [...writers.map(configDatabase), ...databases]) await fetch(database);
    const isWhole = await former.arrived(line);
    await reopen(line);
    log(isWhole ? `All that is there of ${what} is here.` : (former.waiting(line) ?? ''));
  }
}

function lineOf(database: string): string | null {
  const of = databaseName(database);
  return of && 'line' in of ? of.line : null;
}

/** Has this gateway written about any line yet? Then it has positions of its own, and needs to wait for nobody. */
export async function isFresh(
  store: { databases(prefix: string): Promise<string[]> },
  gateway: string,
): Promise<boolean> {
  const own = await Promise.all(['facts', 'series'].map((kind) => store.databases(`${kind}_${gateway}_`)));
  return own.flat().length === 0;
}

/** Calls until it does not reject with AppError; `pause` between the tries. */
export async function untilDone(work: () => Promise<void>, pause: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await pause();
    }
  }
}
