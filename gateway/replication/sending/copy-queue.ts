/**
 * Which database is copied next, a few at once: one's own configuration first, today before last year, and sensor series
 * after everything else and never on all lanes, so that they do not hold up what people wait for.
 */
import { databaseName } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Direction } from '../../../shared/replication/protocol.ts';
import { backOffMs } from './back-off.ts';

export interface Copy {
  database: string;
  direction: Direction;
}

interface Entry extends Copy {
  /** Something is new there, or may be. */
  wanted: boolean;
  running: boolean;
  /** Not before that. */
  dueAt: number;
  failures: number;
  /** What is wrong with it; null = nothing. */
  problem: string | null;
}

export interface CopyQueueParts {
  /** Resolves when nothing was left; what it rejects with decides when it is tried again. */
  copy: (copy: Copy) => Promise<void>;
  mayCopy: () => boolean;
  lanes: number;
  /** Notices within that time are one. */
  coalesceMs: number;
  longestMs: number;
  now: () => number;
  random: () => number;
}

export class CopyQueue {
  readonly #parts: CopyQueueParts;
  readonly #entries = new Map<string, Entry>();
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(parts: CopyQueueParts) {
    this.#parts = parts;
  }

  /** There may be something new in it. */
  want(copy: Copy): void {
    const entry = this.#entry(copy);
    if (!entry.wanted) entry.dueAt = Math.max(entry.dueAt, this.#parts.now() + this.#parts.coalesceMs);
    entry.wanted = true;
    this.#next();
  }

  /** The plant is back: what failed with it is due at once. */
  resume(): void {
    for (const entry of this.#entries.values()) entry.dueAt = 0;
    this.#next();
  }

  /** Looks again whether something may be copied. */
  look(): void {
    this.#next();
  }

  /** null = it was never asked for; `idle` = copied to its end, and no notice since. */
  state(copy: Copy): { idle: boolean; problem: string | null } | null {
    const entry = this.#entries.get(keyOf(copy));
    return entry ? { idle: !entry.wanted && !entry.running, problem: entry.problem } : null;
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #entry(copy: Copy): Entry {
    const there = this.#entries.get(keyOf(copy));
    if (there) return there;
    const entry: Entry = { ...copy, wanted: false, running: false, dueAt: 0, failures: 0, problem: null };
    this.#entries.set(keyOf(copy), entry);
    return entry;
  }

  #next(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#stopped || !this.#parts.mayCopy()) return;
    const running = [...this.#entries.values()].filter((entry) => entry.running);
    const waiting = [...this.#entries.values()].filter(({ wanted, running }) => wanted && !running).sort(byUrgency);
    let [lanes, series] = [running.length, running.filter(isSeries).length];
    const now = this.#parts.now();
    for (const entry of waiting) {
      if (lanes >= this.#parts.lanes) return;
      if (entry.dueAt > now || (isSeries(entry) && series >= this.#parts.lanes - 1)) continue;
      lanes += 1;
      if (isSeries(entry)) series += 1;
      void this.#run(entry);
    }
    const dueAt = Math.min(...waiting.filter((entry) => entry.dueAt > now).map((entry) => entry.dueAt));
    if (dueAt < Infinity) this.#timer = setTimeout(() => this.#next(), dueAt - now);
  }

  async #run(entry: Entry): Promise<void> {
    entry.running = true;
    // A notice that comes meanwhile is for another run: this one may have read past it already.
    entry.wanted = false;
    try {
      await this.#parts.copy(entry);
      entry.failures = 0;
      entry.problem = null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#failed(entry, error);
    } finally {
      entry.running = false;
    }
    this.#next();
  }

  #failed(entry: Entry, error: AppError): void {
    const { longestMs, random, now } = this.#parts;
    entry.wanted = true;
    entry.failures += 1;
    entry.problem = error.message;
    const waitMs = error.retryAfterMs ?? backOffMs(entry.failures, longestMs, random);
    entry.dueAt = Math.max(entry.dueAt, now() + waitMs);
  }
}

function keyOf({ direction, database }: Copy): string {
  return `${direction} ${database}`;
}

function isSeries({ database }: Copy): boolean {
  return database.startsWith('series_');
}

const ORDER = ['config', 'plan', 'facts', 'audit', 'series'];

function byUrgency(one: Copy, other: Copy): number {
  const [a, b] = [urgency(one), urgency(other)];
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.month !== b.month) return a.month > b.month ? -1 : 1;
  return a.kind - b.kind;
}

/** Configuration, then all but series by month, then series by month. */
function urgency({ database }: Copy): { rank: number; month: string; kind: number } {
  const name = databaseName(database);
  const kind = ORDER.indexOf(name?.kind ?? 'series');
  const rank = name?.kind === 'config' ? 0 : name?.kind === 'series' ? 2 : 1;
  return { rank, kind, month: name && 'month' in name ? name.month : '' };
}
