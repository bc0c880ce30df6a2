/** The device's data as pages see it: from storage, stream and entries. All that is outside comes in as a parameter. */
import { Subject, combineLatest, distinctUntilChanged, firstValueFrom, map, shareReplay } from 'rxjs';
import { RIGHT_FOR_FACT } from '../../shared/access/facts.ts';
import type { Right } from '../../shared/access/roles.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import { openAccess } from './access-here.ts';
import type { Delays } from './back-off.ts';
import { Completeness } from './completeness.ts';
import { Contact } from './contact.ts';
import { openEntries, openView, type Place } from './database.ts';
import type { EventStream } from './events.ts';
import { lead } from './lead.ts';
import { Leadership } from './leadership.ts';
import type { AppData, Connection, Live } from './line-data.ts';
import { linesOf } from './line-view.ts';
import { asLive, coalesced, observed } from './live.ts';
import { LiveState } from './live-state.ts';
import { auditData } from './audit.ts';
import { devicesData } from './devices.ts';
import { deviceId, enterManual, enterReason, type EnteredBy } from './outbox.ts';
import { peopleData } from './people.ts';
import { gatewayRequests, type Fetch } from './requests.ts';
import type { Safe } from './safe.ts';
import { sourcesData } from './sources.ts';
import { line$, outbox$, reference$, refused$ } from './stored.ts';
import { joinTabs, type TabChannel, type TabMessage } from './tabs.ts';
import { wipeView } from './wipe.ts';

export interface Surroundings {
  place: Place;
  /** Keys of this device. */
  safe: Safe;
  fetch: Fetch;
  openStream: (url: string) => EventStream;
  /** Joins the tabs of this device. */
  channel: TabChannel;
  /** This device's clock, ms. */
  clock: () => number;
  /** 0 ≤ x < 1. */
  random: () => number;
  /** Calls back when the network may be there again; returns the unsubscribe. */
  onWake: (listener: () => void) => () => void;
  installed: Live<Pick<Connection, 'readyOffline' | 'updateReady'>>;
  update: () => void;
  /** Somebody has left: what other parts of the app keep of what was pulled is to be removed. */
  forget: () => Promise<void>;
  /** Told of failures that should not happen; what failed is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
}

export type DeviceData = AppData & { close(): Promise<void> };

/** Rejects when the device refuses storage. */
export async function openAppData(around: Surroundings): Promise<DeviceData> {
  const { place, channel } = around;
  const [entries, view] = await Promise.all([openEntries(place), openView(place)]);
  const contact = new Contact(around.clock, place.keep);
  const completeness = new Completeness(place.keep);
  const live = new LiveState();
  const liveChanged$ = new Subject<void>();
  const own$ = outbox$(entries).pipe(shareReplay(1));
  const plant$ = reference$(view).pipe(shareReplay(1));
  const closing = new AbortController();
  const now = () => contact.now();
  let notSent = 0;
  const access = openAccess({
    ...around,
    keep: place.keep,
    now,
    told: (time) => contact.told(time),
    notSent: () => notSent,
    tellTabs: () => channel.postMessage({ type: 'access' }),
    stop: closing.signal,
  });
  const fetch: Fetch = async (url, init) => {
    const response = await around.fetch(url, init);
    if (response.status === 401) void access.data.refresh();
    return response;
  };
  const requests = gatewayRequests(fetch, closing.signal);
  const leadership = new Leadership({
    access: () => access.store.state,
    wipeDue: () => access.store.memory.wipe,
    wipe,
    lead: startLeading,
    fault: around.fault,
  });

  function take(events: LiveEvent[]): void {
    for (const event of events) {
      if (event.type === 'hello') void access.data.refresh();
      contact.heard(event);
      if (live.take(event)) liveChanged$.next();
    }
  }

  function replay(): TabMessage[] {
    const inReach = contact.known$.value.state === 'live';
    return [
      inReach ? { type: 'events', events: live.replay(contact.now()) } : { type: 'lost' },
      ...(completeness.synced$.value ? [{ type: 'synced' } as const] : []),
    ];
  }

  /** Out of reach, or the session is over: an event stream does not say which. */
  function lost(): void {
    contact.lost();
    if (access.store.state.reachable) void access.data.refresh();
  }

  async function wipe(): Promise<void> {
    completeness.reset();
    await Promise.all([wipeView(view), around.forget()]);
    access.store.change((memory) => ({ ...memory, wipe: false }));
  }

  joinTabs(channel, {
    events: take,
    lost,
    synced: () => completeness.synced$.next(true),
    access: () => access.reload(),
    replay: () => (leadership.leading ? replay() : null),
  });

  void entries.waitForLeadership().then(() => {
    if (entries.closed) return;
    completeness.synced$.subscribe((synced) => {
      if (synced) channel.postMessage({ type: 'synced' });
    });
    access.store.state$.subscribe(() => leadership.follow());
  });

  function startLeading() {
    return lead({
      ...around,
      fetch,
      view,
      entries,
      beforeEntries: access.sendTickets,
      gatewayNow: () => (contact.known$.value.state === 'live' ? contact.now() : null),
      completed: (collection) => completeness.add(collection),
      heard(event) {
        take([event]);
        channel.postMessage({ type: 'events', events: [event] });
      },
      lost() {
        lost();
        channel.postMessage({ type: 'lost' });
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
  own$.subscribe((all) => {
    const unsent = all.filter(({ acceptedAt }) => acceptedAt === null);
    notSent = unsent.length;
    access.store.show({ pending: unsent.filter(({ fact }) => fact.pending === true).length });
  });

  const stopWaking = around.onWake(() => {
    void access.data.refresh();
    leadership.leading?.wake();
  });
  const checking = setInterval(() => contact.check(), 1_000);
  // Known before the first page asks, so that it is told at once.
  await Promise.all([firstValueFrom(own$), firstValueFrom(plant$)]);

  const connection$ = combineLatest({
    known: contact.known$,
    notSent: own$.pipe(map((all) => all.filter((entry) => entry.acceptedAt === null).length)),
    synced: completeness.synced$,
    installed: observed(around.installed),
  }).pipe(
    coalesced(),
    map(({ known, notSent, synced, installed }): Connection => ({ ...known, notSent, synced, ...installed })),
  );
  const { keep } = place;
  async function enteredBy(right: Right, line: string): Promise<EnteredBy> {
    const { user, byTicket } = await access.data.personFor(right, line);
    return { device: deviceId(keep, around.random), user, pending: byTicket, at: now(), keep };
  }

  return {
    access: access.data,
    connection: asLive(connection$),
    lines: asLive(plant$.pipe(map(linesOf))),
    line: (id) => asLive(line$(id, { view, reference$: plant$, outbox$: own$, live, liveChanged$, now })),
    refused: asLive(refused$(entries)),
    async giveReason(input) {
      return enterReason(entries.outbox, input, await enteredBy(RIGHT_FOR_FACT.reason, input.line));
    },
    async keepByHand(input) {
      return enterManual(entries.outbox, input, await enteredBy(RIGHT_FOR_FACT[input.type], input.line));
    },
    async recorded(line, from, to) {
      const answer = await requests.recorded(line, from, to);
      if (answer.ok) return { ok: true, recorded: answer.body };
      return { ok: false, why: answer.status === null ? 'unreachable' : 'failed' };
    },
    async rejectedRows(line) {
      const answer = await requests.rejected(line);
      if (answer.ok) return { ok: true, rows: answer.body };
      return { ok: false, why: answer.status === null ? 'unreachable' : 'failed' };
    },
    async gatewayHealth() {
      const answer = await requests.health();
      if (answer.ok) return { ok: true, health: answer.body };
      return { ok: false, why: answer.status === null ? 'unreachable' : 'failed' };
    },
    sources: sourcesData(fetch, closing.signal),
    audit: auditData(fetch, closing.signal),
    people: peopleData(fetch, closing.signal),
    devices: devicesData(fetch, closing.signal),
    async dismissRefused(id) {
      await entries.rejected.bulkRemove([id]);
    },
    update: around.update,
    now,
    async close() {
      clearInterval(checking);
      closing.abort();
      stopWaking();
      access.close();
      await leadership.stop();
      channel.close();
      await Promise.all([view.close(), entries.close()]);
    },
  };
}
