/** Asks the gateway who it thinks is here, one question at a time: after a 401, when it is back, and again and again while nobody is. */
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { renewDevice, type DeviceParts } from './access-device.ts';
import { withAnswer } from './access-memory.ts';
import type { AccessStore } from './access-store.ts';
import { BackOff, type Delays } from './back-off.ts';

export interface RefreshParts {
  store: AccessStore;
  device: DeviceParts;
  /** The gateway's time, ms. */
  now: () => number;
  /** What time it is at the gateway. */
  told: (now: number) => void;
  /** Somebody is at the device: back from the plant's sign-on server, for one. */
  touched: () => void;
  random: () => number;
  /** Told of what should not happen; it is tried again. */
  fault: (error: unknown) => void;
  delays?: Delays;
}

/** A sign-off that is told later than this was out of reach. */
const LATE_MS = 5_000;
const THROTTLED = 429;

export class AccessRefresh {
  readonly #parts: RefreshParts;
  readonly #backOff: BackOff;
  #asking: Promise<void> | null = null;
  #wanted = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: RefreshParts) {
    this.#parts = parts;
    this.#backOff = new BackOff(parts.delays ?? { firstMs: 1_000, mostMs: 15_000 }, parts.random);
  }

  /** Resolves when it was asked after this call and answered, well or not. */
  now(): Promise<void> {
    this.#wanted = true;
    this.#asking ??= this.#work().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** The gateway answered something else. */
  take(answer: AccessAnswer): void {
    const { store, now, told, touched } = this.#parts;
    const before = store.memory.person?.user;
    told(answer.now);
    this.#backOff.reset();
    store.change((memory) => withAnswer(memory, answer, now()));
    store.show({ reachable: true });
    if (store.memory.person && store.memory.person.user !== before) touched();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  async #work(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      try {
        const inReach = (await this.#tellWhoLeft()) && (await this.#ask());
        if (!inReach) this.#parts.store.show({ reachable: false });
      } catch (error) {
        if (!this.#stopped) this.#parts.fault(error);
      }
    }
    const { phase, reachable } = this.#parts.store.state;
    if (this.#stopped || (phase === 'here' && reachable)) return;
    this.#timer = setTimeout(() => void this.now(), this.#backOff.nextMs());
  }

  /** Before anything else is asked, or who left would seem to be there. */
  async #tellWhoLeft(): Promise<boolean> {
    const { store, device, now } = this.#parts;
    const { leftAt } = store.memory;
    if (leftAt === null) return true;
    const answer = await device.requests.signOff(now() - leftAt > LATE_MS ? leftAt : null);
    if (!answer.ok && (answer.status === null || answer.status === THROTTLED)) return false;
    store.change((memory) => (memory.leftAt === leftAt ? { ...memory, leftAt: null } : memory));
    return true;
  }

  async #ask(): Promise<boolean> {
    const { store, device } = this.#parts;
    const { version } = store;
    const answer = await device.requests.now();
    if (!answer.ok) return false;
    if (store.version !== version) {
      // Somebody signed on or off meanwhile.
      this.#wanted = true;
    } else if (answer.body.device === null && store.memory.enrolled) {
      const outcome = await renewDevice(device);
      if (outcome === 'later') return false;
      if (outcome === 'refused') store.change((memory) => ({ ...memory, enrolled: false }));
      this.#wanted = true;
    } else {
      this.take(answer.body);
    }
    return true;
  }
}
