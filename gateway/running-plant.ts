/** Every part of a gateway that is at work for a plant, put together: store, ingest, projections, sync, sources. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { PlantDefinition } from '../shared/equipment.ts';
import { AppError } from '../shared/errors.ts';
import type { LineRow, ReferenceRow } from '../shared/sync/rows.ts';
import { announcing } from './announcing-store.ts';
import { jobRoutes } from './api/routes/jobs.ts';
import { reportRoutes } from './api/routes/reports.ts';
import { statusRoutes, type GatewayStatus } from './api/routes/status.ts';
import { syncRoutes } from './api/routes/sync.ts';
import { secretFilesOf, type Config } from './config.ts';
import type { DataDirectory } from './data-directory.ts';
import { DiskSpace } from './disk-space.ts';
import { keepHouse } from './housekeeping.ts';
import { demoBinding } from './demo/demo-ports.ts';
import { startSimulatedPlant } from './demo/simulated-plant.ts';
import { openIngest, type Ingest } from './ingest.ts';
import { checked, jobsOf, runImportOf, type JobParts } from './jobs.ts';
import { runUserJob, UserJob } from './auth/user-command.ts';
import { lineReport } from './line-report.ts';
import { Listening } from './listening.ts';
import { Live } from './live.ts';
import { RawBytesOf } from './raw-bytes.ts';
import { Series } from './series.ts';
import { ImportQueue } from './api/import-queue.ts';
import type { Route } from './api/route.ts';
import { cycleRoutes } from './api/routes/cycles.ts';
import { importRoutes } from './api/routes/imports.ts';
import type { SecretFiles } from './auth/secret-files.ts';
import { CurrentPlant } from './current-plant.ts';
import type { PlantOnDisk } from './plant-on-disk.ts';
import { plantSources } from './plant-sources.ts';
import type { KnownSecrets } from './redaction.ts';
import { openRunningAccess, type RunningAccess } from './running-access.ts';
import type { TlsStatus } from './tls/certificate-watch.ts';
import type { PlantCa } from './tls/plant-ca.ts';
import { readOnlyWhen } from './read-only-when.ts';
import { recordConfiguration, referenceRows } from './projections/configuration.ts';
import { currentEpoch } from './projections/epoch.ts';
import { FactFeed } from './projections/fact-feed.ts';
import { HourRows, type StoredHourRow } from './projections/hour-rows.ts';
import { LocalRows } from './projections/local-rows.ts';
import { startEmbeddedStore, type EmbeddedStore } from './store/embedded/embedded-store.ts';
import { FactAcceptance } from './sync/accept-facts.ts';
import { EventHub } from './sync/event-hub.ts';
import { Pull } from './sync/pull.ts';

export interface RunningPlant extends Pick<RunningAccess, 'principal' | 'origins'> {
  routes: Route[];
  /** Devices are shown another certificate from now on. */
  certificateRenewed(): void;
  stop(): Promise<void>;
}

export interface RunningPlantParts {
  config: Config;
  plant: PlantDefinition;
  /** Where changes of the plant are written to. */
  onDisk: PlantOnDisk;
  directory: DataDirectory;
  secrets: SecretFiles;
  /** What no message may carry. */
  known: KnownSecrets;
  /** Of this plant; null = it has certificates of its own. */
  ca: PlantCa | null;
  /** `https://line8.plant.local:8443` */
  origin: string;
  /** null = plain HTTP. */
  tlsStatus: () => TlsStatus | null;
  version: string;
  signal: AbortSignal;
  now: () => number;
  monotonic: () => number;
  log: (message: string) => void;
  /** The same, for what whoever stands at the console must read whole. */
  print: (message: string) => void;
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
  const plantDirectory = config.plantFile ? dirname(config.plantFile) : demoDirectory;
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
  const disk = new DiskSpace({ directory: config.dataDir, lowBytes: config.diskLowBytes, now, log });
  // Known before the store opens: on a full disk it needs the room of the ballast.
  await disk.look();
  disk.start(signal);
  const embedded = await startEmbeddedStore({ directory: join(config.dataDir, 'store'), log, now });
  embedded.onChange(({ running }) => {
    if (!running) disk.needRoom();
  });
  let feeds: FactFeed[] = [];
  const store = announcing(
    readOnlyWhen(() => disk.isFull, embedded.store),
    (database) => feeds.forEach((feed) => feed.wake(database)),
  );
  const keepJournal = { ms: config.journalKeepMs, bytes: config.journalKeepBytes };
  const ingest = await openIngest({ dataDir: config.dataDir, gateway, plant, store, keepJournal, disk, now, log });
  await recordConfiguration({ store, gateway, plant, user: null, now: now() });
  const running = await openRunningAccess({ ...parts, store, gateway });
  const { access, audit, authorship } = running;

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
  const listening = new Listening({
    ...{ ingest, store, gateway, now, log, bug },
    directory: plantDirectory,
    ...(demo && { binding: demoBinding }),
    changed: (line) => live.changed(line),
  });
  const live = new Live({
    lines: () => ingest.lines,
    zone,
    productionDayStart: plant.plant.productionDayStart ?? '06:00',
    hours,
    rows: collections.lines,
    send: (event) => hub.send(event),
    behind: (line) => listening.behind(line),
    lost: (line) => listening.lost(line),
    now,
    log,
  });
  const greeting = () => [
    { type: 'hello' as const, gateway, epoch, now: now(), version: parts.version },
    ...live.greeting(),
  ];

  await simulation;
  const series = new Series({ plant, ingest, store, gateway, audit, now, log, bug });
  feeds = [
    new FactFeed({ store, gateway, epoch, prefix: `facts_${gateway}_`, handle: (facts) => hours.handle(facts) }),
    ...series.feeds,
    ...running.feeds,
  ];
  const work = [
    ...(await listening.start(signal)),
    ...feeds.map((feed) => feed.run(signal, () => {})),
    simulation?.then(({ stopped }) => stopped),
  ];
  for (const part of work) part?.catch(bug);
  live.start(signal);
  series.start(signal);
  running.start(signal);
  const clock = keepHouse({ ingest, gateway, now, monotonic: parts.monotonic, signal, log, bug });

  const facts = new FactAcceptance({ store, gateway, plant, authorship, now });
  const status = (): GatewayStatus => ({
    gateway,
    version: parts.version,
    startedAt,
    ready: true,
    store: storeStatus(embedded),
    facts: { waiting: ingest.writer.waiting, differing: ingest.writer.faults, refused: facts.rejected },
    unstatedHours: ingest.lines.reduce((sum, line) => sum + line.unstatedHours(now()), 0),
    devices: hub.connections,
    disk: disk.status(),
    tls: parts.tlsStatus(),
    journal: { bytes: ingest.journal.bytes, segments: ingest.journal.segments, oldestAt: ingest.journal.oldestAt },
    clockJumps: [...clock.jumps],
    sources: listening.sources.map(({ source }) => ({ id: source.id, ...source.status() })),
  });
  const isLive = (line: string) => listening.behind(line) === 0;
  const raw = new RawBytesOf({
    ...{ journal: ingest.journal, directory: plantDirectory },
    formerly: (line, source) => ingest.formerRules.of(line, source),
  });
  const definition = (id: string) => listening.views.find(id)?.definition ?? null;
  const current = new CurrentPlant(plant);
  const jobs: JobParts = {
    ...{ dataDir: config.dataDir, directory: plantDirectory, ingest, store, gateway, now, signal, live: isLive },
    get plant() {
      return current.definition;
    },
    ...{ audit, identity: running.identity },
    backfill: (line, job) => live.backfill(line, job),
    reread: (line, source, span) => series.reread(line, source, span),
  };
  const imports = await ImportQueue.open({
    directory: join(config.dataDir, 'imports'),
    importFile: (file) => runImportOf(jobs, file),
    now,
    newId: () => `i${now().toString(36)}${randomBytes(3).toString('hex')}`,
    bug,
  });
  const declared = (next: PlantDefinition): void => {
    series.declare(next);
    collections.reference.putChanged(referenceRows(next, demo)).catch((error: unknown) => {
      // The next start puts them.
      if (error instanceof AppError) log(`Devices are not told of the changed plant yet: ${error.message}`);
      else bug(error);
    });
  };
  return {
    ...{ principal: running.principal, origins: running.origins },
    certificateRenewed: () =>
      audit.recordLater({
        what: 'certificate',
        subject: parts.origin,
        user: null,
        device: null,
        new: parts.tlsStatus(),
      }),
    routes: [
      ...syncRoutes({ pull: new Pull({ gateway, epoch, collections, now }), facts, hub }),
      ...statusRoutes({ status, rejected: (line) => ingest.line(line)?.rejected() ?? null }),
      ...reportRoutes({
        report: (asked) =>
          lineReport(
            { store, gateway, plant: current.definition, ingest, rows: collections.hours, now, live: isLive },
            asked,
          ),
        audit,
      }),
      ...jobRoutes({
        ...jobsOf(jobs),
        status: async () => status(),
        user: (question) => runUserJob(access, checked(UserJob, question)),
      }),
      ...series.routes,
      ...cycleRoutes({
        outages: (line, from, to) => ingest.line(line)?.cycles?.outagesBetween(from, to) ?? [],
        cycles: (line, from, to) => ingest.line(line)?.cycles?.recorded(from, to) ?? null,
      }),
      ...plantSources({
        ...{ plant: current, onDisk: parts.onDisk, audit, store, gateway, declared, now },
        ...{ directory: plantDirectory, dataDir: config.dataDir, ingest, listening, live, raw },
        secretFiles: secretFilesOf(config),
        ...(demo && { binding: demoBinding }),
      }),
      ...importRoutes({ queue: imports, definition, audit }),
      ...running.routes,
    ],
    stop: async () => {
      hub.close();
      await imports.close();
      await Promise.allSettled(work);
      await running.close();
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
