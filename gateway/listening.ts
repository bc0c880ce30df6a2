/** The sources of all lines at work: what they say finds its line, how far behind they are, when they cannot be heard. */
import type { PlantDefinition } from '../shared/equipment.ts';
import type { Ingest } from './ingest.ts';
import { OutageWatch, type WatchedSource } from './outage-watch.ts';
import type { LinePipeline } from './pipeline/line-pipeline.ts';
import { SourceViews } from './source-views.ts';
import { sourcesOf, type PlantSource } from './sources-of-plant.ts';
import type { SerialBinding } from './sources/serial-port.ts';
import type { Store } from './store/store.ts';

export interface ListeningParts {
  plant: PlantDefinition;
  /** Paths of the plant file start here. */
  directory: string;
  ingest: Ingest;
  store: Store;
  gateway: string;
  /** How serial ports are reached; absent = the system's. */
  binding?: SerialBinding;
  /** A block of the line was taken. */
  changed: (line: string) => void;
  now: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export class Listening {
  readonly views: SourceViews;
  readonly #parts: ListeningParts;
  readonly #outages: OutageWatch;
  #sources: PlantSource[] = [];

  constructor(parts: ListeningParts) {
    const { plant, directory, ingest, store, gateway, now, log, bug } = parts;
    this.#parts = parts;
    this.#outages = new OutageWatch({
      ...{ store, gateway, now, log, bug, writer: ingest.writer },
      open: (line, source, since) => {
        const cycles = ingest.line(line)!.cycles;
        if (cycles?.source === source) cycles.outageSince = since;
      },
      over: (outage) => {
        const cycles = ingest.line(outage.line!)!.cycles;
        if (cycles?.source === outage.source) cycles.outage(outage.from, outage.to);
        this.views.outageOver(outage);
      },
    });
    this.views = new SourceViews({
      ...{ plant, lines: ingest.lines, directory, store, gateway, now },
      sources: () => this.#sources,
      outageSince: (line, source) => this.#outages.since(line, source),
    });
  }

  get sources(): readonly PlantSource[] {
    return this.#sources;
  }

  /** Opens all sources; resolves with their work, which ends when `signal` aborts. */
  async start(signal: AbortSignal): Promise<Promise<void>[]> {
    const { directory, ingest, now, binding, changed } = this.#parts;
    this.#sources = ingest.lines.flatMap((pipeline) =>
      sourcesOf({
        ...{ pipeline, directory, bootId: ingest.journal.bootId, now },
        ...(binding && { binding }),
        heard: (source, at) => this.#outages.heard(pipeline.line.id, source, at),
        changed: () => changed(pipeline.line.id),
      }),
    );
    await this.views.start();
    await this.#outages.start(
      this.#sources.map((source) => this.#watched(source)),
      signal,
    );
    return this.#sources.map(({ source }) => source.run(signal));
  }

  /** Bytes that the line's sources have not read yet; null = one of them has not looked. */
  behind(line: string): number | null {
    const status = this.#sources.filter((source) => source.line === line).map(({ source }) => source.status());
    return status.some(({ state }) => state === 'starting')
      ? null
      : status.reduce((sum, { behindBytes }) => sum + behindBytes, 0);
  }

  /** The line's cycles cannot be heard since then; null = they can, or nobody counts them. */
  lost(line: LinePipeline): { source: string; since: number } | null {
    const source = line.cycles?.source;
    const since = source === undefined ? null : this.#outages.since(line.line.id, source);
    return source === undefined || since === null ? null : { source, since };
  }

  #watched({ line, definition, source }: PlantSource): WatchedSource {
    const isPort = definition.kind !== 'csv';
    const latest = isPort ? this.#parts.ingest.line(line)!.heardLast(definition.id) : null;
    return { line, source: definition.id, isPort, status: () => source.status(), heardBefore: latest };
  }
}
