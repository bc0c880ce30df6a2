/**
 * How long what is due has to wait for the one thread of the gateway: a timer notices by how much it is late. It stands
 * for everybody's wait, as a histogram of the system's own would not: that one counts idle rounds too.
 */
const EVERY_MS = 100;
/** What health speaks of. */
const WINDOW = 600;

export interface EventLoopState {
  /** Of the last minute, ms; null = it has not run for a minute yet: starting is hard work. */
  p99Ms: number | null;
  worstMs: number | null;
}

export interface EventLoopParts {
  /** ms from anywhere; setting the clock does not move it. */
  monotonic: () => number;
  /** Each delay, ms. */
  delayed?: (ms: number) => void;
}

export class EventLoop {
  readonly #parts: EventLoopParts;
  readonly #latest = new Float64Array(WINDOW);
  #count = 0;

  constructor(parts: EventLoopParts) {
    this.#parts = parts;
  }

  start(signal: AbortSignal): void {
    let due = this.#parts.monotonic() + EVERY_MS;
    const timer = setInterval(() => {
      const at = this.#parts.monotonic();
      this.note(Math.max(0, at - due));
      due = at + EVERY_MS;
    }, EVERY_MS).unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  note(ms: number): void {
    this.#latest[this.#count++ % WINDOW] = ms;
    this.#parts.delayed?.(ms);
  }

  state(): EventLoopState {
    if (this.#count < WINDOW) return { p99Ms: null, worstMs: null };
    const sorted = this.#latest.slice().sort();
    return { p99Ms: sorted[Math.floor(WINDOW * 0.99)]!, worstMs: sorted.at(-1)! };
  }
}
