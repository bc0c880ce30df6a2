/** Time, chance and the network of a simulated plant. Nothing in it waits for a real clock. */
import { mock } from 'node:test';
import { seeded } from '../../fixtures/line-hours.ts';
import { Life } from './life.ts';

/** The evening before a month ends: databases of both are written. */
const BEGIN = Date.UTC(2026, 10, 30, 18, 30);
/** Timers that repeat need not fire for each minute of a jump. */
const MOST_TICKED_MS = 61_000;

/** Nobody answered. Whether the question was heard is not known. */
export class Unheard extends Error {}

export class World {
  #random: () => number = seeded(1);
  #asking = 0;
  now = BEGIN;
  /** Share of the questions, and of the answers, that are lost; as many come twice. */
  losing = 0;
  /** The same of calls of gateways' stores. */
  failing = 0;
  /** What should never happen. */
  readonly bugs: unknown[] = [];

  readonly random = (): number => this.#random();

  open(): void {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  }

  close(): void {
    mock.timers.reset();
  }

  /** What happens by chance from here on depends on this alone. */
  chance(seed: number): void {
    this.#random = seeded(seed);
  }

  bug(error: unknown): void {
    this.bugs.push(error);
  }

  pass(ms: number): void {
    this.now += ms;
    mock.timers.tick(Math.min(ms, MOST_TICKED_MS));
  }

  /** A few things go on, others stay where they are. */
  async glance(): Promise<void> {
    await immediate();
  }

  /** All goes on until nothing happens any more but by time. */
  async rest(): Promise<void> {
    for (let quiet = 0, before = -1; quiet < 2;) {
      this.pass(20);
      await immediate();
      await immediate();
      quiet = this.#asking === 0 && Life.steps === before ? quiet + 1 : 0;
      before = Life.steps;
    }
  }

  /** A question over the network to a process. Rejects with Unheard, or what the process rejects with. */
  async ask<T>(asked: Life, work: () => Promise<T>): Promise<T> {
    this.#asking += 1;
    try {
      if (asked.isOver || this.random() < this.losing) throw new Unheard();
      const once = (): Promise<T> =>
        Promise.race([
          work(),
          asked.ended.then((): T => {
            throw new Unheard();
          }),
        ]);
      const twin = this.random() < this.losing ? once().catch(() => undefined) : null;
      const answer = await once();
      await twin;
      if (this.random() < this.losing) throw new Unheard();
      return asOnWire(answer);
    } finally {
      this.#asking -= 1;
    }
  }
}

export function asOnWire<T>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

function immediate(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
