/** Databases that this gateway writes, or wrote under a former id: those that go to the plant. */
import { databaseName } from '../../../shared/documents/database-names.ts';
import type { Store } from '../../store/store.ts';
import type { CopyProgress } from './copy-progress.ts';

export interface OwnDatabasesParts {
  /** Ids of this gateway, former ones too. */
  own: readonly string[];
  /** Whether sensor series and chunks go to the plant. */
  series: () => boolean;
  store: Pick<Store, 'databases' | 'changes'>;
  progress: CopyProgress;
}

export class OwnDatabases {
  readonly #parts: OwnDatabasesParts;
  readonly #seen = new Set<string>();

  constructor(parts: OwnDatabasesParts) {
    this.#parts = parts;
  }

  /** Those that were seen, sorted. */
  names(): string[] {
    return [...this.#seen].filter((name) => this.isOwn(name)).sort();
  }

  isOwn(name: string): boolean {
    const of = databaseName(name);
    return of !== null && this.#parts.own.includes(of.gateway) && (of.kind !== 'series' || this.#parts.series());
  }

  see(name: string): void {
    this.#seen.add(name);
  }

  /** Looks for them; those that were dropped are forgotten. Rejects with STORE_UNREACHABLE. */
  async look(): Promise<string[]> {
    const there = await this.#parts.store.databases('');
    this.#seen.clear();
    for (const name of there) if (this.isOwn(name)) this.#seen.add(name);
    return this.names();
  }

  /** Those of them with rows that were not copied, as far as is known here. */
  async behind(): Promise<string[]> {
    const { progress, store } = this.#parts;
    const behind: string[] = [];
    for (const database of await this.look()) {
      const { since } = progress.of({ database, direction: 'push' });
      if (since === null || (await store.changes(database, since, 1)).documents.length > 0) behind.push(database);
    }
    return behind;
  }
}
