/** Keeps a page on the latest value of something live while the page is connected. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Live } from '../data/line-data.ts';

export class LiveValue<T> implements ReactiveController {
  /** `undefined` until the first value came. */
  value: T | undefined;
  readonly #host: ReactiveControllerHost;
  #key: readonly unknown[] = [];
  #live: Live<T> | null = null;
  #unsubscribe: (() => void) | null = null;
  #connected = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Call in `willUpdate`. As long as the parts of `key` stay the same nothing happens; else `open` gives what to listen to. */
  follow(key: readonly unknown[], open: () => Live<T>): void {
    if (key.length === this.#key.length && key.every((part, i) => part === this.#key[i])) return;
    this.#key = key;
    this.#close();
    this.value = undefined;
    this.#live = open();
    this.#open();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#open();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#close();
  }

  #open(): void {
    if (!this.#connected || !this.#live || this.#unsubscribe) return;
    this.#unsubscribe = this.#live.subscribe((value) => {
      this.value = value;
      this.#host.requestUpdate();
    });
  }

  #close(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }
}
