/** What only one tab of a device does: hold the event stream, send entries, pull rows, tidy up. */
import { auditTime, merge } from 'rxjs';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { HourRow, LineRow, PullCollection, ReferenceRow } from '../../shared/sync/rows.ts';
import type { Delays } from './back-off.ts';
import { OPEN, type StoredHour, type StoredRow, type StoredUntil } from './collections.ts';
import type { EntryDatabase, ViewDatabase } from './database.ts';
import { listen, type EventStream } from './events.ts';
import { dropSettled } from './outbox.ts';
import { startPull, type Pull } from './pull.ts';
import { startPush } from './push.ts';
import { dropTaken } from './refused-and-taken.ts';
import { gatewayRequests, type Fetch, type Requests } from './requests.ts';

/** A day more than screens show. */
const KEEP_MS = 8 * 24 * HOUR_MS;
const TIDY_EACH_MS = 60_000;
/** Rows come in heaps. */
const TAKEN_MS = 250;

export interface LeadParts {
  view: ViewDatabase;
  entries: EntryDatabase;
  fetch: Fetch;
  openStream: (url: string) => EventStream;
  random: () => number;
  /** This device's clock, ms. */
  clock: () => number;
  /** The gateway's time by this device, ms, however long ago it was heard. */
  time: () => number;
  /** The gateway's time, ms; null while it has not been heard: rows are not thrown away by a clock that may be wrong. */
  gatewayNow: () => number | null;
  heard: (event: LiveEvent) => void;
  lost: () => void;
  completed: (collection: PullCollection) => void;
  /** What the gateway has to know before it is given entries; false = they must wait. */
  beforeEntries: () => Promise<boolean>;
  /** Lines whose rows stay although the gateway does not deliver them, for it knows nothing of them. Absent = none. */
  spares?: (line: string) => boolean;
  /** Puts itself between the device and the gateway. */
  through?: (requests: Requests) => Requests;
  /** Sees what is asked for and what comes. */
  watched?: (requests: Requests) => Requests;
  /** The next rows may be another gateway's. */
  roams?: () => boolean;
  fault: (error: unknown) => void;
  delays?: Delays;
}

export interface Leading {
  /** The network is back. */
  wake(): void;
  /** The stream goes on as somebody else, or by a new token. */
  again(): void;
  stop(): Promise<void>;
}

export function lead(parts: LeadParts): Leading {
  const { view, entries, random, fault } = parts;
  const stopping = new AbortController();
  const asItIs = (requests: Requests) => requests;
  const { spares = () => false, through = asItIs, watched = asItIs } = parts;
  const requests = watched(through(gatewayRequests(parts.fetch, stopping.signal)));
  const delays = parts.delays ? { delays: parts.delays } : {};
  const before = parts.beforeEntries;
  const push = startPush({
    ...{ entries, requests, before, random, fault, ...delays },
    now: parts.clock,
    gatewayTime: parts.time,
    inReach: () => parts.gatewayNow() !== null,
  });
  const shared = { requests, random, fault, before: push.attempted, ...delays };
  push.now();

  const pulls: Record<PullCollection, Pull> = {
    hours: startPull<HourRow, StoredHour>({
      ...shared,
      name: 'hours',
      collection: view.hours,
      columns: ({ line, hourAt }) => ({ line, hourAt }),
      spares: ({ line }) => spares(line),
      completed: () => {
        parts.completed('hours');
        void tidy();
      },
    }),
    lines: startPull<LineRow, StoredRow<LineRow>>({
      ...shared,
      name: 'lines',
      collection: view.lines,
      columns: () => ({}),
      spares: ({ row }) => spares(row.line),
      completed: () => parts.completed('lines'),
    }),
    reference: startPull<ReferenceRow, StoredRow<ReferenceRow>>({
      ...shared,
      name: 'reference',
      collection: view.reference,
      columns: () => ({}),
      spares: ({ row }) => row.kind === 'line' && spares(row.id.slice('line:'.length)),
      completed: () => parts.completed('reference'),
    }),
    plan: startPull<PlanRow, StoredUntil<PlanRow>>({
      ...shared,
      name: 'plan',
      collection: view.plan,
      columns: ({ until }) => ({ until: until ?? OPEN }),
      completed: () => parts.completed('plan'),
    }),
    lots: startPull<LotRow | LinePaceRow, StoredUntil<LotRow | LinePaceRow>>({
      ...shared,
      name: 'lots',
      collection: view.lots,
      columns: ({ until }) => ({ until: until ?? OPEN }),
      spares: ({ row }) => spares(row.line),
      completed: () => parts.completed('lots'),
    }),
  };

  const events = listen({
    open: parts.openStream,
    random,
    lost: parts.lost,
    ...delays,
    heard(event) {
      parts.heard(event);
      if (event.type === 'hello') {
        push.now();
        for (const pull of Object.values(pulls)) pull.now();
      } else if (event.type === 'notice') {
        // A collection of a newer gateway is none of ours.
        (pulls[event.collection] as Pull | undefined)?.now();
      } else if (event.type === 'rows') {
        (pulls[event.collection] as Pull | undefined)?.rows(event);
      }
    },
  });

  // Entries made in any tab arrive here.
  const inserts = entries.outbox.insert$.subscribe(() => push.now());
  const taken = merge(view.plan.$, entries.rejected.insert$)
    .pipe(auditTime(TAKEN_MS))
    .subscribe(() => void unlessStopped(dropTaken(entries.rejected, view.plan)));
  const tidying = setInterval(() => void tidy(), TIDY_EACH_MS);

  function tidy(): Promise<void> {
    return unlessStopped(tidied());
  }

  async function tidied(): Promise<void> {
    const now = parts.gatewayNow();
    if (now !== null) await Promise.all([evictHours(view, hourStart(now) - KEEP_MS), evictOver(view, now)]);
    await dropSettled(entries.outbox, view, parts.clock(), parts.roams?.());
    await dropTaken(entries.rejected, view.plan);
  }

  async function unlessStopped(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!stopping.signal.aborted) fault(error);
    }
  }

  return {
    wake() {
      if (stopping.signal.aborted) return;
      events.wake();
      push.now();
      for (const pull of Object.values(pulls)) pull.now();
    },
    again() {
      if (!stopping.signal.aborted) events.again();
    },
    async stop() {
      stopping.abort();
      clearInterval(tidying);
      inserts.unsubscribe();
      taken.unsubscribe();
      events.stop();
      push.stop();
      await Promise.all(Object.values(pulls).map((pull) => pull.stop()));
    },
  };
}

/** In a collection that is only pulled, removing pushes nothing, and the rows stay gone unless the gateway changes them. */
export async function evictHours(view: ViewDatabase, before: number): Promise<void> {
  const old = await view.hours.find({ selector: { hourAt: { $lt: before } } }).exec();
  await view.hours.bulkRemove(old);
}

/** What nobody here needs any more: orders that ended long ago, and what lines made of them. */
export async function evictOver(view: ViewDatabase, now: number): Promise<void> {
  const over = { selector: { until: { $lt: now } } };
  await view.plan.bulkRemove(await view.plan.find(over).exec());
  await view.lots.bulkRemove(await view.lots.find(over).exec());
}
