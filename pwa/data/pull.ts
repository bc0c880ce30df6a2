/**
 * Keeps one collection equal to the gateway's: RxDB's replication, pull only, for the leading tab.
 * Nothing ends it: every failure is waited out here, so RxDB's own retry (fixed delay, one error away from silence) is never reached.
 */
import type { RxCollection, WithDeleted } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import type { Checkpoint } from '../../shared/sync/protocol.ts';
import type { PullCollection } from '../../shared/sync/rows.ts';
import { BackOff, type Delays } from './back-off.ts';
import type { StoredRow } from './collections.ts';
import type { Requests } from './requests.ts';

export interface Pull {
  /** There is news, or the gateway is back: ask now. */
  now(): void;
  stop(): Promise<void>;
}

export interface PullParts<Row, Stored extends StoredRow<Row>> {
  name: PullCollection;
  collection: RxCollection<Stored>;
  /** What is looked up by, beside the id. */
  columns: (row: Row) => Omit<Stored, keyof StoredRow<Row>>;
  requests: Requests;
  /** Entries that are being sent go first, so that the rows pulled already show them. */
  before: () => Promise<void>;
  /** All rows of this view are here and no other's. */
  completed: () => void;
  random: () => number;
  /** Told of what should not happen (a write that the device refuses); it is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
  /** Rows per request. */
  limit?: number;
}

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
  /** The view of the last page; RxDB is idle again only when all pages are stored. */
  let answered: string | null = null;
  let swept: string | null = null;
  /** Pages wait for a sweep, else it could take the first rows of the next view for left-over ones. */
  let sweeping = Promise.resolve();

  async function nextPage(stored: Checkpoint | undefined, limit: number) {
    for (;;) {
      await Promise.all([parts.before(), sweeping]);
      const answer = stopped ? null : await requests.page<Row>(name, fromStart ? null : (stored ?? null), limit);
      if (answer?.ok) {
        const { documents, checkpoint } = answer.body;
        backOff.reset();
        fromStart = false;
        answered = viewOf(checkpoint);
        return { documents: documents.map((row) => toWrite(viewOf(checkpoint), row)), checkpoint };
      }
      if (stopped) return { documents: [], checkpoint: stored as Checkpoint };
      await backOff.wait();
    }
  }

  function toWrite(view: string, row: Row | { id: string; _deleted: true }): WithDeleted<Stored> {
    const stored =
      '_deleted' in row
        ? { id: row.id, view, _deleted: true }
        : { ...parts.columns(row), id: row.id, view, row, _deleted: false };
    return stored as WithDeleted<Stored>;
  }

  /** Rows that this view did not deliver go last; one that is rewritten meanwhile belongs to the view and stays. */
  async function sweep(view: string): Promise<void> {
    const leftOver = (await collection.find().exec()).filter((document) => document.get('view') !== view);
    await collection.bulkRemove(leftOver);
    swept = view;
  }

  async function settle(): Promise<void> {
    const view = answered;
    answered = null;
    if (failed) {
      failed = false;
      fromStart = true;
      await backOff.wait();
      await replication.start().catch(() => undefined);
    } else if (view !== null) {
      if (view !== swept) await (sweeping = sweep(view).catch(parts.fault));
      parts.completed();
    }
  }

  const replication = replicateRxCollection<Stored, Checkpoint>({
    replicationIdentifier: name,
    collection,
    pull: { handler: nextPage, batchSize: parts.limit ?? 200, stream$: notices },
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
      backOff.reset();
      backOff.wake();
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
