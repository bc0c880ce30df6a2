import { BehaviorSubject, of } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPEN } from '../../../pwa/data/collections.ts';
import { openEntries, openView, type EntryDatabase, type ViewDatabase } from '../../../pwa/data/database.ts';
import { OwnMoves } from '../../../pwa/data/own-moves.ts';
import { Drafts } from '../../../pwa/data/plan-drafts.ts';
import { PlanHere } from '../../../pwa/data/plan-here.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import type { ReferenceRow } from '../../../shared/sync/rows.ts';
import { MONDAY, PlanAuthor } from '../../fixtures/plan-facts.ts';
import { newPlace, newSafe, referenceRows, until } from './device.ts';

let view: ViewDatabase;
let entries: EntryDatabase;
let here: PlanHere;
let shown: number[];
let pulled$: BehaviorSubject<boolean>;
const faults: unknown[] = [];

/** Orders come from the gateway, one piece after the other. */
async function comes(from: number, count: number): Promise<void> {
  const author = new PlanAuthor('desk');
  for (let i = from; i < from + count; i++) author.change(MONDAY, 'order', `o-${i}`, { quantity: i + 1 });
  const rows = [...author.rows.values()].map((row: PlanRow) => ({ id: row.id, view: 'v', until: OPEN, row }));
  await view.plan.bulkInsert(rows);
}

async function begin(pulled: boolean): Promise<void> {
  const place = newPlace();
  [view, entries] = [await openView(place), await openEntries(place, newSafe())];
  pulled$ = new BehaviorSubject(pulled);
  here = new PlanHere({
    ...{ view, pulled$, outbox$: of([]), refused$: of([]), people: () => [], origin: () => 'device-1' },
    reference$: of(referenceRows('line8') as ReferenceRow[]),
    drafts: new Drafts(entries.drafts, place.keep, () => MONDAY),
    moves: new OwnMoves(),
    now: () => MONDAY,
    fault: (error) => faults.push(error),
  });
  shown = [];
  here.view$.subscribe((seen) => seen && shown.push(seen.plan.orders.size));
}

/** Piece after piece; resolves with how many orders there were. */
async function comesUntil(enough: () => boolean): Promise<number> {
  let count = 0;
  for (; !enough(); count += 10) {
    await comes(count, 10);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return count;
}

afterEach(async () => {
  here.close();
  await Promise.all([view.close(), entries.close()]);
  expect(faults).toEqual([]);
});

describe('a plan that comes for the first time', () => {
  beforeEach(() => begin(false));

  it('shows what comes first at once, then little of what is only in between, and all of it as soon as it is here', async () => {
    const begun = performance.now();
    const count = await comesUntil(() => performance.now() - begun > 1_000 && shown.length > 0);
    expect(shown[0]).toBeLessThan(count);
    expect(shown.length).toBeLessThan(3 + (performance.now() - begun) / 2_000);
    pulled$.next(true);
    await until(() => shown.at(-1) === count);
  });
});

describe('a plan that is here', () => {
  beforeEach(() => begin(true));

  it('shows what others do while they go on with it', async () => {
    const count = await comesUntil(() => shown.length > 3);
    await until(() => shown.at(-1) === count);
  });
});
