/**
 * Every part of a gateway that is at work, put together: store, access, lines of its own, those that replicate to it, what
 * devices are told. A line's gateway reads lines; a plant's has none, and shows those of the gateways that joined it.
 */
import { runUserJob, UserJob } from '../auth/user-command.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import { jobRoutes } from '../api/routes/jobs.ts';
import { reportRoutes } from '../api/routes/reports.ts';
import type { Route } from '../api/route.ts';
import { statusRoutes, type GatewayStatus } from '../api/routes/status.ts';
import { tableRoutes } from '../api/routes/tables.ts';
import { WorkbookThread } from '../api/workbook-thread.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import type { Config } from '../config.ts';
import { Backups } from '../jobs/backups.ts';
import { CurrentPlant } from '../plant/current-plant.ts';
import type { DataDirectory } from '../disk/data-directory.ts';
import { openGuardedStore } from './guarded-store.ts';
import { checked, jobsOf } from '../jobs/jobs.ts';
import { lineReport } from '../reports/line-report.ts';
import type { PlantOnDisk } from '../plant/plant-on-disk.ts';
import { recordConfiguration, referenceRows } from '../projections/configuration.ts';
import type { KnownSecrets } from './redaction.ts';
import { openRunningAccess, type RunningAccess } from './access.ts';
import type { RunningHealth } from './health.ts';
import { NeighbourLines } from './neighbour-lines.ts';
import { openJoinedLines, type JoinedLines } from './joined-lines.ts';
import { openPlantLink, type RunningPlantLink } from './plant-link.ts';
import { openRetention } from './retention.ts';
import { openLines } from './lines.ts';
import { openSync } from './sync.ts';
import { seedDemoPlan } from './seed-demo-plan.ts';
import { Series } from '../lines/series.ts';
import { ToldPlant } from './told-plant.ts';
import type { TlsStatus } from '../tls/certificate-watch.ts';
import type { PlantCa } from '../tls/plant-ca.ts';

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
  health: RunningHealth;
  /** What the gateway shows who it is by, PEM with the way up; null = plain HTTP. */
  shown: () => string | null;
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
  /** 0 ≤ x < 1. */
  random: () => number;
}

/** Resolves when everything that was acknowledged before is there again and sources are read. */
export async function runPlant(parts: RunningPlantParts): Promise<RunningPlant> {
  const { config, plant, directory, known, version, now, monotonic, random, log, signal, bug, health } = parts;
  const { gateway } = directory;
  const startedAt = now();
  const demo = config.plantFile === null;
  const guarded = await openGuardedStore({ config, gateway, known, health, signal, now, log });
  const { store, disk, dropped, isDropped, written } = guarded;
  await recordConfiguration({ store, gateway, plant, user: null, now: now() });
  if (demo) {
    const { demoSeed: seed, demoHistoryMs: historyMs } = config;
    await seedDemoPlan({ store, gateway, timezone: plant.plant.timezone, seed, historyMs, now: now() });
  }
  const current = new CurrentPlant(plant);
  let joined: JoinedLines | null = null;
  let link: RunningPlantLink | null = null;
  let neighbours: NeighbourLines | null = null;
  let greeting: () => LiveEvent[] = () => [];
  const access = await openRunningAccess({ ...parts, store, gateway, figures: (id) => joined?.figures(id) ?? null });
  const { audit } = access;
  const sync = await openSync({
    ...{ store, gateway, version, authorship: access.authorship, now, log, bug },
    known: () => ({
      here: new Set(current.definition.lines.map(({ id }) => id)),
      elsewhere: new Set(access.references().flatMap(({ id, lines: theirs }) => (id === gateway ? [] : theirs))),
      reasons: new Set((current.definition.reasons ?? []).map(({ code }) => code)),
      lines: [...current.definition.lines, ...(neighbours?.lines ?? [])],
      plant: access.plantLink === null ? 'none' : link?.isReached() ? 'reached' : 'away',
    }),
    plant: () => current.definition,
    greeting: () => greeting(),
  });
  const { hub, collections } = sync;
  const told = new ToldPlant({
    rows: collections.reference,
    references: () => referenceRows(current.definition, demo, access.references(), access.people()),
    ...{ log, bug },
  });
  const declared = (next: PlantDefinition): void => {
    series.declare(next);
    told.tellLater();
  };
  const common = {
    ...{ store, gateway, version, health, access, sync, disk, declared, written },
    ...{ now, monotonic, signal, log, bug },
  };
  if (config.role === 'line') {
    const { address } = guarded;
    link = await openPlantLink({ ...common, isDropped, plant, address, greeting: () => greeting(), random });
    await link.prepare();
    if (access.plantLink) neighbours = await NeighbourLines.open({ ...common, plant });
  }
  const lines = await openLines({
    ...{ ...common, config, onDisk: parts.onDisk },
    // What joined lines declare is theirs: it is not changed here, nor written to the plant file.
    current: config.role === 'plant' ? new CurrentPlant(plant) : current,
    send: (event) => {
      hub.send(event);
      link?.forward(event);
    },
    reread: (line, source, span) => series.reread(line, source, span),
  });
  greeting = () => [...lines.live.greeting(), ...(joined?.greeting() ?? [])];
  const keeping = openRetention({
    ...{ store, gateway, plant, dropped, audit, now, log, bug },
    former: link?.former ?? [],
    verify: link?.verify ?? null,
    atPlant: () => access.plantLink?.gateway ?? null,
  });
  const series = new Series({
    ...{ plant: current.definition, ingest: lines.ingest, store, gateway, audit, now, log, bug, rows: keeping.rows },
    edge: {
      openSamples: (line, metric) => lines.ingest.line(line)?.openSamples(metric) ?? [],
      openHours: (line) => joined?.openHours(line) ?? lines.ingest.line(line)?.openHours(now()) ?? [],
    },
  });
  if (config.role === 'plant') {
    joined = await openJoinedLines({ ...common, own: plant, current, isDropped });
  }
  const others = [...series.feeds, ...access.feeds];
  const feeds = [...sync.feeds, ...others];
  written.push((database, facts) => feeds.forEach((feed) => feed.wake(database, facts)));
  await told.tell();
  access.versions.onChange((kind) => {
    if (kind === 'gateway' || kind === 'person') told.tellLater();
  });
  const work = [
    ...(await lines.start()),
    ...sync.run(signal),
    ...others.map((feed) => feed.run(signal, () => {})),
    ...(joined?.start() ?? []),
  ];
  for (const part of work) part?.catch(bug);
  link?.follow(lines.ingest.former, lines.reopen);
  series.start(signal);
  keeping.start(signal);
  access.start(signal);

  const backups = await Backups.open({ store, gateway, now });
  const status = (): GatewayStatus => {
    const ofLines = lines.status();
    const differing = ofLines.facts.differing + guarded.keptAside;
    const facts = { ...ofLines.facts, differing, refused: sync.facts.rejected };
    return {
      ...{ gateway, version, startedAt, ready: true, ...ofLines, facts },
      store: guarded.state(),
      devices: hub.connections,
      disk: disk.status(),
      tls: parts.tlsStatus(),
    };
  };
  health.runs(() => ({ ...status(), replication: link?.seen() ?? null, backup: backups.seen() }));
  return {
    ...{ principal: access.principal, origins: access.origins },
    certificateRenewed: () =>
      audit.recordLater({
        ...{ what: 'certificate', subject: parts.origin, user: null, device: null },
        new: parts.tlsStatus(),
      }),
    routes: [
      ...sync.routes,
      ...statusRoutes({ status, rejected: (line) => lines.ingest.line(line)?.rejected() ?? null }),
      ...reportRoutes({
        report: (asked) =>
          lineReport(
            {
              ...{ store, gateway, plant: current.definition, rows: collections.hours, rules: sync.rules, now },
              live: (line) => joined?.isLive(line) ?? lines.isLive(line),
              line: (id) => joined?.line(id) ?? lines.ingest.line(id) ?? null,
              openHours: (line) => joined?.openHours(line) ?? [],
            },
            asked,
          ),
        audit,
      }),
      ...jobRoutes({
        ...backups.remembering(jobsOf(lines.jobs)),
        status: async () => status(),
        user: (question) => runUserJob(access.access, checked(UserJob, question)),
      }),
      ...tableRoutes({ thread: new WorkbookThread(), zone: plant.plant.timezone, audit, now }),
      ...series.routes,
      ...keeping.routes,
      ...lines.routes,
      ...(joined?.routes ?? []),
      ...(link?.routes ?? []),
      ...access.routes,
    ],
    stop: async () => {
      hub.close();
      await joined?.close();
      await link?.close();
      await Promise.allSettled(work);
      await access.close();
      await lines.close();
      await guarded.stop();
    },
  };
}
