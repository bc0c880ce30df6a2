/** What devices pull, hear and send, put together: rows of one epoch, the event stream, facts of people. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../shared/errors.ts';
import { PROTOCOL } from '../shared/sync/compatibility.ts';
import type { LiveEvent } from '../shared/sync/protocol.ts';
import type { LineRow, PullCollection, ReferenceRow } from '../shared/sync/rows.ts';
import { syncRoutes } from './api/routes/sync.ts';
import type { Route } from './api/route.ts';
import type { Authorship } from './auth/authorship.ts';
import { currentEpoch, isBuilt, markBuilt } from './projections/epoch.ts';
import { FactFeed } from './projections/fact-feed.ts';
import { HourRows, type StoredHourRow } from './projections/hour-rows.ts';
import { LocalRows } from './projections/local-rows.ts';
import type { Store } from './store/store.ts';
import { FactAcceptance, type KnownFacts } from './sync/accept-facts.ts';
import { EventHub } from './sync/event-hub.ts';
import { RowEvents } from './sync/row-events.ts';
import { Pull, type Collections } from './sync/pull.ts';

export interface RunningSync {
  hub: EventHub;
  collections: Collections;
  hours: HourRows;
  facts: FactAcceptance;
  /** Of everybody who wrote about a line: this gateway, those before it, the plant. */
  feed: FactFeed;
  /** The feed has handled everything that was there at the start. */
  caughtUp(): void;
  routes: Route[];
}

export async function openSync(parts: {
  store: Store;
  gateway: string;
  version: string;
  authorship: Authorship;
  /** Lines and reasons as they are declared now. */
  known: () => KnownFacts;
  /** After `hello`, on each connection. */
  greeting: () => LiveEvent[];
  now: () => number;
  bug: (error: unknown) => void;
}): Promise<RunningSync> {
  const { store, gateway, version, authorship, known, now } = parts;
  const epoch = await currentEpoch(store, gateway, randomBytes(4).toString('hex'));
  let built = await isBuilt(store, gateway);
  const hub = new EventHub({
    greeting: () => [{ type: 'hello', gateway, epoch, now: now(), version, protocol: PROTOCOL }, ...parts.greeting()],
    now,
  });
  const rowsOf = <R extends { id: string }>(collection: PullCollection) =>
    new LocalRows<R>({ store, gateway, collection, epoch, changed: () => events.changed(collection) });
  const collections = {
    hours: rowsOf<StoredHourRow>('hours'),
    lines: rowsOf<LineRow>('lines'),
    reference: rowsOf<ReferenceRow>('reference'),
  };
  const events = new RowEvents({ gateway, epoch, collections, hub, now, bug: parts.bug });
  const hours = new HourRows(collections.hours, now);
  const facts = new FactAcceptance({ store, gateway, known, authorship, now });
  return {
    ...{ hub, collections, hours, facts },
    feed: new FactFeed({ store, gateway, epoch, prefix: 'facts_', atOnce: true, handle: (all) => hours.handle(all) }),
    caughtUp: () => {
      if (built) return;
      built = true;
      hub.send({ type: 'notice', collection: 'hours' });
      markBuilt(store, gateway, epoch).catch((error: unknown) => {
        // The next start waits once more.
        if (!(error instanceof AppError)) parts.bug(error);
      });
    },
    routes: syncRoutes({ pull: new Pull({ gateway, epoch, collections, isBuilt: () => built, now }), facts, hub }),
  };
}
