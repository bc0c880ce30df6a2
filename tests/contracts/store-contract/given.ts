import type { Store } from '../../../gateway/store/store.ts';

/** What the parts of the contract work on. */
export interface StoreGiven {
  store: Store;
  /** The name of a database that no other test uses; nothing is created yet. */
  fresh(kind: 'facts' | 'local'): string;
}

/** Documents whose ids sort as their numbers do. */
export function numbered(count: number): { _id: string; n: number }[] {
  return Array.from({ length: count }, (_, n) => ({ _id: `n:${String(n).padStart(6, '0')}`, n }));
}
