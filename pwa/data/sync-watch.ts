/**
 * How far this device is with what the gateway has: told by the tab that leads, shown in each. Times are on the gateway's
 * clock, ms.
 */
import { BehaviorSubject, distinctUntilChanged, map, type Observable } from 'rxjs';
import { PULL_COLLECTIONS, type PullCollection } from '../../shared/sync/rows.ts';
import type { Keep } from './database.ts';
import type { Requests } from './requests.ts';

export interface CollectionProgress {
  /** When all of it was here last; null = never. */
  completedAt: number | null;
  /** Since when there is something that is not here; null = nothing is known to be missing. */
  behindSince: number | null;
  /** Of a first sync: about so many rows are to come in all; null = unknown, or it is through. */
  total: number | null;
}

export interface SyncProgress {
  collections: Record<PullCollection, CollectionProgress>;
  /** When everything was here last; null = never. */
  fullAt: number | null;
}

/** What is remembered over a restart is at most so old. */
const REMEMBER_EACH_MS = 3_000;

export class SyncWatch {
  readonly progress$: BehaviorSubject<SyncProgress>;
  readonly #keep: Keep;
  readonly #now: () => number;
  #rememberedAt = 0;

  /** `now` = the gateway's time by this device. */
  constructor(keep: Keep, now: () => number) {
    this.#keep = keep;
    this.#now = now;
    this.progress$ = new BehaviorSubject(remembered(keep));
  }

  /** Requests whose pages are watched. */
  watching(requests: Requests): Requests {
    return {
      ...requests,
      page: async (collection, from, limit) => {
        const { behindSince } = this.progress$.value.collections[collection];
        if (behindSince === null) this.#change(collection, { behindSince: this.#now() });
        const answer = await requests.page(collection, from, limit);
        if (answer.ok && answer.body.total !== undefined) this.#change(collection, { total: answer.body.total });
        return answer as never;
      },
    };
  }

  /** All rows of it are here. */
  completed(collection: PullCollection): void {
    this.#change(collection, { completedAt: this.#now(), behindSince: null, total: null });
    this.current();
  }

  /** Whether all rows of it were here once. */
  wasHere$(collection: PullCollection): Observable<boolean> {
    const wasHere = ({ collections }: SyncProgress) => collections[collection].completedAt !== null;
    return this.progress$.pipe(map(wasHere), distinctUntilChanged());
  }

  /** The gateway was heard: what it has not announced by now it does not have. */
  current(): void {
    const progress = this.progress$.value;
    const isFull = Object.values(progress.collections).every(
      ({ completedAt, behindSince }) => completedAt !== null && behindSince === null,
    );
    if (!isFull) return;
    this.progress$.next({ ...progress, fullAt: this.#now() });
    if (Math.abs(this.#now() - this.#rememberedAt) >= REMEMBER_EACH_MS) this.#remember();
  }

  /** What the tab that leads has found. */
  told(progress: SyncProgress): void {
    this.progress$.next(progress);
  }

  /** What was pulled is gone. */
  reset(): void {
    this.progress$.next(NOTHING);
    this.#remember();
  }

  #change(collection: PullCollection, change: Partial<CollectionProgress>): void {
    const { collections, fullAt } = this.progress$.value;
    this.progress$.next({
      fullAt,
      collections: { ...collections, [collection]: { ...collections[collection], ...change } },
    });
  }

  #remember(): void {
    this.#rememberedAt = this.#now();
    this.#keep.setItem('progress', JSON.stringify(this.progress$.value));
  }
}

const NOT_YET: CollectionProgress = { completedAt: null, behindSince: null, total: null };
const NOTHING: SyncProgress = {
  collections: { hours: NOT_YET, lines: NOT_YET, reference: NOT_YET, plan: NOT_YET, lots: NOT_YET },
  fullAt: null,
};

function remembered(keep: Keep): SyncProgress {
  try {
    const known = JSON.parse(keep.getItem('progress') ?? '{}') as Partial<SyncProgress>;
    const collections = Object.fromEntries(
      PULL_COLLECTIONS.map((name) => [
        name,
        // What was missing then is asked for anew now.
        { ...NOT_YET, ...known.collections?.[name], behindSince: null, total: null },
      ]),
    );
    return { collections: collections as SyncProgress['collections'], fullAt: known.fullAt ?? null };
  } catch {
    return NOTHING;
  }
}
