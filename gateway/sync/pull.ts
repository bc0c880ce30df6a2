/**
 * `GET /api/sync/:collection`: pages of projection rows for a device, by an opaque checkpoint of one view. A device that
 * has nothing gets the hours of its window as they are, then what was written since that began.
 */
import { AppError } from '../../shared/errors.ts';
import type { PullPage } from '../../shared/sync/protocol.ts';
import { PULL_COLLECTIONS, type LineRow, type PullCollection, type ReferenceRow } from '../../shared/sync/rows.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import { changesFor, rowsFor, type Scope, type ShownChange } from './scope.ts';
import { PageAnswers, type Asked, type PageAnswer } from './page-answers.ts';
import { isWithin, placeWithin, windowRows, windowTotal, within } from './window-rows.ts';

const MOST_ROWS = 1_000;

export interface Collections {
  hours: LocalRows<StoredHourRow>;
  lines: LocalRows<LineRow>;
  reference: LocalRows<ReferenceRow>;
}

export type PullQuery = Record<string, string | string[] | undefined>;

export type Page = PullPage<ShownChange>;

export class Pull {
  readonly #view: { gateway: string; epoch: string };
  readonly #collections: Collections;
  readonly #now: () => number;
  readonly #answers: PageAnswers;

  readonly #isBuilt: () => boolean;

  /** `isBuilt`: are the hours all that the facts say? Devices would take half of them for the whole. */
  constructor(parts: {
    gateway: string;
    epoch: string;
    collections: Collections;
    isBuilt?: () => boolean;
    now: () => number;
  }) {
    this.#isBuilt = parts.isBuilt ?? (() => true);
    this.#view = { gateway: parts.gateway, epoch: parts.epoch };
    this.#collections = parts.collections;
    this.#now = parts.now;
    this.#answers = new PageAnswers({
      read: (asked) => this.#page(asked),
      version: (collection) => parts.collections[collection].version,
      now: parts.now,
    });
  }

  /** As `page`, as it goes over the wire; the same for everybody who asks the same. */
  async answer(collection: string, query: PullQuery, scope: Scope): Promise<PageAnswer> {
    return this.#answers.answer(this.#asked(collection, query, scope));
  }

  /** A checkpoint of another gateway, epoch or scope starts from the beginning; pages are full until the last one. */
  async page(collection: string, query: PullQuery, scope: Scope): Promise<Page> {
    return this.#page(this.#asked(collection, query, scope));
  }

  #asked(collection: string, query: PullQuery, scope: Scope): Asked {
    if (!isPullCollection(collection))
      throw new AppError(
        'NOT_FOUND',
        `There is no collection "${collection}"; there are ${PULL_COLLECTIONS.join(', ')}.`,
      );
    if (collection === 'hours' && !this.#isBuilt())
      throw new AppError('STORE_UNREACHABLE', 'The hours are being made anew; they come in a moment.');
    const { gateway, epoch } = this.#view;
    const mine = query.gateway === gateway && query.epoch === epoch && query.scope === scope.id;
    const since = mine && typeof query.since === 'string' ? query.since : '';
    return { collection, since, limit: readLimit(query.limit), scope };
  }

  async #page({ collection, since, limit, scope }: Asked): Promise<Page> {
    const documents: Page['documents'] = [];
    const now = this.#now();
    let place = since;
    let total: number | undefined;
    if (collection === 'hours' && (since === '' || isWithin(since))) {
      const { hours, lines } = this.#collections;
      const { after, mark } = isWithin(since) ? within(since) : { after: null, mark: await hours.mark() };
      if (after === null) total = await windowTotal(lines, scope);
      const rows = await windowRows(hours, scope, { after, limit, now });
      documents.push(...rowsFor(rows, scope, now));
      place = rows.length >= limit ? placeWithin(rows.at(-1)!.id, mark) : mark;
    }
    if (!isWithin(place)) place = await this.#changes({ collection, since: place, limit, scope }, documents);
    return {
      documents,
      checkpoint: { ...this.#view, scope: scope.id, since: place },
      ...(total !== undefined && { total }),
    };
  }

  /** Adds to `documents` until they are `limit`; answers how far it came. */
  async #changes({ collection, since, limit, scope }: Asked, documents: Page['documents']): Promise<string> {
    let place = since === '' ? '0' : since;
    for (let pending = 1; documents.length < limit && pending > 0;) {
      const changes = await this.#collections[collection].changes(place, limit - documents.length);
      documents.push(...changesFor(changes.rows, scope, this.#now()));
      place = changes.since;
      pending = changes.pending;
    }
    return place;
  }
}

function isPullCollection(name: string): name is PullCollection {
  return (PULL_COLLECTIONS as readonly string[]).includes(name);
}

function readLimit(text: PullQuery[string]): number {
  const limit = text === undefined ? 100 : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) {
    throw new AppError(
      'REQUEST_INVALID',
      `limit="${String(text)}" is not valid; give a whole number from 1 to ${MOST_ROWS}.`,
    );
  }
  return limit;
}
