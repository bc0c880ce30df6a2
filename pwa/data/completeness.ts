/** Whether every collection was pulled to its end once: only then is what is shown all there is. Remembered over restarts. */
import { BehaviorSubject } from 'rxjs';
import { PULL_COLLECTIONS, type PullCollection } from '../../shared/sync/rows.ts';
import type { Keep } from './database.ts';

export class Completeness {
  readonly synced$: BehaviorSubject<boolean>;
  readonly #complete: Set<string>;
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
    this.#complete = new Set((keep.getItem('complete') ?? '').split(','));
    this.synced$ = new BehaviorSubject(this.#all());
  }

  add(collection: PullCollection): void {
    if (this.#complete.has(collection)) return;
    this.#complete.add(collection);
    this.#keep.setItem('complete', [...this.#complete].join(','));
    if (this.#all()) this.synced$.next(true);
  }

  /** What was pulled is gone. */
  reset(): void {
    this.#complete.clear();
    this.#keep.setItem('complete', '');
    this.synced$.next(false);
  }

  #all(): boolean {
    return PULL_COLLECTIONS.every((collection) => this.#complete.has(collection));
  }
}
