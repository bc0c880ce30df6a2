/** Keeps a page on what the gateway answers, by asking again and again while the page is in sight. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Asked } from '../data/sources.ts';

export class Polled<T> implements ReactiveController {
  /** The last answer; undefined until there was one. Kept while the gateway is out of reach. */
  value: T | undefined;
  /** When it came, by the clock given; 0 = never. */
  answeredAt = 0;
  /** Why the latest question was not answered; null = it was. */
  failure: 'unreachable' | 'unknown' | 'failed' | null = null;
  readonly #host: ReactiveControllerHost;
  readonly #everyMs: number;
  readonly #now: () => number;
  #ask: (() => Promise<Asked<T>>) | null = null;
  #key = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, everyMs: number, now: () => number) {
    this.#host = host;
    this.#everyMs = everyMs;
    this.#now = now;
    host.addController(this);
  }

  /** Call in `willUpdate`. As long as `key` stays the same it goes on; another begins anew. null = nothing to ask for now. */
  follow(key: string, ask: (() => Promise<Asked<T>>) | null): void {
    const isOther = key !== this.#key;
    const begins = ask !== null && this.#ask === null;
    this.#ask = ask;
    if (isOther) {
      this.#key = key;
      this.value = undefined;
      this.failure = null;
    }
    if (isOther || begins) this.askNow();
  }

  hostConnected(): void {
    this.#connected = true;
    this.askNow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }

  askNow(): void {
    clearTimeout(this.#timer);
    if (this.#connected && this.#ask) void this.#once(this.#ask, this.#key);
  }

  async #once(ask: () => Promise<Asked<T>>, key: string): Promise<void> {
    if (!document.hidden) {
      const answer = await ask();
      if (key !== this.#key) return;
      if (answer.ok) {
        this.value = answer.value;
        this.answeredAt = this.#now();
      }
      this.failure = answer.ok ? null : answer.why;
      this.#host.requestUpdate();
    }
    if (!this.#connected || !this.#ask || key !== this.#key) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.askNow(), this.#everyMs);
  }
}
