/**
 * Wrong tries, counted so that nobody can lock somebody else out: what is tried at an enrolled device, or in a browser
 * where that person signed on before, counts there and nowhere else; all other places share one count per person.
 * Waiting grows after 5 wrong tries, after 10 it is a quarter of an hour.
 *
 * The counts are our own: rate-limiter-flexible knows no growing wait, measures by the wall clock, and a store of it that
 * is ours would be longer than this file. It counts addresses, where forgetting at a restart is no harm.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';
import type { Store } from '../store/store.ts';
import { KeptRows } from './kept-rows.ts';
import { network } from './wrong-codes.ts';

const FREE_TRIES = 5;
const LOCK_TRIES = 10;
const FIRST_WAIT_MS = 5_000;
export const LOCK_MS = 15 * 60_000;
const FORGOTTEN_MS = 24 * 3_600_000;
/** Wrong tries of strangers from one network, whoever they say they are. */
const OF_ADDRESS = { points: 60, duration: 15 * 60 };
/** Of names that nobody has, so many are remembered. */
const MOST_ROWS = 5_000;
const NOBODYS = /^-[0-9a-f]{24}$/;

/** Where somebody tries to be a user; `gateway` = anywhere at that line, which asks its plant. */
export type TriedAt = { device: string } | { browser: string } | { gateway: string } | { address: string };

interface Row {
  user: string;
  wrong: number;
  /** Wall clock of the last wrong try, ms: for a restart only. */
  at: number;
}

export interface AttemptsParts {
  store: Store;
  gateway: string;
  now: () => number;
  /** ms from anywhere; setting the clock does not move it. */
  monotonic: () => number;
  isPerson: (user: string) => boolean;
}

/** One try. It counts as wrong from its beginning, so that many at once gain nothing. */
export interface Attempt {
  /** How it went on: resolves when a restart knows it; `locked` = nothing is heard there for a while from now on. */
  wrong(): Promise<{ locked: boolean }>;
  right(): void;
  /** Nothing was compared. */
  undo(): void;
}

export class Attempts {
  readonly #rows: KeptRows<Row>;
  readonly #parts: AttemptsParts;
  readonly #lastWrong = new Map<string, number>();
  readonly #ofAddress = new RateLimiterMemory(OF_ADDRESS);
  readonly #key = randomBytes(32);

  private constructor(rows: KeptRows<Row>, parts: AttemptsParts) {
    this.#rows = rows;
    this.#parts = parts;
    for (const [key, { user, at }] of rows.entries()) {
      // Whose they were cannot be asked any more.
      if (NOBODYS.test(user)) {
        rows.delete(key);
        continue;
      }
      // How long it was off is not known for sure: a clock that fell back must not open, nor lock for years.
      const ago = Math.max(0, parts.now() - at);
      this.#lastWrong.set(key, parts.monotonic() - ago);
    }
  }

  /** Rejects with STORE_UNREACHABLE: without the counts, switching off and on would be a way to try for ever. */
  static async open(parts: AttemptsParts): Promise<Attempts> {
    return new Attempts(await KeptRows.open<Row>({ ...parts, kind: 'attempt' }), parts);
  }

  /** Rejects with THROTTLED, before anything was compared. `typed` = a name as somebody typed it; one with a `-` before it nobody types. */
  async begin(typed: string, at: TriedAt): Promise<Attempt> {
    const user = this.#nameOf(typed);
    const from = 'address' in at ? network(at.address) : null;
    if (from !== null) {
      const { consumedPoints, msBeforeNext } = await this.#ofAddress.penalty(from);
      if (consumedPoints > OF_ADDRESS.points) throw throttled(msBeforeNext);
    }
    const giveBack = () => void (from !== null && this.#ofAddress.reward(from));
    const key = keyOf(user, at);
    const waitMs = this.#waitMs(key);
    if (waitMs > 0) throw throttled(waitMs);
    const before = { row: this.#rows.get(key), last: this.#lastWrong.get(key) };
    const row = { user, wrong: this.#wrong(key) + 1, at: this.#parts.now() };
    this.#keep(key, row);
    return {
      wrong: async () => {
        await this.#rows.flush();
        return { locked: row.wrong >= LOCK_TRIES };
      },
      right: () => {
        this.#clear(key);
        giveBack();
      },
      undo: () => {
        giveBack();
        const known = this.#rows.get(key);
        if (known === row && before.row && before.last !== undefined) {
          this.#rows.set(key, before.row);
          this.#lastWrong.set(key, before.last);
        } else if (known && known.wrong > 1) this.#rows.set(key, { ...known, wrong: known.wrong - 1 });
        else this.#clear(key);
      },
    };
  }

  /** Whether nothing is heard somewhere because of too many wrong tries; the latest end, wall clock, ms. */
  lockedUntil(user: string): number | null {
    const waits = this.#of(user)
      .filter((key) => this.#wrong(key) >= LOCK_TRIES)
      .map((key) => this.#waitMs(key));
    const longest = Math.max(0, ...waits);
    return longest > 0 ? this.#parts.now() + longest : null;
  }

  /** Everywhere. */
  async unlock(user: string): Promise<void> {
    for (const key of this.#of(user)) this.#clear(key);
    await this.#rows.flush();
  }

  async close(): Promise<void> {
    await this.#rows.close();
  }

  /** What nobody is called may be a password in the wrong field: nothing is kept by which it could be read or found out. */
  #nameOf(typed: string): string {
    if (typed.startsWith('-') || this.#parts.isPerson(typed)) return typed;
    return `-${createHmac('sha256', this.#key).update(typed).digest('hex').slice(0, 24)}`;
  }

  #of(user: string): string[] {
    return [...this.#rows.entries()].filter(([, row]) => row.user === user).map(([key]) => key);
  }

  #agoMs(key: string): number {
    return this.#parts.monotonic() - (this.#lastWrong.get(key) ?? -Infinity);
  }

  #wrong(key: string): number {
    return this.#agoMs(key) < FORGOTTEN_MS ? (this.#rows.get(key)?.wrong ?? 0) : 0;
  }

  #waitMs(key: string): number {
    return Math.max(0, waitAfter(this.#wrong(key)) - this.#agoMs(key));
  }

  #keep(key: string, row: Row): void {
    this.#rows.set(key, row);
    this.#lastWrong.set(key, this.#parts.monotonic());
    if (this.#rows.size <= MOST_ROWS) return;
    // Counts of people stay, however many other names are tried.
    for (const [oldest, { user }] of this.#rows.entries()) {
      if (this.#parts.isPerson(user)) continue;
      this.#clear(oldest);
      return;
    }
  }

  #clear(key: string): void {
    this.#rows.delete(key);
    this.#lastWrong.delete(key);
    void this.#rows.flush();
  }
}

/** ms to wait after so many wrong tries: 5, 10, 20, 40, 80 seconds from the fifth on, then a quarter of an hour each time. */
export function waitAfter(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return wrong < LOCK_TRIES ? FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES) : LOCK_MS;
}

function keyOf(user: string, at: TriedAt): string {
  if ('device' in at) return `${user}:device:${at.device}`;
  if ('gateway' in at) return `${user}:gateway:${at.gateway}`;
  return 'browser' in at ? `${user}:browser:${at.browser}` : `${user}:elsewhere`;
}

function throttled(retryAfterMs: number): AppError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `Too many wrong tries; wait ${seconds} s, or ask a supervisor to unlock.`;
  return new AppError('THROTTLED', message, { retryAfterMs });
}
