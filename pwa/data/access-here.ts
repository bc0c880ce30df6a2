/** Access on this device, put together: what the gateway says, what is remembered of it, and what happened here meanwhile. */
import type { AccessData, AccessResult } from './access.ts';
import { AccessAsked } from './access-asked.ts';
import { enrolDevice } from './access-device.ts';
import { IdleWatch } from './access-idle.ts';
import { AccessLock } from './access-lock.ts';
import { AccessRefresh } from './access-refresh.ts';
import { withoutProofs } from './access-memory.ts';
import { isProved, showTickets, ticketOf } from './access-proofs.ts';
import { accessRequests, type AccessRequests } from './access-requests.ts';
import { mayHere, offeredHere, onEach } from './access-rights.ts';
import { resultOf, SignOn } from './access-sign-on.ts';
import { AccessStore } from './access-store.ts';
import type { Delays } from './back-off.ts';
import type { Keep } from './database.ts';
import { DeviceKeys } from './device-key.ts';
import { asLive } from './live.ts';
import { deviceId, newDeviceId } from './outbox.ts';
import type { Fetch, PersonFact } from './requests.ts';
import type { Safe } from './safe.ts';
import { sendTickets } from './ticket-used.ts';
import { TicketVault } from './ticket-vault.ts';

export interface AccessParts {
  fetch: Fetch;
  keep: Keep;
  safe: Safe;
  random: () => number;
  /** This device's clock, ms. */
  clock: () => number;
  /** The gateway's time, ms. */
  now: () => number;
  /** What time it is at the gateway. */
  told: (now: number) => void;
  /** Entries here that the gateway does not have. */
  notSent: () => number;
  /** Of what the home is the gateway in whose place another one answers; null = home answers, or nobody does. */
  awayFrom: () => string | null;
  /** The other tabs are to `reload`. */
  tellTabs: () => void;
  stop: AbortSignal;
  fault: (error: unknown) => void;
  delays?: Delays;
}

/** What the gateway answers to a code that makes no device. */
const WRONG_CODE = [401, 403];

export interface AccessHere {
  data: AccessData;
  store: AccessStore;
  /** Another tab has changed what is remembered. */
  reload(): void;
  /** Used tickets go before entries; false = entries must wait. */
  sendTickets(): Promise<boolean>;
  /** What this device can show to a gateway that is not its home. */
  elsewhere: Elsewhere;
  /** Every entry is where it belongs. */
  settled(): void;
  close(): void;
}

export interface Elsewhere {
  keys: DeviceKeys;
  /** This device's id. */
  id: () => string;
  /** Of whoever is signed on; null = nobody is, or home gave none. */
  ticket: () => string | null;
  /** Whether it can be shown by whom the entry is. */
  isProved: (fact: PersonFact) => boolean;
  /** Shows who worked here; false = entries must wait. */
  show: (requests: AccessRequests) => Promise<boolean>;
}

export function openAccess(parts: AccessParts): AccessHere {
  const { keep, safe, random, clock, now, awayFrom, fault } = parts;
  const store = new AccessStore(keep, parts.tellTabs);
  const requests = accessRequests(parts.fetch, parts.stop);
  const keys = new DeviceKeys(safe);
  const origin = () => deviceId(keep, random);
  const newId = () => {
    if (parts.notSent() > 0) return false;
    newDeviceId(keep, random);
    return true;
  };
  const device = { requests, keys, id: origin, newId };
  const asked = new AccessAsked();
  const watch = new IdleWatch(keep, clock);
  const touched = () => watch.touched();
  const refresh = new AccessRefresh({ ...parts, store, device, touched });
  const vault = new TicketVault(safe, keys);
  const signOn = new SignOn({ store, requests, refresh, asked, vault, origin, now, touched, awayFrom, fault });
  const lock = new AccessLock({ store, requests, refresh, signOn, watch, now });

  async function enrol(code: string): Promise<AccessResult> {
    const answer = await enrolDevice(device, code);
    if (!answer.ok) return resultOf(answer, WRONG_CODE);
    store.change((memory) => ({
      ...memory,
      enrolled: true,
      answer: memory.answer && { ...memory.answer, device: answer.body },
    }));
    await refresh.now();
    return { kind: 'ok' };
  }

  const checking = setInterval(() => lock.check(), 1_000);
  // Whoever left the device alone while it was off is not found signed on.
  lock.check();
  const first = refresh.now();

  const data: AccessData = {
    now: asLive(store.state$),
    get state() {
      return store.state;
    },
    may: (right, lines = null) => onEach(lines, (line) => mayHere(store.state, right, line)),
    offers: (right, lines = null) => onEach(lines, (line) => offeredHere(store.state, right, line)),
    signOn: (how) => signOn.signOn(how),
    signOff: () => {
      signOn.signOff(now());
      return Promise.resolve();
    },
    enrol,
    setup: (question) => signOn.arrive(() => requests.setup({ ...question, origin: origin() })),
    acceptInvitation: (question) =>
      signOn.arrive(() => requests.invitation({ ...question, origin: origin() }), { pin: question.pin }),
    singleSignOn: (back) =>
      store.state.ways.sso === null
        ? null
        : `/api/access/oidc?${new URLSearchParams({ origin: origin(), back }).toString()}`,
    async personFor(right, line) {
      if (store.state.phase === 'opening') await first;
      return asked.personFor(right, line, store.state);
    },
    asked: asLive(asked.asked$),
    ask: () => {
      if (store.state.device?.role !== 'kiosk') asked.ask();
    },
    dismiss: () => asked.dismiss(),
    touched: () => lock.touched(),
    refresh: () => refresh.now(),
  };

  return {
    data,
    store,
    reload() {
      const before = store.memory.person?.user;
      store.reload();
      if (store.memory.person && store.memory.person.user !== before) asked.arrived(store.state);
    },
    async sendTickets() {
      const sent = await sendTickets({ store, requests, now });
      if (!sent) void refresh.now();
      return sent;
    },
    elsewhere: {
      keys,
      id: origin,
      ticket: () => ticketOf(store.memory, now()),
      isProved: (fact) => isProved(store.memory, fact),
      show: (shownTo) => showTickets(store.memory, { requests: shownTo, now: now() }),
    },
    settled() {
      if (store.memory.proofs.some(({ until }) => until !== null)) store.change(withoutProofs);
    },
    close() {
      clearInterval(checking);
      refresh.stop();
      asked.dismiss();
    },
  };
}
