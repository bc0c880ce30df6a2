/** Waiting between attempts: twice as long each time, with jitter so that devices do not come back all at once. */
export interface Delays {
  firstMs: number;
  mostMs: number;
}

export class BackOff {
  readonly #delays: Delays;
  readonly #random: () => number;
  #attempts = 0;
  #wake: (() => void) | null = null;

  constructor(delays: Delays, random: () => number) {
    this.#delays = delays;
    this.#random = random;
  }

  /** Half of the delay is fixed, half by chance. */
  nextMs(): number {
    const full = Math.min(this.#delays.mostMs, this.#delays.firstMs * 2 ** this.#attempts++);
    return full / 2 + (full / 2) * this.#random();
  }

  /** Waits its time, or until `wake`. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), this.nextMs());
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }

  /** Ends a wait at once: there is reason to believe that the next attempt succeeds. */
  wake(): void {
    this.#wake?.();
  }

  /** The next failure waits the first delay again. */
  reset(): void {
    this.#attempts = 0;
  }
}
