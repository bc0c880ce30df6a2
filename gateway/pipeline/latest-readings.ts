/**
 * The latest value of each metric of a source, and since when it is so. Order is order of arrival: the clock of a machine
 * may be set back. Rows of an older file come late and show nothing.
 */
import { MACHINE_STATES, type MachineState, type Metric } from '../../shared/sources.ts';
import type { MetricValue } from '../../shared/sync/rows.ts';
import type { FileWithRows, Progress } from './catalogued-file.ts';
import { samplesOf } from './chunk-codec.ts';
import { STATE_METRIC, valueOf } from './readings.ts';
import type { StoredChunks } from './stored-chunks.ts';

export type SavedReadings = NonNullable<Progress['latest']>;

export class LatestReadings {
  readonly #metrics: readonly Metric[];
  /** Stands for how rows are read now. */
  readonly #mapping: string;
  /** A port has no files: whatever it says is new. */
  readonly #hasFiles: boolean;
  readonly #latest = new Map<string, { scaled: number; at: number; since: number }>();
  /** The file that the values are of. */
  #file: string | null = null;

  constructor(parts: { metrics: readonly Metric[]; mapping: string; hasFiles: boolean }) {
    this.#metrics = parts.metrics;
    this.#mapping = parts.mapping;
    this.#hasFiles = parts.hasFiles;
  }

  /** Observed time of the latest reading of all; null = there is none. */
  get at(): number | null {
    return this.#latest.size === 0 ? null : Math.max(...[...this.#latest.values()].map(({ at }) => at));
  }

  /** A row of a file, in order of the metrics; null = nothing of this one. */
  show(file: string, at: number, values: readonly (number | null)[]): void {
    const isOlderFile = this.#hasFiles && file !== this.#file && at < (this.at ?? -Infinity);
    if (isOlderFile) return;
    this.#file = file;
    for (const [i, scaled] of values.entries()) if (scaled !== null) this.#set(this.#metrics[i]!.id, scaled, at);
  }

  /** What positions are saved with. */
  saved(): SavedReadings {
    return { mapping: this.#mapping, file: this.#file, values: Object.fromEntries(this.#latest) };
  }

  /** After a start. What was saved under another mapping may mean something else now: then the newest file's chunks tell. */
  async restore(
    saved: SavedReadings | undefined,
    stored: StoredChunks,
    newest: FileWithRows | undefined,
  ): Promise<void> {
    this.#file = saved?.file ?? null;
    if (saved?.mapping === this.#mapping) {
      for (const [id, value] of Object.entries(saved.values)) this.#latest.set(id, value);
      return;
    }
    for (const { id } of newest ? this.#metrics : []) {
      const chunk = await stored.lastChunk(newest!, id);
      if (chunk?.configVersion !== this.#mapping) continue;
      for (const { at, scaled } of samplesOf(chunk)) this.#set(id, scaled, at);
    }
  }

  /** Of each metric that has one; what a machine says that it does is no value. */
  values(): MetricValue[] {
    if (this.#areStates) return [];
    return this.#metrics.flatMap(({ id, name, unit, resolution }) => {
      const latest = this.#latest.get(id);
      return latest ? [{ id, name, unit, resolution, value: valueOf(latest.scaled, resolution), at: latest.at }] : [];
    });
  }

  /** What the machine says that it does, since when, and when it said so last; null = it has said nothing. */
  machineState(): { state: MachineState; since: number; at: number } | null {
    const latest = this.#areStates ? this.#latest.get(STATE_METRIC.id) : undefined;
    return latest ? { state: MACHINE_STATES[latest.scaled]!, since: latest.since, at: latest.at } : null;
  }

  get #areStates(): boolean {
    return this.#metrics.includes(STATE_METRIC);
  }

  /** `since` = the first of the readings in a row that were the same. */
  #set(id: string, scaled: number, at: number): void {
    const known = this.#latest.get(id);
    this.#latest.set(id, { scaled, at, since: known?.scaled === scaled ? known.since : at });
  }
}
