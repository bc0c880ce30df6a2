/**
 * Do this app and its gateway understand each other? Each says which protocol it speaks. When they do not, nothing is
 * exchanged: entries stay, what is here is shown, and the gateway is asked again once in a while and not in a storm.
 */
import { BehaviorSubject } from 'rxjs';
import { PROTOCOL, PROTOCOL_HEADER, agreement, readProtocol } from '../../shared/sync/compatibility.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { EventStream } from './events.ts';
import type { Fetch } from './requests.ts';

export type Fit = 'fine' | 'app-too-old' | 'gateway-too-old';

/** Until somebody may have updated something, ms. */
const HOLD_MS = 60_000;
const NOT_UNDERSTOOD = 426;

export class Versions {
  readonly fit$ = new BehaviorSubject<Fit>('fine');
  readonly #parts: { clock: () => number; random: () => number; protocol?: number };
  readonly #protocol: number;
  #heldUntil = 0;

  /** `clock` = this device's, ms; `protocol` is this app's unless a test says otherwise. */
  constructor(parts: { clock: () => number; random: () => number; protocol?: number }) {
    this.#parts = parts;
    this.#protocol = parts.protocol ?? PROTOCOL;
  }

  /** Requests that say which protocol this app speaks; while it is not understood, none of sync leaves the device. */
  speaking(fetch: Fetch): Fetch {
    return async (url, init) => {
      const isSync = url.startsWith('/api/sync/');
      if (isSync && this.#isHeld) throw new TypeError('The app and its gateway are too far apart; asked again later.');
      const headers = new Headers(init.headers);
      headers.set(PROTOCOL_HEADER, String(this.#protocol));
      const response = await fetch(url, { ...init, headers });
      if (isSync) this.#answered(response);
      return response;
    };
  }

  /** The same for the event stream, which cannot carry headers. */
  opening(open: (url: string) => EventStream): (url: string) => EventStream {
    return (url) => (this.#isHeld ? silent() : open(`${url}?${PROTOCOL_HEADER}=${this.#protocol}`));
  }

  heard(event: LiveEvent): void {
    if (event.type === 'hello') this.#compare(event.protocol ?? 1);
  }

  /** What another tab found. */
  told(fit: Fit): void {
    if (fit !== this.fit$.value) this.fit$.next(fit);
  }

  /** Somebody wants to know now. */
  release(): void {
    this.#heldUntil = 0;
  }

  get #isHeld(): boolean {
    return this.#parts.clock() < this.#heldUntil;
  }

  #answered(response: Response): void {
    const theirs = readProtocol(response.headers.get(PROTOCOL_HEADER));
    if (response.status === NOT_UNDERSTOOD || response.ok) this.#compare(theirs ?? 1);
    if (response.status === NOT_UNDERSTOOD) {
      // A gateway that says so is believed, whatever its number is.
      if (this.fit$.value === 'fine') this.told('app-too-old');
      this.#heldUntil = this.#parts.clock() + HOLD_MS * (1 + this.#parts.random() / 2);
    }
  }

  #compare(theirs: number): void {
    const gateway = agreement(this.#protocol, theirs);
    this.told(gateway === 'fine' ? 'fine' : gateway === 'too-old' ? 'gateway-too-old' : 'app-too-old');
  }
}

/** Nothing is heard; whoever listens comes back with its own delays. */
function silent(): EventStream {
  return {
    addEventListener(type, listener) {
      if (type === 'error') queueMicrotask(() => listener({}));
    },
    close: () => undefined,
  };
}
