/** Whoever walks away is not left signed on. */
import { WARNING_MS, type IdleWatch } from './access-idle.ts';
import { withExpired } from './access-memory.ts';
import type { AccessRefresh } from './access-refresh.ts';
import type { AccessRequests } from './access-requests.ts';
import type { AccessStore } from './access-store.ts';
import type { SignOn } from './access-sign-on.ts';

export interface LockParts {
  store: AccessStore;
  requests: AccessRequests;
  refresh: AccessRefresh;
  signOn: SignOn;
  watch: IdleWatch;
  /** The gateway's time, ms. */
  now: () => number;
}

const IDLE_MS = 60 * 60_000;

export class AccessLock {
  readonly #parts: LockParts;

  constructor(parts: LockParts) {
    this.#parts = parts;
  }

  /** What wakes a device that slept comes too late for whoever was signed on. */
  touched(): void {
    this.check();
    this.#parts.watch.touched();
    this.check();
  }

  /** To be called each second. */
  check(): void {
    const { store, watch, now } = this.#parts;
    const { person, locked, answer } = store.memory;
    if (person && person.until <= now()) store.change(withExpired);
    else if (person && !locked) {
      const leftMs = (answer?.idleMs ?? IDLE_MS) - watch.idleMs();
      if (leftMs <= 0) this.#lock(now() + leftMs);
      else store.show({ lockingIn: leftMs > WARNING_MS ? null : Math.ceil(leftMs / 1000) });
      if (leftMs > 0 && !person.byTicket && store.state.reachable && watch.reportDue()) void this.#report();
      return;
    }
    store.show({ lockingIn: null });
  }

  /** `at` = when it should have been, gateway's clock, ms. At a station others go on; elsewhere the same person comes back. */
  #lock(at: number): void {
    const { store, signOn } = this.#parts;
    store.show({ lockingIn: null });
    if (store.state.device?.role === 'station') signOn.signOff(at);
    else store.change((memory) => ({ ...memory, locked: memory.person !== null }));
  }

  async #report(): Promise<void> {
    const { store, requests, refresh } = this.#parts;
    const { version } = store;
    const answer = await requests.active();
    if (answer.ok && store.version === version) refresh.take(answer.body);
    else if (!answer.ok) await refresh.now();
  }
}
