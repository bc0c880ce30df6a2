/**
 * What the rollups owe: hours whose minutes changed and whose upper tiers do not say so yet. Written before the
 * minutes are, so that a crash at any point leaves nothing forgotten; a tier computed once too often is the same again.
 * Also from when to when anything is known of each series.
 */
import { HOUR_MS, utcMonth } from '../../../shared/documents/document.ts';
import type { Store } from '../../store/store.ts';
import type { SeriesKey } from './roll-up.ts';
import { rollupStateDatabase } from './series-databases.ts';

/** In place of a metric: all of the line's own figures, which change together. */
export const ALL_FIGURES = '';

export interface Extent {
  firstAt: number;
  lastAt: number;
}

/** What changed: hours by start, and how far the series reaches now. */
export interface Change extends SeriesKey {
  hours: Set<number>;
  extent: Extent;
}

/** `reread` = when files of its source were last read anew; null = never. */
export interface Made {
  resolution: number;
  reread: number | null;
}

interface StateBody {
  /** Hours since 1970 by series. */
  owed: Record<string, number[]>;
  extents: Record<string, [firstAt: number, lastAt: number]>;
  /** Months (`2022_10`) whose minutes were dropped. */
  closed: string[];
  /** How the rollups of a series were made: in which steps, and since which rereading of its source. */
  made?: Record<string, Made>;
}

export class RollupState {
  readonly #store: Store;
  readonly #database: string;
  readonly #owed = new Map<string, Set<number>>();
  readonly #extents = new Map<string, Extent>();
  readonly #closed = new Set<string>();
  readonly #made = new Map<string, Made>();
  /** Says what is here and not yet in the store; a write that failed is made up for by the next. */
  #unsaved = false;

  private constructor(store: Store, gateway: string) {
    this.#store = store;
    this.#database = rollupStateDatabase(gateway);
  }

  static async load(store: Store, gateway: string): Promise<RollupState> {
    const state = new RollupState(store, gateway);
    const [document] = await store.get(state.#database, ['state']);
    if (!document) return state;
    const { owed, extents, closed } = document as unknown as StateBody;
    for (const [series, hours] of Object.entries(owed))
      state.#owed.set(series, new Set(hours.map((hour) => hour * HOUR_MS)));
    for (const [series, [firstAt, lastAt]] of Object.entries(extents)) state.#extents.set(series, { firstAt, lastAt });
    for (const month of closed) state.#closed.add(month);
    for (const [series, made] of Object.entries((document as unknown as StateBody).made ?? {}))
      state.#made.set(series, made);
    return state;
  }

  /** How the rollups of the series were made; null = it is new. */
  made(series: SeriesKey): Made | null {
    return this.#made.get(keyOf(series)) ?? null;
  }

  /** Durable when it resolves. */
  async madeSo(series: SeriesKey, made: Made): Promise<void> {
    this.#made.set(keyOf(series), made);
    this.#unsaved = true;
    await this.#save();
  }

  /** Durable when it resolves; before the minutes are written. */
  async note(changes: readonly Change[]): Promise<void> {
    for (const { line, metric, hours, extent } of changes) {
      const series = keyOf({ line, metric });
      const owed = this.#owed.get(series) ?? new Set();
      this.#owed.set(series, owed);
      for (const hourAt of hours) {
        this.#unsaved ||= !owed.has(hourAt);
        owed.add(hourAt);
      }
      const known = this.#extents.get(series) ?? { firstAt: Infinity, lastAt: -Infinity };
      if (extent.firstAt >= known.firstAt && extent.lastAt <= known.lastAt) continue;
      this.#unsaved = true;
      this.#extents.set(series, {
        firstAt: Math.min(known.firstAt, extent.firstAt),
        lastAt: Math.max(known.lastAt, extent.lastAt),
      });
    }
    await this.#save();
  }

  /** The upper tiers of these hours are written. */
  async settled(series: readonly { key: SeriesKey; hours: readonly number[] }[]): Promise<void> {
    for (const { key, hours } of series) {
      const owed = this.#owed.get(keyOf(key));
      for (const hourAt of hours) owed?.delete(hourAt);
      if (owed?.size === 0) this.#owed.delete(keyOf(key));
    }
    this.#unsaved = true;
    await this.#save();
  }

  /** Hours owed by series, each in order. */
  owed(): { key: SeriesKey; hours: number[] }[] {
    return [...this.#owed].map(([series, hours]) => ({
      key: keyFrom(series),
      hours: [...hours].sort((a, b) => a - b),
    }));
  }

  owedBy(key: SeriesKey): ReadonlySet<number> {
    return this.#owed.get(keyOf(key)) ?? new Set();
  }

  /** Minutes of a month are about to be dropped: its cells can never be computed whole again. */
  async close(months: readonly string[]): Promise<void> {
    for (const month of months) {
      this.#unsaved ||= !this.#closed.has(month);
      this.#closed.add(month);
    }
    await this.#save();
  }

  isClosed(at: number): boolean {
    return this.#closed.has(utcMonth(at));
  }

  get owedHours(): number {
    let sum = 0;
    for (const hours of this.#owed.values()) sum += hours.size;
    return sum;
  }

  extent(key: SeriesKey): Extent | null {
    return this.#extents.get(keyOf(key)) ?? null;
  }

  async #save(): Promise<void> {
    if (!this.#unsaved) return;
    const owed = Object.fromEntries(
      this.owed().map(({ key, hours }) => [keyOf(key), hours.map((hourAt) => hourAt / HOUR_MS)]),
    );
    const extents = Object.fromEntries(
      [...this.#extents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, at]) => [key, [at.firstAt, at.lastAt]]),
    );
    const made = Object.fromEntries([...this.#made].sort(([a], [b]) => (a < b ? -1 : 1)));
    const closed = [...this.#closed].sort();
    await this.#store.put(this.#database, [{ _id: 'state', owed, extents, closed, made }]);
    this.#unsaved = false;
  }
}

function keyOf({ line, metric }: SeriesKey): string {
  return `${line}/${metric}`;
}

function keyFrom(series: string): SeriesKey {
  const [line, metric] = series.split('/');
  return { line: line!, metric: metric! };
}
