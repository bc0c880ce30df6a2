/** What the gateway says of its sources to the people who look after them. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outage } from '../../shared/documents/outage.ts';
import type {
  FollowedFile,
  RejectedSourceRow,
  SourceDetail,
  SourceState,
  SourceSummary,
} from '../../shared/sync/sources.ts';
import { sourceId, type LinePipeline } from '../pipeline/line-pipeline.ts';
import { recordedOutages } from '../pipeline/recorded-outages.ts';
import { configVersion } from '../projections/configuration.ts';
import { placeOf, type PlantSource } from './sources-of-plant.ts';
import type { SourceStatus } from '../sources/source.ts';
import type { Store } from '../store/store.ts';

/** Less than this is the row that is being written. */
const LAGGING_BYTES = 65_536;
const OUTAGES_MS = 7 * 86_400_000;
/** The newest by name; a folder of years has thousands. */
const SHOWN_FILES = 200;

export interface SourceViewsParts {
  line: (id: string) => LinePipeline;
  sources: () => readonly PlantSource[];
  outageSince: (line: string, source: string) => number | null;
  /** Paths of the plant file start here. */
  directory: string;
  store: Store;
  gateway: string;
  now: () => number;
}

export class SourceViews {
  readonly #parts: SourceViewsParts;
  /** Of the last 7 days; read once, then told of new ones. */
  readonly #outages = new Map<string, Outage[]>();

  constructor(parts: SourceViewsParts) {
    this.#parts = parts;
  }

  /** Also after a source was added. */
  async start(): Promise<void> {
    const { store } = this.#parts;
    for (const { line, definition } of this.#parts.sources()) {
      const id = sourceId(line, definition.id);
      if (!this.#outages.has(id)) this.#outages.set(id, await recordedOutages(store, line, definition.id));
    }
  }

  outageOver(outage: Outage): void {
    const id = sourceId(outage.line!, outage.source);
    const recent = (this.#outages.get(id) ?? []).filter(({ to }) => to >= this.#parts.now() - OUTAGES_MS);
    this.#outages.set(id, [...recent, outage]);
  }

  find(id: string): PlantSource | null {
    return this.#parts.sources().find(({ line, definition }) => sourceId(line, definition.id) === id) ?? null;
  }

  summaries(): SourceSummary[] {
    return this.#parts.sources().map((source) => this.#summary(source));
  }

  /** null = there is no such source. */
  async detail(id: string): Promise<SourceDetail | null> {
    const source = this.find(id);
    const recorder = source && this.#line(source.line).recorder(id);
    if (!recorder) return null;
    return {
      ...this.#summary(source),
      definition: source.definition,
      version: configVersion(source.definition),
      lastRows: recorder.watch.latest(),
      files: await this.#files(source, recorder.followed()),
    };
  }

  /** Newest first; null = there is no such source. */
  rejected(id: string): RejectedSourceRow[] | null {
    const source = this.find(id);
    const recorder = source && this.#line(source.line).recorder(id);
    if (!recorder) return null;
    return recorder.rejected.latest().map(({ fileId, at, row }) => {
      const dot = fileId.lastIndexOf('.');
      return { ...row, at, fileKey: fileId.slice(0, dot), generation: Number(fileId.slice(dot + 1)) };
    });
  }

  #summary({ line, definition, source }: PlantSource): SourceSummary {
    const pipeline = this.#line(line);
    const id = sourceId(line, definition.id);
    const { watch } = pipeline.recorder(id)!;
    const status = source.status();
    const state = stateOf(status, definition.kind !== 'csv');
    const { perSecond } = watch;
    const from = this.#parts.now() - OUTAGES_MS;
    return {
      id,
      line,
      lineName: pipeline.line.name,
      kind: definition.kind,
      meaning: definition.meaning,
      path: definition.kind === 'modbus' ? (definition.path ?? definition.host!) : definition.path,
      state,
      since: status.since,
      detail: status.detail,
      problems: status.problems,
      behindBytes: status.behindBytes,
      lastBlockAt: status.lastBlockAt ?? watch.lastBlockAt,
      rowsPerSecond: perSecond?.rows ?? null,
      bytesPerSecond: perSecond?.bytes ?? null,
      activity: watch.activity(),
      rowsRead: watch.rowsRead,
      rejectedRows: watch.rejectedRows,
      openOutageSince: this.#parts.outageSince(line, definition.id),
      outages: (this.#outages.get(id) ?? [])
        .filter(({ to }) => to >= from)
        .map(({ from, to, cause, detail }) => ({ from, to, detail: detail ?? cause }))
        .reverse(),
    };
  }

  async #files(
    { definition }: PlantSource,
    followed: { id: string; file: string; position: number; rows: number }[],
  ): Promise<FollowedFile[]> {
    if (definition.kind !== 'csv') return [];
    const { root } = placeOf(definition, this.#parts.directory);
    const newest = followed.sort((a, b) => (a.file < b.file ? 1 : -1)).slice(0, SHOWN_FILES);
    return Promise.all(
      newest.map(async ({ file, position, rows }) => {
        const size = await stat(join(root, file)).then(
          (stats) => stats.size,
          () => null,
        );
        return { name: file, size, position, rows };
      }),
    );
  }

  #line(id: string): LinePipeline {
    return this.#parts.line(id);
  }
}

function stateOf({ state, behindBytes }: SourceStatus, isPort: boolean): SourceState {
  if (state === 'lost') return 'reconnecting';
  if (state === 'waiting') return isPort ? 'silent' : 'waiting';
  if (state === 'live' && behindBytes >= LAGGING_BYTES) return 'lagging';
  return state;
}
