/** A running gateway: every part, put together. `main.ts` gives it a process. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { PlantDefinition } from '../shared/equipment.ts';
import { AppError } from '../shared/errors.ts';
import type { LineRow, ReferenceRow } from '../shared/sync/rows.ts';
import { announcing } from './announcing-store.ts';
import { createApp } from './api/app.ts';
import type Router from '@koa/router';
import { jobRoutes } from './api/routes/jobs.ts';
import { reportRoutes } from './api/routes/reports.ts';
import { statusRoutes, type GatewayStatus } from './api/routes/status.ts';
import { syncRoutes } from './api/routes/sync.ts';
import type { Config } from './config.ts';
import { DataDirectory } from './data-directory.ts';
import { demoBinding } from './demo/demo-ports.ts';
import { demoPlantFile } from './demo/demo-plant.ts';
import { startSimulatedPlant } from './demo/simulated-plant.ts';
import { openIngest, type Ingest } from './ingest.ts';
import { jobsOf } from './jobs.ts';
import { lineReport } from './line-report.ts';
import { Live } from './live.ts';
import { readPlantFile } from './plant-file.ts';
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

export interface GatewayParts {
  config: Config;
  /** Folder of the built app. */
  pages: string;
  version: string;
  pid: number;
  now: () => number;
  log: (message: string) => void;
  /** A bug in a part that runs on its own: the process must end. */
  bug: (error: unknown) => void;
}

export interface Gateway {
  /** `http://localhost:8080` */
  address: string;
  /** Resolves when lines are restored and sources are read. */
  ready: Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when the app's pages are served; rejects with an AppError that names the setting at fault. */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, log } = parts;
  const plant = config.plantFile
    ? await readPlantFile(config.plantFile, 'PLANT_FILE')
    : demoPlantFile(config.demoTimezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const directory = await DataDirectory.open(config.dataDir, parts.pid);
  const stopping = new AbortController();
  let routes: Router[] | null = null;
  const app = createApp({
    pages: parts.pages,
    routes: () => routes,
    bug: (error, path) => log(`Bug at ${path}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  const server = createServer(app.callback());
  try {
    await listen(server, config);
  } catch (error) {
    await directory.release();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  await directory.listening(port);

  let running: Running | null = null;
  const ready = run({ ...parts, plant, directory, signal: stopping.signal }).then((started) => {
    running = started;
    routes = started.routes;
  });
  return {
    address: `http://localhost:${port}`,
    ready,
    stop: async () => {
      stopping.abort();
      server.close();
      server.closeAllConnections();
      await ready.catch(() => {});
      await running?.stop();
      await directory.release();
    },
  };
}

interface Running {
  routes: Router[];
  stop(): Promise<void>;
}

async function run(
  parts: GatewayParts & { plant: PlantDefinition; directory: DataDirectory; signal: AbortSignal },
): Promise<Running> {
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
  await putChanged(collections.reference, referenceRows(plant, demo));
  const hours = new HourRows(collections.hours, now);
  feed = new FactFeed({
    store,
    gateway,
    epoch,
    prefix: `facts_${gateway}_`,
    handle: (facts) => hours.handle(facts),
    log,
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
  const closed = ingest.close().then(() => 'closed' as const);
  if ((await Promise.race([closed, inTime])) === 'late')
    log('Positions are not saved; the next start reads on from the journal.');
}

/** Rows that are equal stay untouched, so that devices need not pull them again. */
async function putChanged(rows: LocalRows<ReferenceRow>, wanted: readonly ReferenceRow[]): Promise<void> {
  const there = await rows.get(wanted.map(({ id }) => id));
  await rows.put(wanted.filter((row, i) => JSON.stringify(there[i]?.body) !== JSON.stringify(row.body)));
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message =
        error.code === 'EADDRINUSE'
          ? `PORT="${port}" is in use by another program. Stop it, or set PORT to another number.`
          : `PORT="${port}" on HOST="${host}" cannot be opened: ${error.message}.`;
      reject(new AppError('PORT_IN_USE', message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
}
