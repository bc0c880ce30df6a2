/** When the gateway was backed up last: who looks after it should see when that is long ago. */
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store } from '../store/store.ts';

const DOCUMENT = 'backup';

type Job = (question: unknown) => Promise<unknown>;

export class Backups {
  readonly #parts: { store: Store; gateway: string; now: () => number };
  #lastAt: number | null;

  private constructor(parts: { store: Store; gateway: string; now: () => number }, lastAt: number | null) {
    this.#parts = parts;
    this.#lastAt = lastAt;
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open(parts: { store: Store; gateway: string; now: () => number }): Promise<Backups> {
    const [document] = await parts.store.get(localDatabase(parts.gateway, 'meta'), [DOCUMENT]);
    return new Backups(parts, document ? Number(document.lastAt) : null);
  }

  /** null = nobody asked for one here. */
  seen(): { lastAt: number | null } | null {
    return this.#lastAt === null ? null : { lastAt: this.#lastAt };
  }

  /** The same jobs; one that backs up is remembered when it is whole. */
  remembering(jobs: Record<string, Job>): Record<string, Job> {
    const { backup } = jobs;
    if (!backup) return jobs;
    return {
      ...jobs,
      backup: async (question) => {
        const done = await backup(question);
        const { store, gateway, now } = this.#parts;
        const lastAt = now();
        await store.put(localDatabase(gateway, 'meta'), [{ _id: DOCUMENT, lastAt }]);
        this.#lastAt = lastAt;
        return done;
      },
    };
  }
}
