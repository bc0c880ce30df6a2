/** A gateway's store as one life of the gateway sees it: calls take turns, fail, lose their answers, and end in their middle. */
import { AppError } from '../../../shared/errors.ts';
import type { Changes, InsertOutcome, Range, Store, StoredDocument } from '../../../gateway/store/store.ts';
import type { Life } from './life.ts';

export interface DiskParts {
  /** What is left when the life is over. */
  disk: Store;
  life: Life;
  random: () => number;
  /** Share of the calls that fail. */
  failing: () => number;
}

export class DiskInUse implements Store {
  readonly #parts: DiskParts;

  constructor(parts: DiskParts) {
    this.#parts = parts;
  }

  databases(prefix: string): Promise<string[]> {
    return this.#call((disk) => disk.databases(prefix));
  }

  insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    return this.#call((disk) => disk.insert(database, this.#perhapsSome(documents)));
  }

  put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    return this.#call((disk) => disk.put(database, this.#perhapsSome(documents)));
  }

  remove(database: string, ids: readonly string[]): Promise<void> {
    return this.#call((disk) => disk.remove(database, this.#perhapsSome(ids)));
  }

  get(database: string, ids: readonly string[]): Promise<(StoredDocument | null)[]> {
    return this.#call((disk) => disk.get(database, ids));
  }

  has(database: string, ids: readonly string[]): Promise<boolean[]> {
    return this.#call((disk) => disk.has(database, ids));
  }

  range(database: string, range: Range): Promise<StoredDocument[]> {
    return this.#call((disk) => disk.range(database, range));
  }

  changes(database: string, since: string, limit: number): Promise<Changes> {
    return this.#call((disk) => disk.changes(database, since, limit));
  }

  drop(database: string): Promise<void> {
    return this.#call((disk) => disk.drop(database));
  }

  /** Whoever ends in the middle of a write leaves some of it. */
  #perhapsSome<T>(all: readonly T[]): readonly T[] {
    const { life, random } = this.#parts;
    return life.isLast ? all.filter(() => random() < 0.5) : all;
  }

  async #call<T>(work: (disk: Store) => Promise<T>): Promise<T> {
    const { disk, life, random, failing } = this.#parts;
    await life.step();
    const [isLost, isUnanswered] = [random() < failing(), random() < failing()];
    if (isLost) throw away();
    const answer = await work(disk);
    await life.stepped();
    if (isUnanswered) throw away();
    return answer;
  }
}

function away(): AppError {
  return new AppError('STORE_UNREACHABLE', 'The store did not answer; it is tried again.');
}
