/** The lines that this gateway itself reads, put together: ingest, sources, live values, imports and commands. A plant has none. */
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import { ImportQueue } from '../api/import-queue.ts';
import type { Route } from '../api/route.ts';
import { cycleRoutes } from '../api/routes/cycles.ts';
import { importRoutes } from '../api/routes/imports.ts';
import type { GatewayStatus } from '../api/routes/status.ts';
import type { ClockWatch } from '../lines/clock-watch.ts';
import { secretFilesOf, type Config } from '../config.ts';
import type { CurrentPlant } from '../plant/current-plant.ts';
import { demoBinding } from '../demo/demo-ports.ts';
import { startSimulatedPlant } from '../demo/simulated-plant.ts';
import type { DiskSpace } from '../disk/disk-space.ts';
import { keepHouse } from '../lines/housekeeping.ts';
import { openIngest, type Ingest } from '../lines/ingest.ts';
import { runImportOf, type JobParts } from '../jobs/jobs.ts';
import { Listening } from '../lines/listening.ts';
import { Live } from '../lines/live.ts';
import type { PlantOnDisk } from '../plant/plant-on-disk.ts';
import { plantSources } from '../source-editing/plant-sources.ts';
import { RawBytesOf } from '../lines/raw-bytes.ts';
import { replaceLine } from '../lines/replace-line.ts';
import type { RunningAccess } from './access.ts';
import type { RunningHealth } from './health.ts';
import type { RunningSync } from './sync.ts';
import type { Store } from '../store/store.ts';

export interface RunningLinesParts {
  config: Config;
  /** What is declared by the plant file; the lines here are read by this gateway. */
  current: CurrentPlant;
  onDisk: PlantOnDisk;
  store: Store;
  gateway: string;
  disk: DiskSpace;
  health: Pick<RunningHealth, 'ingest'>;
  sync: Pick<RunningSync, 'hours' | 'collections' | 'rules'>;
  access: Pick<RunningAccess, 'audit' | 'identity'>;
  /** To devices, and to the plant. */
  send: (event: LiveEvent) => void;
  /** Another plant is declared: a source was changed. */
  declared: (plant: PlantDefinition) => void;
  reread: JobParts['reread'];
  now: () => number;
  monotonic: () => number;
  signal: AbortSignal;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export interface RunningLines {
  ingest: Ingest;
  live: Live;
  jobs: JobParts;
  routes: Route[];
  /** Goes on with a line as if it were declared anew: what it reads on from is another place now. */
  reopen(line: string): Promise<void>;
  /** Is the line listened to and read to its end? */
  isLive: (line: string) => boolean;
  status(): Pick<GatewayStatus, 'facts' | 'unstatedHours' | 'journal' | 'clockJumps' | 'sources'>;
  /** Resolves when sources are read; what goes on by itself is in the list. */
  start(): Promise<(Promise<unknown> | undefined)[]>;
  /** After everything that `start` began has ended. */
  close(): Promise<void>;
}

/** Resolves when everything that was acknowledged before is there again. */
export async function openLines(parts: RunningLinesParts): Promise<RunningLines> {
  const { config, current, store, gateway, disk, sync, access, now, signal, log, bug } = parts;
  const plant = current.definition;
  const demo = config.plantFile === null;
  const demoDirectory = join(config.dataDir, 'demo');
  const directory = config.plantFile ? dirname(config.plantFile) : demoDirectory;
  const simulation = demo ? simulate(parts, demoDirectory) : null;
  // Waited for by `start`.
  simulation?.catch(() => {});
  const keepJournal = { ms: config.journalKeepMs, bytes: config.journalKeepBytes };
  const ingest = parts.health.ingest(
    await openIngest({ dataDir: config.dataDir, gateway, plant, store, keepJournal, disk, now, log }),
  );
  const binding = demo ? { binding: demoBinding } : {};
  const listening = new Listening({
    ...{ ingest, store, gateway, now, log, bug, directory, ...binding },
    changed: (line) => live.changed(line),
  });
  const live = new Live({
    lines: () => ingest.lines,
    zone: plant.plant.timezone,
    productionDayStart: plant.plant.productionDayStart ?? '06:00',
    hours: sync.hours,
    rows: sync.collections.lines,
    send: parts.send,
    behind: (line) => listening.behind(line),
    lost: (line) => listening.lost(line),
    rules: sync.rules,
    now,
    log,
  });
  const isLive = (line: string) => listening.behind(line) === 0;
  const raw = new RawBytesOf({
    ...{ journal: ingest.journal, directory },
    formerly: (line, source) => ingest.formerRules.of(line, source),
  });
  const jobs: JobParts = {
    ...{ dataDir: config.dataDir, directory, ingest, store, gateway, now, signal, live: isLive },
    rules: () => Promise.resolve(sync.rules()),
    get plant() {
      return current.definition;
    },
    ...{ audit: access.audit, identity: access.identity },
    backfill: (line, job) => live.backfill(line, job),
    reread: parts.reread,
  };
  const imports = await ImportQueue.open({
    directory: join(config.dataDir, 'imports'),
    importFile: (file) => runImportOf(jobs, file),
    now,
    newId: () => `i${now().toString(36)}${randomBytes(3).toString('hex')}`,
    bug,
  });
  let clock: ClockWatch | null = null;
  let hasStarted = false;
  return {
    ...{ ingest, live, jobs, isLive },
    reopen: async (line) => {
      // Nothing reads the others before `start`: they are opened by it.
      if (hasStarted && ingest.line(line))
        await replaceLine({ live, listening, ingest, directory }, line, current.definition, async () => {});
    },
    routes: [
      ...cycleRoutes({
        outages: (line, from, to) => ingest.line(line)?.cycles?.outagesBetween(from, to) ?? [],
        cycles: (line, from, to) => ingest.line(line)?.cycles?.recorded(from, to) ?? null,
      }),
      ...plantSources({
        ...{ plant: current, onDisk: parts.onDisk, audit: access.audit, store, gateway, declared: parts.declared, now },
        ...{ directory, dataDir: config.dataDir, ingest, listening, live, raw, ...binding },
        secretFiles: secretFilesOf(config),
      }),
      ...importRoutes({
        queue: imports,
        definition: (id) => listening.views.find(id)?.definition ?? null,
        audit: access.audit,
      }),
    ],
    status: () => ({
      facts: { waiting: ingest.writer.waiting, differing: ingest.writer.faults, refused: 0 },
      unstatedHours: ingest.lines.reduce((sum, line) => sum + line.unstatedHours(now()), 0),
      journal: { bytes: ingest.journal.bytes, segments: ingest.journal.segments, oldestAt: ingest.journal.oldestAt },
      clockJumps: [...(clock?.jumps ?? [])],
      sources: listening.sources.map(({ source }) => ({ id: source.id, ...source.status() })),
    }),
    start: async () => {
      const simulated = await simulation;
      const work = await listening.start(signal);
      hasStarted = true;
      live.start(signal);
      clock = keepHouse({ ingest, gateway, now, monotonic: parts.monotonic, signal, log, bug });
      return [...work, simulated?.stopped];
    },
    close: async () => {
      await imports.close();
      await closeIngest(ingest, log);
    },
  };
}

function simulate({ config, current, now, signal, log }: RunningLinesParts, directory: string) {
  return startSimulatedPlant({
    ...{ directory, now, signal, log, timezone: current.definition.plant.timezone, seed: config.demoSeed },
    ...(config.demoHistoryMs !== null && { historyMs: config.demoHistoryMs }),
  });
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
