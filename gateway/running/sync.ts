/** What devices pull, hear and send, put together: rows of one epoch, the event stream, facts of people. */
import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { LinePaceRow, LotRow } from '../../shared/orders/lot-row.ts';
import { PROTOCOL } from '../../shared/sync/compatibility.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { LineRow, PullCollection, ReferenceRow } from '../../shared/sync/rows.ts';
import { planRoutes } from '../api/routes/plan.ts';
import { syncRoutes } from '../api/routes/sync.ts';
import type { Route } from '../api/route.ts';
import type { Authorship } from '../auth/authorship.ts';
import type { HoursPlace, LotHour } from '../plan/lot-hours.ts';
import type { StoredPlanRow } from '../plan/plan-rows.ts';
import { currentEpoch, isBuilt, markBuilt, type BuiltCollection } from '../projections/epoch.ts';
import { FactFeed } from '../projections/fact-feed.ts';
import { HourRows, type StoredHourRow } from '../projections/hour-rows.ts';
import { LocalRows } from '../projections/local-rows.ts';
import { openPlan } from './plan.ts';
import type { Store } from '../store/store.ts';
import { EntryAcceptance } from '../sync/accept-entries.ts';
import { FactAcceptance, type KnownFacts } from '../sync/accept-facts.ts';
import { PlanAcceptance } from '../sync/accept-plan.ts';
import type { KnownPlant } from '../sync/judge-entries.ts';
import { EventHub } from '../sync/event-hub.ts';
import { RowEvents } from '../sync/row-events.ts';
import { Pull, type Collections } from '../sync/pull.ts';

export interface RunningSync {
  hub: EventHub;
  collections: Collections;
  hours: HourRows;
  facts: EntryAcceptance;
  /** What planners set of calendars. */
  rules: () => CalendarRules;
  /** Of everybody who wrote about a line or planned: this gateway, those before it, the plant. */
  feeds: FactFeed[];
  routes: Route[];
  /** Brings rows up to date until `signal` aborts. */
  run(signal: AbortSignal): Promise<unknown>[];
}

export async function openSync(parts: {
  store: Store;
  gateway: string;
  version: string;
  authorship: Authorship;
  /** Lines and reasons as they are declared now. */
  known: () => KnownFacts & KnownPlant;
  /** The same of the whole of it, with every line whose hours are here. */
  plant: () => PlantDefinition;
  /** After `hello`, on each connection. */
  greeting: () => LiveEvent[];
  now: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}): Promise<RunningSync> {
  const { store, gateway, version, authorship, known, plant, now, log } = parts;
  const epoch = await currentEpoch(store, gateway, randomBytes(4).toString('hex'));
  const built = new Set<BuiltCollection>();
  for (const collection of ['hours', 'plan', 'lots'] as const)
    if (await isBuilt(store, gateway, collection)) built.add(collection);
  const hub = new EventHub({
    greeting: () => [{ type: 'hello', gateway, epoch, now: now(), version, protocol: PROTOCOL }, ...parts.greeting()],
    now,
  });
  const rowsOf = <R extends { id: string }>(collection: string, changed: () => void) =>
    new LocalRows<R>({ store, gateway, collection, epoch, changed });
  const pulled = <R extends { id: string }>(collection: PullCollection) =>
    rowsOf<R>(collection, () => {
      events.changed(collection);
      if (collection === 'hours') planning.hoursChanged();
    });
  const collections = {
    hours: pulled<StoredHourRow>('hours'),
    lines: pulled<LineRow>('lines'),
    reference: pulled<ReferenceRow>('reference'),
    plan: pulled<StoredPlanRow>('plan'),
    lots: pulled<LotRow | LinePaceRow>('lots'),
  };
  const lotHours = rowsOf<LotHour | HoursPlace>('lot-hours', () => {});
  const planning = await openPlan({
    ...{ store, gateway, epoch, plant, now, log, rows: { ...collections, lotHours } },
    lines: () => known().lines,
  });
  const { plan } = planning;
  const events = new RowEvents({ gateway, epoch, collections, hub, now, bug: parts.bug });
  const hours = new HourRows(collections.hours, now);
  const accepting = { store, gateway, known, authorship, now };
  const facts = new EntryAcceptance({
    lines: new FactAcceptance(accepting),
    plan: new PlanAcceptance({ ...accepting, plan }),
  });
  const pull = new Pull({ gateway, epoch, collections, plan, isBuilt: (collection) => built.has(collection), now });
  const feed = new FactFeed({
    ...{ store, gateway, epoch, prefix: 'facts_', atOnce: true },
    handle: (all) => hours.handle(all),
  });
  const isWhole = (collection: BuiltCollection): void => {
    if (built.has(collection)) return;
    built.add(collection);
    hub.send({ type: 'notice', collection });
    markBuilt(store, gateway, epoch, collection).catch((error: unknown) => {
      // The next start waits once more.
      if (!(error instanceof AppError)) parts.bug(error);
    });
  };
  return {
    ...{ hub, collections, hours, facts, rules: planning.rules },
    feeds: [feed, planning.feed],
    routes: [...syncRoutes({ pull, facts, hub }), ...planRoutes({ plan })],
    run: (signal) => {
      const hoursBuilt = Promise.withResolvers<void>();
      const isReady = (): void => {
        isWhole('hours');
        hoursBuilt.resolve();
      };
      return [
        feed.run(signal, isReady),
        planning.run(signal, (collection) => {
          // Lots of half the hours are half the lots.
          if (collection === 'plan') isWhole('plan');
          else void hoursBuilt.promise.then(() => isWhole('lots'));
        }),
      ];
    },
  };
}
