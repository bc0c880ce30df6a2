/**
 * Rollups of every series of this gateway's lines: a fold over the set of chunks and closed hours, in any order, repeats
 * harmless. Order instead of transactions: what will be owed is noted, then the minutes are written, then the tiers
 * above them, then the note is cleared. Belongs to no epoch: rollups outlive the rows that they were made of.
 */
import type { Chunk } from '../../../shared/documents/chunk.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import type { LineHour } from '../../../shared/documents/line-hour.ts';
import type { Store, StoredDocument } from '../../store/store.ts';
import { flushRollups } from './flush.ts';
import { foldChunks } from './fold-chunks.ts';
import { rebuildHours, type Rebuilt } from './rebuild.ts';
import type { SeriesKey } from './roll-up.ts';
import { ALL_FIGURES, RollupState } from './rollup-state.ts';
import type { DefinedMetric } from '../../../shared/series/metric.ts';
import { SeriesDocuments } from './series-documents.ts';

/** Late rows and imports touch many hours of a page: they wait so long for each other. */
const FLUSH_MS = 60_000;
const MOVED_MS = 48 * HOUR_MS;
/** More hours owed than this are flushed at once: the note of them must stay small. */
const MOST_OWED = 2_000;

type Declared = readonly Pick<DefinedMetric, 'line' | 'metric' | 'resolution' | 'source'>[];

export interface SeriesProjectionParts {
  store: Store;
  gateway: string;
  now: () => number;
  /** The metrics that the plant declares. */
  metrics?: Declared;
  /** When files of a source were last read anew; null = never. */
  rereadSince?: (line: string, source: string) => number | null;
  /** Is the chunk's mapping the one that counts? Others leave no trace; default: all do. */
  current?: (chunk: Chunk) => boolean;
}

export class SeriesProjection {
  readonly documents: SeriesDocuments;
  readonly #parts: SeriesProjectionParts;
  readonly #isCurrent: (chunk: Chunk) => boolean;
  #metrics: Declared;
  #resolutions = new Map<string, number>();
  #state: Promise<RollupState> | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #flushedAt = -Infinity;

  constructor(parts: SeriesProjectionParts) {
    this.#parts = parts;
    this.#isCurrent = parts.current ?? (() => true);
    this.#metrics = parts.metrics ?? [];
    this.#resolutions = resolutionsOf(this.#metrics);
    const resolutionOf = ({ line, metric }: SeriesKey) => this.#resolutions.get(`${line}/${metric}`) ?? null;
    this.documents = new SeriesDocuments(parts.store, parts.gateway, resolutionOf);
  }

  /** What is owed and known; STORE_UNREACHABLE until it was read once. */
  state(): Promise<RollupState> {
    this.#state ??= this.#load().catch((error: unknown) => {
      this.#state = null;
      throw error;
    });
    return this.#state;
  }

  /**
   * Rollups are kept in steps of the metric, and of the rows that count: declared with another resolution, or with files
   * read anew since (the gateway may have ended in between), they are made anew.
   */
  async #load(): Promise<RollupState> {
    const state = await RollupState.load(this.#parts.store, this.#parts.gateway);
    await this.#follow(state);
    return state;
  }

  /** The plant declares its metrics anew. */
  declare(metrics: Declared): Promise<void> {
    return this.#take((state) => {
      this.#metrics = metrics;
      this.#resolutions = resolutionsOf(metrics);
      return this.#follow(state);
    });
  }

  async #follow(state: RollupState): Promise<void> {
    for (const { line, metric, resolution, source } of this.#metrics) {
      if (source === null) continue;
      const before = state.made({ line, metric });
      const reread = this.#parts.rereadSince?.(line, source) ?? null;
      if (before?.resolution === resolution && before.reread === reread) continue;
      const extent = state.extent({ line, metric });
      if (before && extent) {
        const series = { line, metric, sources: [source] };
        // Rows that were read anew may lie in other hours, by as much as zones differ.
        const [from, to] = [extent.firstAt - MOVED_MS, extent.lastAt + MOVED_MS];
        await rebuildHours(this.documents, state, this.#isCurrent, series, from, to);
        await flushRollups(this.documents, state, state.owed());
      }
      await state.madeSo({ line, metric }, { resolution, reread });
    }
  }

  /** Folds the chunks among the documents into their hours; durable when it resolves. */
  handleChunks(documents: readonly StoredDocument[]): Promise<void> {
    return this.#take(async (state) => {
      const chunks = documents.filter(({ type }) => type === 'chunk') as unknown as Chunk[];
      const fresh = chunks.filter((chunk) => chunk.rows > 0 && !state.isClosed(chunk.at) && this.#isCurrent(chunk));
      await foldChunks({ documents: this.documents, state, gateway: this.#parts.gateway }, fresh);
      await this.#flushDue(state);
    });
  }

  /** Notes closed hours (`hour:` facts, already stored) whose figures changed. */
  handleHours(documents: readonly StoredDocument[]): Promise<void> {
    return this.#take(async (state) => {
      const hours = documents.filter(({ type }) => type === 'hour') as unknown as LineHour[];
      const byLine = Map.groupBy(hours, ({ line }) => line!);
      await state.note(
        [...byLine].map(([line, some]) => ({
          line,
          metric: ALL_FIGURES,
          hours: new Set(some.map(({ hourAt }) => hourAt)),
          extent: {
            firstAt: Math.min(...some.map(({ hourAt }) => hourAt)),
            lastAt: Math.max(...some.map(({ coveredTo }) => coveredTo)),
          },
        })),
      );
      await this.#flushDue(state);
    });
  }

  /** Once a minute: brings the tiers up to hours that are complete, also when nothing arrives any more. */
  tick(): Promise<void> {
    return this.#take((state) => this.#flushDue(state));
  }

  /** Brings all tiers up to their minutes, hours that still run included. */
  flush(): Promise<void> {
    return this.#take((state) => flushRollups(this.documents, state, state.owed()));
  }

  /**
   * Makes the hours of `[from, to)` of a series anew from the chunks that count now, after a mapping changed. Months
   * whose chunks were dropped stay as they are. Answers how many hours were written and removed.
   */
  rebuild(series: SeriesKey & { sources: readonly string[] }, from: number, to: number): Promise<Rebuilt> {
    return this.#take(async (state) => {
      const rebuilt = await rebuildHours(this.documents, state, this.#isCurrent, series, from, to);
      await flushRollups(this.documents, state, state.owed());
      const { line, metric, sources } = series;
      const made = state.made(series);
      const reread = this.#parts.rereadSince?.(line, sources[0]!) ?? null;
      if (made && made.reread !== reread) await state.madeSo({ line, metric }, { ...made, reread });
      return rebuilt;
    });
  }

  /** From now on chunks of these months (`2022_10`) change nothing: their minutes are dropped. */
  closeMonths(months: readonly string[]): Promise<void> {
    return this.#take((state) => state.close(months));
  }

  /** One after the other: no document is changed on the ground of another that is about to change. */
  #take<T>(work: (state: RollupState) => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => work(await this.state()));
    this.#turn = result.catch(() => {});
    return result;
  }

  async #flushDue(state: RollupState): Promise<void> {
    const now = this.#parts.now();
    const isTooMuch = state.owedHours > MOST_OWED;
    if (!isTooMuch && now - this.#flushedAt < FLUSH_MS) return;
    const owed = state.owed().flatMap(({ key, hours }) => {
      const complete = hours.filter((hourAt) => hourAt + HOUR_MS <= now);
      return complete.length > 0 ? [{ key, hours: complete }] : [];
    });
    if (owed.length === 0) return;
    await flushRollups(this.documents, state, owed);
    this.#flushedAt = this.#parts.now();
  }
}

function resolutionsOf(metrics: Declared): Map<string, number> {
  return new Map(metrics.map(({ line, metric, resolution }) => [`${line}/${metric}`, resolution]));
}
