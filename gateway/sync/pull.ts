/**
 * `GET /api/sync/:collection`: pages of projection rows for a device, by an opaque checkpoint of one view. A device that
 * has nothing gets the hours of its window as they are, and the plan, then what was written since that began.
 */
import { AppError } from '../../shared/errors.ts';
import type { PullPage } from '../../shared/sync/protocol.ts';
import { PULL_COLLECTIONS, type LineRow, type PullCollection, type ReferenceRow } from '../../shared/sync/rows.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRows, StoredPlanRow } from '../plan/plan-rows.ts';
import type { BuiltCollection } from '../projections/epoch.ts';
import type { StoredHourRow } from '../projections/hour-rows.ts';
import type { LocalRows } from '../projections/local-rows.ts';
import { changesFor, rowsFor, type Scope, type ShownChange, type ShownRow } from './scope.ts';
import { PageAnswers, type Asked, type PageAnswer, type PageAnswersParts } from './page-answers.ts';
import { isWithin, placeWithin, windowRows, windowTotal, within } from './window-rows.ts';

const MOST_ROWS = 1_000;

export interface Collections {
  hours: LocalRows<StoredHourRow>;
  lines: LocalRows<LineRow>;
  reference: LocalRows<ReferenceRow>;
  plan: LocalRows<StoredPlanRow>;
  lots: LocalRows<LotRow | LinePaceRow>;
}

export type PullQuery = Record<string, string | string[] | undefined>;

export type Page = PullPage<ShownChange>;

export class Pull {
  readonly #view: { gateway: string; epoch: string };
  readonly #collections: Collections;
  readonly #now: () => number;
  readonly #answers: PageAnswers;

  readonly #plan: Pick<PlanRows, 'shown'>;
  readonly #isBuilt: (collection: BuiltCollection) => boolean;

  /** `isBuilt`: are the rows all that the facts say? Devices would take half of them for the whole. */
  constructor({
    compress,
    ...parts
  }: Pick<PageAnswersParts, 'compress'> & {
    gateway: string;
    epoch: string;
    collections: Collections;
    /** Rows of `collections.plan`, at hand. */
    plan: Pick<PlanRows, 'shown'>;
    isBuilt?: (collection: BuiltCollection) => boolean;
    now: () => number;
  }) {
    this.#plan = parts.plan;
    this.#isBuilt = parts.isBuilt ?? (() => true);
    this.#view = { gateway: parts.gateway, epoch: parts.epoch };
    this.#collections = parts.collections;
    this.#now = parts.now;
    this.#answers = new PageAnswers({
      read: (asked) => this.#page(asked),
      version: (collection) => parts.collections[collection].version,
      now: parts.now,
      ...(compress && { compress }),
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
    if (isOfFacts(collection) && !this.#isBuilt(collection))
      throw new AppError('STORE_UNREACHABLE', `The rows of "${collection}" are made anew; they come in a moment.`);
    const { gateway, epoch } = this.#view;
    const mine = query.gateway === gateway && query.epoch === epoch && query.scope === scope.id;
    const since = mine && typeof query.since === 'string' ? query.since : '';
    return { collection, since, limit: readLimit(query.limit), scope };
  }

  async #page({ collection, since, limit, scope }: Asked): Promise<Page> {
    const documents: Page['documents'] = [];
    let place = since;
    let total: number | undefined;
    if ((collection === 'hours' || collection === 'plan') && (since === '' || isWithin(since))) {
      const rows = this.#collections[collection];
      const { after, mark } = isWithin(since) ? within(since, collection) : { after: null, mark: await rows.mark() };
      const window = await this.#window(collection, { after, limit, scope });
      documents.push(...window.rows);
      total = window.total;
      place = window.last === null ? mark : placeWithin(window.last, mark);
    }
    if (!isWithin(place)) place = await this.#changes({ collection, since: place, limit, scope }, documents);
    return {
      documents,
      checkpoint: { ...this.#view, scope: scope.id, since: place },
      ...(total !== undefined && { total }),
    };
  }

  /** Rows of a device's window after one of them; `last` = the last one of a full page, null = there are no more. */
  async #window(
    collection: 'hours' | 'plan',
    { after, limit, scope }: { after: string | null; limit: number; scope: Scope },
  ): Promise<{ rows: ShownRow[]; last: string | null; total?: number }> {
    const now = this.#now();
    const lastOf = (rows: readonly { id: string }[]) => (rows.length >= limit ? rows.at(-1)!.id : null);
    if (collection === 'plan') {
      const all = [...this.#plan.shown()];
      const left = after === null ? all : all.filter(({ id }) => id > after);
      const rows = left.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
      return { rows, last: lastOf(rows), ...(after === null && { total: all.length }) };
    }
    const { hours, lines } = this.#collections;
    const rows = await windowRows(hours, scope, { after, limit, now });
    const shown = { rows: rowsFor(rows, scope, now), last: lastOf(rows) };
    return after === null ? { ...shown, total: await windowTotal(lines, scope) } : shown;
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

function isOfFacts(collection: PullCollection): collection is BuiltCollection {
  return collection === 'hours' || collection === 'plan' || collection === 'lots';
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
