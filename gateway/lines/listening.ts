/** The sources of all lines at work: what they say finds its line, how far behind they are, when they cannot be heard. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { LineDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { Ingest } from './ingest.ts';
import { OutageWatch, type WatchedSource } from './outage-watch.ts';
import { sourceId, type LinePipeline } from '../pipeline/line-pipeline.ts';
import { SourceViews } from './source-views.ts';
import { openSource, type PlantSource } from './sources-of-plant.ts';
import type { SerialBinding } from '../sources/serial-port.ts';
import type { Store } from '../store/store.ts';

/** A share that does not answer holds a source up; it can give nothing any more, so nobody has to wait for its end. */
const END_MS = 10_000;

export interface ListeningParts {
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

interface Running extends PlantSource {
  stop: AbortController;
  done: Promise<void>;
  /** What still comes of it is refused: somebody else reads in its place. */
  shutOut: () => void;
}

export class Listening {
  readonly views: SourceViews;
  readonly #parts: ListeningParts;
  readonly #outages: OutageWatch;
  /** In order of the plant file within a line. */
  #running: Running[] = [];
  /** By source: records that it had in this run of the gateway. */
  readonly #records = new Map<string, number>();
  #signal: AbortSignal = AbortSignal.abort();

  constructor(parts: ListeningParts) {
    const { directory, ingest, store, gateway, now, log, bug } = parts;
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
      ...{ directory, store, gateway, now },
      line: (id) => ingest.line(id)!,
      sources: () => this.sources,
      outageSince: (line, source) => this.#outages.since(line, source),
    });
  }

  get sources(): readonly PlantSource[] {
    return this.#parts.ingest.lines.flatMap(({ line }) => this.#running.filter((each) => each.line === line.id));
  }

  /** Opens all sources; resolves with their work, later ones' included, which ends when `signal` aborts. */
  async start(signal: AbortSignal): Promise<Promise<void>[]> {
    this.#signal = signal;
    const aborted = signal.aborted ? Promise.resolve() : once(signal, 'abort');
    const all = this.#parts.ingest.lines.flatMap(({ line }) =>
      line.sources.map((definition) => this.#open(line.id, definition)),
    );
    this.#running = all;
    await this.views.start();
    await this.#outages.start(
      all.map((source) => this.#watched(source)),
      signal,
    );
    for (const source of all) this.#run(source);
    const ended = async () => {
      await aborted;
      await Promise.all(this.#running.map(({ done }) => done));
    };
    return [ended()];
  }

  /** Ends the sources of a line that are not declared so any more; everything that they gave is taken when it resolves. */
  async end(next: LineDefinition): Promise<void> {
    const isKept = ({ definition }: Running) => next.sources.some((other) => isDeepStrictEqual(other, definition));
    const ending = this.#running.filter((source) => source.line === next.id && !isKept(source));
    for (const { stop } of ending) stop.abort();
    const late = delay(END_MS, undefined, { ref: false });
    await Promise.all(ending.map(({ done }) => Promise.race([done, late])));
    for (const { shutOut } of ending) shutOut();
    this.#running = this.#running.filter((source) => !ending.includes(source));
  }

  /** Opens those of a line that are declared and not open, and says to its engine what cannot be heard. */
  async begin(id: string): Promise<void> {
    const { line } = this.#parts.ingest.line(id)!;
    const open = this.#running.filter((source) => source.line === id);
    const declared = line.sources.map(
      (definition) => open.find((source) => source.definition.id === definition.id) ?? this.#open(id, definition),
    );
    this.#running = [...this.#running.filter((source) => source.line !== id), ...declared];
    await this.views.start().catch((error: unknown) => {
      // Outages of the last days: nice to have, and the store is away.
      if (!(error instanceof AppError)) throw error;
    });
    this.#outages.watch(
      id,
      declared.map((source) => this.#watched(source)),
    );
    if (this.#signal.aborted) return;
    for (const source of declared) if (!open.includes(source)) this.#run(source);
  }

  /** Bytes that the line's sources have not read yet; null = one of them has not looked. */
  behind(line: string): number | null {
    const status = this.#running.filter((source) => source.line === line).map(({ source }) => source.status());
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

  #open(line: string, definition: LineDefinition['sources'][number]): Running {
    const { directory, ingest, now, binding, changed } = this.#parts;
    const id = sourceId(line, definition.id);
    let isOver = false;
    const opened = openSource({
      ...{ line, definition, directory, ingest, now, ...(binding && { binding }) },
      nextRecords: (count) => {
        const first = this.#records.get(id) ?? 0;
        this.#records.set(id, first + count);
        return first;
      },
      heard: (at) => {
        if (isOver) throw new AppError('SOURCE_UNAVAILABLE', `"${id}" is declared otherwise by now.`);
        this.#outages.heard(line, definition.id, at);
      },
      changed: () => changed(line),
    });
    return { ...opened, stop: new AbortController(), done: Promise.resolve(), shutOut: () => (isOver = true) };
  }

  #run(source: Running): void {
    source.done = source.source.run(AbortSignal.any([this.#signal, source.stop.signal]));
    source.done.catch(this.#parts.bug);
  }

  #watched({ line, definition, source }: PlantSource): WatchedSource {
    const isPort = definition.kind !== 'csv';
    const latest = isPort ? this.#parts.ingest.line(line)!.heardLast(definition.id) : null;
    return { line, source: definition.id, isPort, status: () => source.status(), heardBefore: latest };
  }
}
