/**
 * Rows that were written, told to all who listen: read once, as far as each may see them. What is much, or follows on nothing
 * that anybody has, is told as a notice: devices then pull.
 */
import { AppError } from '../../shared/errors.ts';
import type { PullCollection } from '../../shared/sync/rows.ts';
import type { EventHub } from './event-hub.ts';
import type { Collections } from './pull.ts';
import { bare, changesFor, type StoredRow } from './scope.ts';

/** More than this comes faster in pages, which several devices share and which are compressed. */
const MOST_ROWS = 100;
const MOST_CHARACTERS = 256_000;

interface Place {
  /** Devices that have everything stand here; null = nobody knows. */
  mark: string | null;
  telling: boolean;
  again: boolean;
}

export interface RowEventsParts {
  gateway: string;
  epoch: string;
  collections: Collections;
  hub: Pick<EventHub, 'send' | 'scopes'>;
  now: () => number;
  /** A bug: the process must end. */
  bug: (error: unknown) => void;
}

export class RowEvents {
  readonly #parts: RowEventsParts;
  readonly #places = new Map<PullCollection, Place>();

  constructor(parts: RowEventsParts) {
    this.#parts = parts;
  }

  /** Rows of the collection were written. Those that are written while others are told travel together. */
  changed(collection: PullCollection): void {
    const place = this.#placeOf(collection);
    place.again = true;
    if (!place.telling) this.#tellAll(collection, place).catch(this.#parts.bug);
  }

  async #tellAll(collection: PullCollection, place: Place): Promise<void> {
    place.telling = true;
    while (place.again) {
      place.again = false;
      try {
        if (!(await this.#tell(collection, place))) this.#parts.hub.send({ type: 'notice', collection });
      } catch (error) {
        place.mark = null;
        this.#parts.hub.send({ type: 'notice', collection });
        if (!(error instanceof AppError)) throw error;
      } finally {
        place.telling = place.again;
      }
    }
  }

  /** False = devices must be told to pull. */
  async #tell(collection: PullCollection, place: Place): Promise<boolean> {
    const { gateway, epoch, collections, hub, now } = this.#parts;
    if (hub.scopes.length === 0) {
      place.mark = null;
      return true;
    }
    const rows = collections[collection];
    const from = place.mark;
    if (from === null) {
      place.mark = await rows.mark();
      return false;
    }
    const changes = await rows.changes(from, MOST_ROWS + 1);
    const isMuch = changes.rows.length > MOST_ROWS || charactersOf(changes.rows) > MOST_CHARACTERS;
    if (isMuch || changes.pending > 0) {
      place.mark = await rows.mark();
      return false;
    }
    // Told already with rows before them, or not to be seen yet: a store of several nodes may take a moment.
    if (changes.since === from) return false;
    place.mark = changes.since;
    const event = { type: 'rows' as const, collection, gateway, epoch, from, to: changes.since };
    for (const scope of hub.scopes)
      hub.send({ ...event, scope: scope.id, rows: changesFor(changes.rows, scope, now()) });
    return true;
  }

  #placeOf(collection: PullCollection): Place {
    const known = this.#places.get(collection);
    if (known) return known;
    const place = { mark: null, telling: false, again: false };
    this.#places.set(collection, place);
    return place;
  }
}

function charactersOf(rows: readonly StoredRow[]): number {
  return rows.reduce((sum, row) => sum + JSON.stringify(bare(row)).length, 0);
}
