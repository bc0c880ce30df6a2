/**
 * How much of the plant one gateway may keep busy at once. A request takes its turn before its body is read, so what waits
 * costs a connection and no memory.
 */
import { notYet } from './not-yet.ts';

/** One that is sent while the other one is stored. */
const AT_ONCE = 2;
/** Copies of several databases run side by side; more than that is no gateway of ours. */
const MOST_WAITING = 16;
/** Bodies of all gateways together. A body is some times as large when it is parsed. */
const MOST_BYTES_AT_ONCE = 128_000_000;
const RETRY_MS = 1_000;

interface Turn {
  gateway: string;
  bytes: number;
}

export class Turns {
  readonly #running: Turn[] = [];
  readonly #waiting: (Turn & { begin: () => void })[] = [];

  /** `bytes` = of the request's body. Rejects with NOT_YET when too many of the gateway's wait already. */
  async take<T>(turn: Turn, work: () => Promise<T>): Promise<T> {
    if (this.#isFree(turn)) this.#running.push(turn);
    else {
      if (this.#waiting.filter(({ gateway }) => gateway === turn.gateway).length >= MOST_WAITING)
        throw notYet(
          `"${turn.gateway}" asks for too much at once; let it ask for one thing after the other.`,
          RETRY_MS,
        );
      await new Promise<void>((begin) => this.#waiting.push(Object.assign(turn, { begin })));
    }
    try {
      return await work();
    } finally {
      this.#running.splice(this.#running.indexOf(turn), 1);
      this.#letIn();
    }
  }

  #letIn(): void {
    for (const next of [...this.#waiting]) {
      if (!this.#isFree(next)) continue;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      // Before it goes on, so that the place is not given twice.
      this.#running.push(next);
      next.begin();
    }
  }

  #isFree({ gateway, bytes }: Turn): boolean {
    const own = this.#running.filter((each) => each.gateway === gateway).length;
    const busy = this.#running.reduce((sum, each) => sum + each.bytes, 0);
    return own < AT_ONCE && (busy === 0 || busy + bytes <= MOST_BYTES_AT_ONCE);
  }
}
