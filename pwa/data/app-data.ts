/** The device's data as pages see it: from storage, stream and entries. All that is outside comes in as a parameter. */
import { Subject, combineLatest, distinctUntilChanged, firstValueFrom, map, shareReplay } from 'rxjs';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import { openAccess } from './access-here.ts';
import { askedNow } from './asked-now.ts';
import { askedOfHome } from './asked-of-home.ts';
import { Completeness } from './completeness.ts';
import { connectionOf } from './connection.ts';
import { Contact } from './contact.ts';
import { openEntries, openView } from './database.ts';
import { entering } from './entering.ts';
import { KnownGateways } from './gateways.ts';
import { Leadership } from './leadership.ts';
import type { AppData } from './line-data.ts';
import { spokenFor } from './line-reach.ts';
import { calendarRules$ } from './line-calendars.ts';
import { linesOf } from './line-view.ts';
import { asLive, coalesced } from './live.ts';
import { LiveState } from './live-state.ts';
import { planningData } from './planning-data.ts';
import { gatewayRequests, type Fetch } from './requests.ts';
import { leadAnywhere, rememberLook } from './roaming-lead.ts';
import { line$, outbox$, reference$, refused$ } from './stored.ts';
import type { Surroundings } from './surroundings.ts';
import { syncHere } from './sync-here.ts';
import { Versions } from './sync-versions.ts';
import { SyncWatch } from './sync-watch.ts';
import { joinTabs } from './tabs.ts';
import { howFar, replayed } from './told-tabs.ts';
import { wipeView } from './wipe.ts';

export type DeviceData = AppData & { close(): Promise<void> };

/** Rejects when the device refuses storage. */
export async function openAppData(outside: Surroundings): Promise<DeviceData> {
  const versions = new Versions(outside);
  const around = {
    ...outside,
    fetch: versions.speaking(outside.fetch),
    openStream: versions.opening(outside.openStream),
  };
  const { place, channel } = around;
  const [entries, view] = await Promise.all([openEntries(place, around.safe, around.fault), openView(place)]);
  const contact = new Contact(around.clock, place.keep);
  const completeness = new Completeness(place.keep);
  const gateways = new KnownGateways(place.keep);
  const live = new LiveState();
  const liveChanged$ = new Subject<void>();
  const own$ = outbox$(entries).pipe(shareReplay(1));
  const plant$ = reference$(view).pipe(shareReplay(1));
  const rules$ = calendarRules$({ view, reference$: plant$, outbox$: own$ }).pipe(shareReplay(1));
  let lines: LineReference[] = [];
  plant$.subscribe((rows) => (lines = linesOf(rows)));
  const closing = new AbortController();
  const now = () => contact.now();
  let notSent = 0;
  const access = openAccess({
    ...{ ...around, keep: place.keep, now, stop: closing.signal },
    told: (time) => contact.told(time),
    awayFrom: () => contact.known$.value.away?.home ?? null,
    notSent: () => notSent,
    tellTabs: () => channel.postMessage({ type: 'access' }),
  });
  const fetch: Fetch = async (url, init) => {
    const response = await around.fetch(url, init);
    if (response.status === 401) void access.data.refresh();
    return response;
  };
  const requests = gatewayRequests(fetch, closing.signal);
  const watch = new SyncWatch(place.keep, now);
  const sync = syncHere({
    ...{ entries, view, outbox$: own$, versions, watch, fetch, now, again, stop: closing.signal },
    ...{ keep: place.keep, random: around.random, storage: around.storage, version: around.version },
    lookForUpdate: around.lookForUpdate,
  });
  const leadership = new Leadership({
    access: () => access.store.state,
    wipeDue: () => access.store.memory.wipe,
    wipe,
    lead: startLeading,
    fault: around.fault,
  });

  function take(events: LiveEvent[]): void {
    for (const event of events) {
      if (event.type === 'hello' && contact.known$.value.away === null) void access.data.refresh();
      contact.heard(event);
      sync.heard(event);
      if (live.take(event)) liveChanged$.next();
    }
  }

  /** Whichever tab leads does it. */
  function again(): void {
    versions.release();
    void access.data.refresh();
    if (leadership.leading) leadership.leading.wake();
    else channel.postMessage({ type: 'again' });
  }

  /** Out of reach, or the session is over: an event stream does not say which. */
  function lost(): void {
    contact.lost();
    if (access.store.state.reachable) void access.data.refresh();
  }

  async function wipe(): Promise<void> {
    completeness.reset();
    watch.reset();
    await Promise.all([wipeView(view), around.forget()]);
    access.store.change((memory) => ({ ...memory, wipe: false }));
  }

  joinTabs(channel, {
    events: take,
    lost,
    away: (away) => contact.moved(away),
    synced: () => completeness.synced$.next(true),
    progress(progress, fit) {
      watch.told(progress);
      versions.told(fit);
    },
    again: () => leadership.leading && again(),
    access: () => access.reload(),
    replay: () => (leadership.leading ? replayed({ contact, live, completeness, watch, versions }) : null),
  });

  void entries.waitForLeadership().then(() => {
    if (entries.closed) return;
    completeness.synced$.subscribe((synced) => {
      if (synced) channel.postMessage({ type: 'synced' });
    });
    combineLatest([watch.progress$, versions.fit$])
      .pipe(coalesced())
      .subscribe(() => leadership.leading && channel.postMessage(howFar({ watch, versions })));
    access.store.state$.subscribe(() => leadership.follow());
  });

  function startLeading() {
    sync.leads$.next(true);
    return leadAnywhere({
      ...around,
      ...{ view, entries, access, gateways, fetch, keep: place.keep, ask: outside.fetch },
      named: () => around.gatewaysNamed?.(),
      time: now,
      watched: (requests) => watch.watching(requests),
      gatewayNow: () => (contact.known$.value.state === 'live' ? contact.now() : null),
      completed(collection) {
        completeness.add(collection);
        watch.completed(collection);
      },
      heard(event) {
        take([event]);
        channel.postMessage({ type: 'events', events: [event] });
      },
      lost() {
        lost();
        channel.postMessage({ type: 'lost' });
      },
      lines: () => lines,
      homeHeardAt: () => contact.homeHeardAt,
      moved(away) {
        contact.moved(away);
        channel.postMessage({ type: 'away', away });
      },
    });
  }

  const who$ = access.store.state$.pipe(
    map(({ phase, person, locked }) => `${phase} ${person?.user} ${locked}`),
    distinctUntilChanged(),
  );
  who$.subscribe(() => {
    // What waited because nobody might send or see it need not wait any more.
    leadership.leading?.wake();
    if (access.store.state.phase === 'here') return;
    live.forget();
    liveChanged$.next();
  });
  const refusedEntries$ = refused$(entries).pipe(shareReplay(1));
  own$.subscribe((all) => {
    const unsent = all.filter(({ acceptedAt }) => acceptedAt === null);
    notSent = unsent.length;
    if (notSent === 0) access.settled();
    access.store.show({ pending: unsent.filter(({ fact }) => fact.pending === true).length });
  });

  const stopWaking = around.onWake(() => {
    void access.data.refresh();
    leadership.leading?.wake();
  });
  const checking = setInterval(() => contact.check(), 1_000);
  // Known before the first page asks, so that it is told at once.
  await Promise.all([firstValueFrom(own$), firstValueFrom(plant$)]);

  const planning = planningData({
    ...{ entries, view, outbox$: own$, refused$: refusedEntries$, reference$: plant$, access: access.data, fetch, now },
    ...{ keep: place.keep, random: around.random, stop: closing.signal, fault: around.fault },
    pulled$: watch.wasHere$('plan'),
  });
  const connection$ = connectionOf({
    ...{ known$: contact.known$, own$, refused$: refusedEntries$, fit$: versions.fit$, synced$: completeness.synced$ },
    installed: around.installed,
    canRoam: () => access.store.memory.enrolled || gateways.all().length < 2,
  });
  return {
    access: access.data,
    connection: asLive(connection$),
    lines: asLive(plant$.pipe(map(linesOf))),
    line: (id) =>
      asLive(
        spokenFor(
          line$(id, { view, reference$: plant$, outbox$: own$, rules$, live, liveChanged$, now }),
          contact.known$,
        ),
      ),
    lookAt: (line) => rememberLook(place.keep, line),
    kept: place.keep,
    refused: asLive(refusedEntries$),
    sync,
    ...entering({ outbox: entries.outbox, access: access.data, keep: place.keep, random: around.random, now }),
    ...askedNow(requests),
    ...askedOfHome(fetch, closing.signal),
    planning,
    async dismissRefused(id) {
      await entries.rejected.bulkRemove([id]);
    },
    update: around.update,
    now,
    async close() {
      clearInterval(checking);
      closing.abort();
      stopWaking();
      planning.close();
      access.close();
      await leadership.stop();
      channel.close();
      await Promise.all([view.close(), entries.close()]);
    },
  };
}
