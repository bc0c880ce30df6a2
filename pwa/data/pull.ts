/**
 * Keeps one collection equal to the gateway's: RxDB's replication, pull only, for the leading tab.
 * Nothing ends it: every failure is waited out here, so RxDB's own retry (fixed delay, one error away from silence) is never reached.
 */
import { setCheckpoint, type WithDeleted } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Checkpoint, PullPage } from '../../shared/sync/protocol.ts';
import { BackOff } from './back-off.ts';
import type { StoredRow } from './collections.ts';
import type { Pull, PullParts } from './pull-parts.ts';
import { following, type RowsEvent } from './told-rows.ts';
import { writeRows } from './write-rows.ts';

export type { Pull } from './pull-parts.ts';

/** A page is written while the next is asked for: large enough that requests do not count, small enough for a slow network. */
const PAGE_ROWS = 500;
/** What the stream told follows on nothing here: nor does it on the other devices, and they ask as well. */
const ASIDE_MS = 100;

/** As RxDB keeps it. `swept` = the view of which only its own rows are here; flat because it is merged with the former one. */
type Place = Checkpoint & { swept?: string };
type Change<Row> = Row | { id: string; _deleted: true };

/** Whose view a checkpoint belongs to; one string, so that rows can carry it. */
export function viewOf(of: Pick<Checkpoint, 'gateway' | 'epoch' | 'scope'>): string {
  return `${of.gateway}/${of.epoch}/${of.scope}`;
}

export function startPull<Row extends { id: string }, Stored extends StoredRow<Row>>(
  parts: PullParts<Row, Stored>,
): Pull {
  const { name, collection, requests } = parts;
  const backOff = new BackOff(parts.delays ?? { firstMs: 500, mostMs: 30_000 }, parts.random);
  const notices = new Subject<'RESYNC'>();
  let stopped = false;
  /** RxDB remembers the place even if rows before it could not be written: then all is asked for again. */
  let fromStart = false;
  let failed = false;
  /** Up to here all is written, or handed to RxDB; null = in this session nothing yet. */
  let place: Place | null = null;
  /** The gateway has more, or may have. */
  let due = true;
  /** What the stream told since the gateway was asked. */
  let told: RowsEvent[] = [];
  /** The view of the last page; RxDB is idle again only when all pages are stored. */
  let answered: string | null = null;
  let swept: string | null = null;
  /** Pages wait for a sweep, else it could take the first rows of the next view for left-over ones. */
  let sweeping = Promise.resolve();

  /** RxDB asks for a page whenever there is news. */
  async function nextPage(stored: Place | undefined, limit: number) {
    await sweeping;
    if (place === null) swept = stored?.swept ?? null;
    const from = fromStart ? null : (place ?? stored ?? null);
    const heard = due ? null : following(from, told);
    // RxDB would come for another page before these are written.
    if (heard && heard.rows.length < limit) {
      told = [];
      return handed(heard.rows as Change<Row>[], heard.place);
    }
    // Not everybody at once.
    if (!due) await new Promise((resolve) => setTimeout(resolve, parts.random() * ASIDE_MS));
    return lastPage(from, limit);
  }

  /** A full page is one of many: it is written at once, while the next is on its way. The last is RxDB's to write. */
  async function lastPage(from: Place | null, limit: number) {
    let writing: Promise<boolean> = Promise.resolve(true);
    for (let next = from; ;) {
      const page = await askedPage(next, limit);
      if (!(await writing)) {
        next = fromStart ? null : place;
        writing = Promise.resolve(true);
        await backOff.wait();
      } else if (page === null) {
        return { documents: [], checkpoint: (place ?? from) as Place };
      } else {
        fromStart = false;
        await begin(page, next);
        if (page.documents.length < limit) return handed(page.documents, page.checkpoint);
        writing = written(page);
        next = page.checkpoint;
      }
    }
  }

  /** Null = there is nobody to ask for any more. */
  async function askedPage(from: Checkpoint | null, limit: number): Promise<PullPage<Row> | null> {
    for (;;) {
      await parts.before();
      // What comes from here on may be newer than the answer.
      told = [];
      due = false;
      const answer = stopped ? null : await requests.page<Row>(name, from, limit);
      if (answer?.ok) {
        backOff.reset();
        return answer.body;
      }
      due = true;
      if (stopped) return null;
      await backOff.wait();
    }
  }

  /** Notes what begins with a page of another view than `from`. */
  async function begin({ checkpoint }: PullPage<Row>, from: Checkpoint | null): Promise<void> {
    const view = viewOf(checkpoint);
    answered = view;
    if (from === null || viewOf(from) !== view) {
      swept = (await collection.count().exec()) === 0 ? view : null;
    }
  }

  function handed(rows: readonly Change<Row>[], reached: Checkpoint) {
    place = placeAt(reached);
    return { documents: rows.map((row) => toWrite(viewOf(reached), row)), checkpoint: place };
  }

  /** The place is kept only behind the rows: whoever is ended in between writes a page twice. */
  async function written({ documents, checkpoint }: PullPage<Row>): Promise<boolean> {
    try {
      const view = viewOf(checkpoint);
      const state = replication.internalReplicationState!;
      await writeRows(
        collection,
        documents.map((row) => toWrite(view, row)),
        await state.downstreamBulkWriteFlag,
      );
      place = placeAt(checkpoint);
      await setCheckpoint(state, 'down', place);
      return true;
    } catch (error) {
      due = true;
      fromStart ||= place === null;
      if (!stopped) parts.fault(error);
      return false;
    }
  }

  function placeAt(reached: Checkpoint): Place {
    return swept === viewOf(reached) ? { ...reached, swept } : reached;
  }

  function toWrite(view: string, row: Change<Row>): WithDeleted<Stored> {
    const stored =
      '_deleted' in row
        ? { id: row.id, view, _deleted: true }
        : { ...parts.columns(row), id: row.id, view, row, _deleted: false };
    return stored as WithDeleted<Stored>;
  }

  /** Rows that this view did not deliver go last; one that is rewritten meanwhile belongs to the view and stays. */
  async function sweep(view: string): Promise<void> {
    const isLeft = (row: Stored) => row.view !== view && !parts.spares?.(row);
    await collection.bulkRemove((await collection.find().exec()).filter((row) => isLeft(row.toJSON() as Stored)));
    swept = view;
  }

  async function settle(): Promise<void> {
    const view = answered;
    answered = null;
    if (failed) {
      failed = false;
      fromStart = true;
      place = null;
      due = true;
      await backOff.wait();
      await replication.start().catch(() => undefined);
    } else if (view !== null) {
      if (view !== swept) await (sweeping = sweep(view).catch(parts.fault));
      parts.completed();
    }
  }

  const replication = replicateRxCollection<Stored, Place>({
    replicationIdentifier: name,
    collection,
    pull: { handler: nextPage, batchSize: parts.limit ?? PAGE_ROWS, stream$: notices },
    // The caller leads already. RxDB would also start in any other tab that becomes visible.
    waitForLeadership: false,
  });
  const subscriptions = [
    replication.error$.subscribe((error) => {
      failed = true;
      parts.fault(error);
      if (!replication.internalReplicationState) void settle();
    }),
    replication.active$.subscribe((active) => {
      if (!active && !stopped) void settle();
    }),
  ];

  return {
    now() {
      due = true;
      backOff.reset();
      backOff.wake();
      notices.next('RESYNC');
    },
    rows(changed) {
      const heard = due || told.length > 0 ? null : following(place, [changed]);
      if (heard?.rows.length === 0) {
        place = placeAt(heard.place);
        return;
      }
      told.push(changed);
      notices.next('RESYNC');
    },
    async stop() {
      stopped = true;
      for (const subscription of subscriptions) subscription.unsubscribe();
      backOff.wake();
      await replication.cancel();
    },
  };
}
