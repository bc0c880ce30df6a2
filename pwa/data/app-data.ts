/** The device's data as pages see it: from storage, stream and entries. All that is outside comes in as a parameter. */
import { Subject, combineLatest, firstValueFrom, map, shareReplay } from 'rxjs';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { Delays } from './back-off.ts';
import { Completeness } from './completeness.ts';
import { Contact } from './contact.ts';
import { openEntries, openView, type Place } from './database.ts';
import type { EventStream } from './events.ts';
import { lead, type Leading } from './lead.ts';
import type { AppData, Connection, Live } from './line-data.ts';
import { linesOf } from './line-view.ts';
import { asLive, coalesced, observed } from './live.ts';
import { LiveState } from './live-state.ts';
import { deviceId, enterManual, enterReason } from './outbox.ts';
import { gatewayRequests, type Fetch } from './requests.ts';
import { sourcesData } from './sources.ts';
import { line$, outbox$, reference$, refused$ } from './stored.ts';
import { joinTabs, type TabChannel, type TabMessage } from './tabs.ts';

export interface Surroundings {
  place: Place;
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
  /** Told of failures that should not happen; what failed is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
}

export type DeviceData = AppData & { close(): Promise<void> };

/** Rejects when the device refuses storage. */
export async function openAppData(around: Surroundings): Promise<DeviceData> {
  const { place, channel } = around;
  const device = deviceId(place.keep, around.random);
  const [entries, view] = await Promise.all([openEntries(place), openView(place)]);
  const contact = new Contact(around.clock, place.keep);
  const completeness = new Completeness(place.keep);
  const live = new LiveState();
  const liveChanged$ = new Subject<void>();
  const own$ = outbox$(entries).pipe(shareReplay(1));
  const plant$ = reference$(view).pipe(shareReplay(1));
  const closing = new AbortController();
  const requests = gatewayRequests(around.fetch, closing.signal);
  let leading: Leading | null = null;

  function take(events: LiveEvent[]): void {
    for (const event of events) {
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

  joinTabs(channel, {
    events: take,
    lost: () => contact.lost(),
    synced: () => completeness.synced$.next(true),
    replay: () => (leading ? replay() : null),
  });

  void entries.waitForLeadership().then(() => {
    if (entries.closed) return;
    completeness.synced$.subscribe((synced) => {
      if (synced) channel.postMessage({ type: 'synced' });
    });
    leading = lead({
      ...around,
      view,
      entries,
      gatewayNow: () => (contact.known$.value.state === 'live' ? contact.now() : null),
      completed: (collection) => completeness.add(collection),
      heard(event) {
        take([event]);
        channel.postMessage({ type: 'events', events: [event] });
      },
      lost() {
        contact.lost();
        channel.postMessage({ type: 'lost' });
      },
    });
  });

  const stopWaking = around.onWake(() => leading?.wake());
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
  const now = () => contact.now();
  const enteredBy = () => ({ device, at: now(), keep: place.keep });

  return {
    connection: asLive(connection$),
    lines: asLive(plant$.pipe(map(linesOf))),
    line: (id) => asLive(line$(id, { view, reference$: plant$, outbox$: own$, live, liveChanged$, now })),
    refused: asLive(refused$(entries)),
    giveReason: (input) => enterReason(entries.outbox, input, enteredBy()),
    keepByHand: (input) => enterManual(entries.outbox, input, enteredBy()),
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
    sources: sourcesData(around.fetch, closing.signal),
    async dismissRefused(id) {
      await entries.rejected.bulkRemove([id]);
    },
    update: around.update,
    now,
    async close() {
      clearInterval(checking);
      closing.abort();
      stopWaking();
      await leading?.stop();
      channel.close();
      await Promise.all([view.close(), entries.close()]);
    },
  };
}
