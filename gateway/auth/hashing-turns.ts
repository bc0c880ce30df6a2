/**
 * Argon2 is expensive on purpose, so a flood of sign-ons must not take the processor from ingest or from people at their
 * stations: two at a time, known places first, and a queue that ends.
 */
import { AppError } from '../../shared/errors.ts';

const AT_A_TIME = 2;
/** At some 50 ms each, the last one of them waits a second. */
const MOST_WAITING = 40;

interface Waiting {
  begin: () => void;
  refuse: (error: AppError) => void;
}

export class HashingTurns {
  #running = 0;
  readonly #known: Waiting[] = [];
  readonly #strangers: Waiting[] = [];

  /** `known`: an enrolled device, or a browser where the person signed on before. Rejects with THROTTLED when too many wait. */
  async take<T>(known: boolean, work: () => Promise<T>): Promise<T> {
    await this.#turn(known);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      (this.#known.shift() ?? this.#strangers.shift())?.begin();
    }
  }

  #turn(known: boolean): Promise<void> {
    if (this.#running < AT_A_TIME) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting = { begin: () => (this.#running++, resolve()), refuse: reject };
      if (this.#known.length + this.#strangers.length >= MOST_WAITING) {
        // The youngest stranger makes room for somebody who is known.
        const leaving = known ? this.#strangers.pop() : waiting;
        (leaving ?? waiting).refuse(tooMany());
        if (leaving === waiting || !leaving) return;
      }
      (known ? this.#known : this.#strangers).push(waiting);
    });
  }
}

function tooMany(): AppError {
  return new AppError('THROTTLED', 'Too many people sign on at once; try again in a few seconds.', {
    retryAfterMs: 3_000,
  });
}
