/** Every part of a gateway that is at work for a plant, put together: store, ingest, projections, sync, sources. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type Router from '@koa/router';
import type { PlantDefinition } from '../shared/equipment.ts';
import { AppError } from '../shared/errors.ts';
import type { LineRow, ReferenceRow } from '../shared/sync/rows.ts';
import { announcing } from './announcing-store.ts';
import { jobRoutes } from './api/routes/jobs.ts';
import { reportRoutes } from './api/routes/reports.ts';
import { statusRoutes, type GatewayStatus } from './api/routes/status.ts';
import { syncRoutes } from './api/routes/sync.ts';
import type { Config } from './config.ts';
import type { DataDirectory } from './data-directory.ts';
import { demoBinding } from './demo/demo-ports.ts';
import { startSimulatedPlant } from './demo/simulated-plant.ts';
import { openIngest, type Ingest } from './ingest.ts';
import { jobsOf } from './jobs.ts';
import { lineReport } from './line-report.ts';
import { Live } from './live.ts';
import { recordConfiguration, referenceRows } from './projections/configuration.ts';
import { currentEpoch } from './projections/epoch.ts';
import { FactFeed } from './projections/fact-feed.ts';
import { HourRows, type StoredHourRow } from './projections/hour-rows.ts';
import { LocalRows } from './projections/local-rows.ts';
import { sourcesOf } from './sources-of-plant.ts';
import type { Source } from './sources/source.ts';
import { startEmbeddedStore, type EmbeddedStore } from './store/embedded/embedded-store.ts';
import { FactAcceptance } from './sync/accept-facts.ts';
import { EventHub } from './sync/event-hub.ts';
import { Pull } from './sync/pull.ts';

export interface RunningPlant {
  routes: Router[];
  stop(): Promise<void>;
}

export interface RunningPlantParts {
  config: Config;
  plant: PlantDefinition;
  directory: DataDirectory;
  version: string;
  signal: AbortSignal;
  now: () => number;
  log: (message: string) => void;
  /** A bug in a part that runs on its own: the process must end. */
  bug: (error: unknown) => void;
}

/** Resolves when everything that was acknowledged before is there again and sources are read. */
export async function runPlant(parts: RunningPlantParts): Promise<RunningPlant> {
  const { config, plant, directory, now, log, signal, bug } = parts;
  const { gateway } = directory;
  const zone = plant.plant.timezone;
  const startedAt = now();
  const demo = config.plantFile === null;
  const demoDirectory = join(config.dataDir, 'demo');
  const simulation = demo
    ? startSimulatedPlant({
        directory: demoDirectory,
        timezone: zone,
        seed: config.demoSeed,
        ...(config.demoHistoryMs !== null && { historyMs: config.demoHistoryMs }),
        now,
        signal,
        log,
      })
    : null;
  const embedded = await startEmbeddedStore({ directory: join(config.dataDir, 'store'), log, now });
  let feed: FactFeed | null = null;
  const store = announcing(embedded.store, (database) => feed?.wake(database));
  const ingest = await openIngest({ dataDir: config.dataDir, gateway, plant, store, now, log });
  await recordConfiguration({ store, gateway, plant, now: now() });

  const epoch = await currentEpoch(store, gateway, randomBytes(4).toString('hex'));
  const hub = new EventHub({ greeting: () => greeting(), now });
  const rowsOf = <R extends { id: string }>(collection: 'hours' | 'lines' | 'reference') =>
    new LocalRows<R>({ store, gateway, collection, epoch, changed: () => hub.send({ type: 'notice', collection }) });
  const collections = {
    hours: rowsOf<StoredHourRow>('hours'),
    lines: rowsOf<LineRow>('lines'),
    reference: rowsOf<ReferenceRow>('reference'),
  };
  await collections.reference.putChanged(referenceRows(plant, demo));
  const hours = new HourRows(collections.hours, now);
  feed = new FactFeed({
    store,
    gateway,
    epoch,
    prefix: `facts_${gateway}_`,
    handle: (facts) => hours.handle(facts),
  });

  const sources = new Map<string, Source[]>();
  /** null = a source has not looked yet. */
  const behind = (line: string): number | null => {
    const status = (sources.get(line) ?? []).map((source) => source.status());
    return status.some(({ state }) => state === 'starting')
      ? null
      : status.reduce((sum, { behindBytes }) => sum + behindBytes, 0);
  };
  const live = new Live({
    lines: ingest.lines,
    zone,
    productionDayStart: plant.plant.productionDayStart ?? '06:00',
    hours,
    rows: collections.lines,
    send: (event) => hub.send(event),
    behind,
    now,
    log,
  });
  const greeting = () => [
    { type: 'hello' as const, gateway, epoch, now: now(), version: parts.version },
    ...live.greeting(),
  ];

  await simulation;
  for (const pipeline of ingest.lines) {
    const { id } = pipeline.line;
    sources.set(
      id,
      sourcesOf({
        pipeline,
        directory: config.plantFile ? dirname(config.plantFile) : demoDirectory,
        bootId: ingest.journal.bootId,
        now,
        ...(demo && { binding: demoBinding }),
        changed: () => live.changed(id),
      }),
    );
  }
  const work = [
    ...[...sources.values()].flat().map((source) => source.run(signal)),
    feed.run(signal, () => {}),
    simulation?.then(({ stopped }) => stopped),
  ];
  for (const part of work) part?.catch(bug);
  live.start(signal);

  const facts = new FactAcceptance({ store, gateway, plant, now });
  const status = (): GatewayStatus => ({
    gateway,
    version: parts.version,
    startedAt,
    ready: true,
    store: storeStatus(embedded),
    facts: { waiting: ingest.writer.waiting, differing: ingest.writer.faults, refused: facts.rejected },
    unstatedHours: ingest.lines.reduce((sum, line) => sum + line.unstatedHours(now()), 0),
    devices: hub.connections,
    sources: [...sources.values()].flat().map((source) => ({ id: source.id, ...source.status() })),
  });
  const isLive = (line: string) => behind(line) === 0;
  return {
    routes: [
      syncRoutes({ pull: new Pull({ gateway, epoch, collections, now }), facts, hub }),
      statusRoutes({ status, rejected: (line) => ingest.line(line)?.rejected() ?? null }),
      reportRoutes({
        report: (asked) =>
          lineReport({ store, gateway, plant, ingest, rows: collections.hours, now, live: isLive }, asked),
      }),
      jobRoutes({
        token: directory.token,
        jobs: jobsOf({
          ingest,
          store,
          gateway,
          plant,
          now,
          signal,
          live: isLive,
          backfill: (line, job) => live.backfill(line, job),
        }),
      }),
    ],
    stop: async () => {
      hub.close();
      await Promise.allSettled(work);
      await closeIngest(ingest, log);
      await embedded.stop();
    },
  };
}

function storeStatus(embedded: EmbeddedStore): GatewayStatus['store'] {
  const { running, crashes, lastCrashAt } = embedded.state();
  return { running, crashes, lastCrashAt };
}

/** What is not saved is in the journal: a store that is away must not keep the gateway from ending. */
async function closeIngest(ingest: Ingest, log: (message: string) => void): Promise<void> {
  const inTime = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), 5_000).unref());
  const closed = ingest.close().then(
    () => 'closed' as const,
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      return 'late' as const;
    },
  );
  if ((await Promise.race([closed, inTime])) === 'late')
    log('Positions are not saved; the next start reads on from the journal.');
}
