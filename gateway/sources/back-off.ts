import { setTimeout as delay } from 'node:timers/promises';

export interface BackOffLimits {
  firstMs: number;
  maxMs: number;
}

/** Waits between attempts: each twice as long as the one before. */
export class BackOff {
  readonly #limits: BackOffLimits;
  #nextMs: number;

  constructor(limits: BackOffLimits) {
    this.#limits = limits;
    this.#nextMs = limits.firstMs;
  }

  reset(): void {
    this.#nextMs = this.#limits.firstMs;
  }

  /** Resolves after the time, or at once when `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    const ms = this.#nextMs;
    this.#nextMs = Math.min(ms * 2, this.#limits.maxMs);
    await delay(ms, undefined, { signal }).catch(() => undefined);
  }
}
