/** Series of all lines: rollups that follow chunks and hours, the reader for screens, and what is kept how long. */
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import { CYCLE_TIME, definedMetrics } from '../../shared/series/metric.ts';
import { keptFrom, type Retention } from '../../shared/retention/kept-from.ts';
import type { Route } from '../api/route.ts';
import { seriesRoutes } from '../api/routes/series.ts';
import type { Audit } from '../audit/audit.ts';
import type { Ingest } from './ingest.ts';
import { STATE_METRIC } from '../pipeline/readings.ts';
import { FactFeed } from '../projections/fact-feed.ts';
import type { LiveEdge } from '../projections/series/live-edge.ts';
import { SeriesProjection } from '../projections/series/series-projection.ts';
import { SeriesReader } from '../projections/series/series-reader.ts';
import { dropOldSeries, type SeriesRetentionParts } from '../projections/series/series-retention.ts';
import type { Store } from '../store/store.ts';

const TICK_MS = 60_000;
const DROP_MS = 24 * 3_600_000;
/** Rollups outlive every build of the other projections. */
const EPOCH = 'series';

export interface SeriesParts {
  plant: PlantDefinition;
  ingest: Pick<Ingest, 'line'>;
  /** What is in no chunk and statement yet. */
  edge: LiveEdge;
  store: Store;
  gateway: string;
  audit: Audit;
  /** Which months of rows may go. */
  rows: SeriesRetentionParts['rows'];
  now: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export class Series {
  readonly feeds: FactFeed[];
  readonly routes: Route[];
  readonly #parts: SeriesParts;
  readonly #projection: SeriesProjection;
  readonly #retention: Retention;
  #plant: PlantDefinition;
  readonly #reader: SeriesReader;

  constructor(parts: SeriesParts) {
    const { plant, ingest, edge, store, gateway, audit, now } = parts;
    this.#parts = parts;
    this.#plant = plant;
    this.#retention = { ...plant.retention };
    const current = (chunk: Chunk) => ingest.line(chunk.line ?? '')?.isCurrent(chunk) ?? true;
    const rereadSince = (line: string, source: string) => ingest.line(line)?.rereadSince(source) ?? null;
    const metrics = definedMetrics(plant);
    const projection = new SeriesProjection({ store, gateway, now, current, metrics, rereadSince });
    this.#projection = projection;
    this.feeds = [
      new FactFeed({
        ...{ store, gateway, epoch: EPOCH, prefix: 'series_' },
        handle: (documents) => projection.handleChunks(documents),
      }),
      new FactFeed({
        ...{ store, gateway, epoch: EPOCH, prefix: 'facts_' },
        handle: (documents) => projection.handleHours(documents),
      }),
    ];
    this.#reader = new SeriesReader({
      projection,
      plant: () => this.#plant,
      keptFrom: (tier) => keptFrom(this.#retention, tier, now()),
      edge,
    });
    this.routes = seriesRoutes({ reader: this.#reader, zone: plant.plant.timezone, audit });
  }

  start(signal: AbortSignal): void {
    const { store, gateway, rows, now, log, bug } = this.#parts;
    const [projection, retention] = [this.#projection, this.#retention];
    const expected = (error: unknown): void => {
      if (!(error instanceof AppError)) bug(error);
    };
    // Opens the databases that the first year view would wait for.
    const year = 365 * 24 * 3_600_000;
    for (const { id } of definedMetrics(this.#plant).slice(0, 1))
      void this.#reader.read({ metric: id, from: now() - year, to: now(), width: 2_000 }).catch(expected);
    const tick = setInterval(() => void this.#projection.tick().catch(expected), TICK_MS);
    const drop = (): void => {
      dropOldSeries({ store, gateway, projection, retention, rows }, now()).then(
        (dropped) => dropped.forEach((name) => log(`"${name}" is older than the plant file keeps it, and is dropped.`)),
        expected,
      );
    };
    const drops = setInterval(drop, DROP_MS);
    signal.addEventListener('abort', () => {
      clearInterval(tick);
      clearInterval(drops);
    });
  }

  /** Sources are declared anew: what can be asked for from now on, and in which steps it is kept. */
  declare(plant: PlantDefinition): void {
    this.#plant = plant;
    this.#projection.declare(definedMetrics(plant)).catch((error: unknown) => {
      // It is made up for by the next start.
      if (error instanceof AppError) this.#parts.log(`Rollups do not follow the new sources yet: ${error.message}`);
      else this.#parts.bug(error);
    });
  }

  /** Files of a source were read anew: rollups of all its series are made from what counts now. */
  async reread(line: string, source: string, span: { from: number; to: number }): Promise<void> {
    const definition = this.#plant.lines.find(({ id }) => id === line)?.sources.find(({ id }) => id === source);
    if (!definition) return;
    const metrics =
      definition.meaning === 'samples'
        ? definition.metrics.map(({ id }) => id)
        : [definition.meaning === 'cycles' ? CYCLE_TIME : STATE_METRIC.id];
    for (const metric of metrics)
      await this.#projection.rebuild({ line, metric, sources: [source] }, span.from, span.to);
  }
}
