/**
 * The store is always "a CouchDB at a URL"; this is the little of it that the gateway uses. Facts are inserted once
 * and never changed; only `local` databases are overwritten. Every call may fail with `STORE_UNREACHABLE` (try again
 * later, nothing is known about the write: repeating it is harmless) or `STORE_REFUSED` (a fault of this software).
 */
export interface StoredDocument {
  _id: string;
  [field: string]: unknown;
}

/** `inserted`: new. `exists`: the same id with an equal author's part was there. `differs`: it was there and is another. */
export type InsertOutcome = 'inserted' | 'exists' | 'differs';

export interface Range {
  /** First id, included. */
  from: string;
  /** Last id, excluded. */
  to: string;
  limit?: number;
  descending?: boolean;
}

export interface Changes {
  documents: (StoredDocument & { _deleted?: boolean })[];
  /** Opaque; never parsed or compared. Pass it back to go on. An old one may replay rows. */
  since: string;
  /** At most so many changes were left at the time of asking; 0 is exact. */
  pending: number;
}

export interface Store {
  /** Names of the databases that begin with `prefix`, sorted. */
  databases(prefix: string): Promise<string[]>;
  /**
   * Inserts facts as first revisions, one request per database and batch; creates the database when missing.
   * Equality of an existing document leaves `received` and `_rev` aside. Answers in the order of `documents`.
   */
  insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]>;
  /** Overwrites documents of a `local` database (last write wins); creates the database when missing. */
  put(database: string, documents: readonly StoredDocument[]): Promise<void>;
  /** Removes documents of a `local` database. */
  remove(database: string, ids: readonly string[]): Promise<void>;
  /** Documents by id, `null` where there is none. A missing database holds nothing. Documents carry no `_rev`. */
  get(database: string, ids: readonly string[]): Promise<(StoredDocument | null)[]>;
  /** Which of the ids are there, in their order; cheaper than reading what they stand for. */
  has(database: string, ids: readonly string[]): Promise<boolean[]>;
  /** Documents of an id range, in order of id. A missing database holds nothing. */
  range(database: string, range: Range): Promise<StoredDocument[]>;
  /**
   * Changes after `since` (`'0'` = from the start, `'now'` = none, for the sake of the answer's `since`), oldest first, each
   * document in its latest state. A missing database has none.
   */
  changes(database: string, since: string, limit: number): Promise<Changes>;
  /** Deletes a whole database; a missing one is fine. */
  drop(database: string): Promise<void>;
}

/** Everything that begins with `prefix`: `~` sorts above every character that ids may have. */
export function prefixRange(prefix: string): Range {
  return { from: prefix, to: `${prefix}~` };
}
