/** The lines of the gateways that joined this plant, put together: what they replicate, what they say live, what they declare. */
import type { LineHourBody } from '../../shared/documents/line-hour.ts';
import { databaseName } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { Written } from '../store/announcing-store.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { Route } from '../api/route.ts';
import { replicationRoutes } from '../api/routes/replication.ts';
import type { GatewayFigures } from '../auth/gateway-views.ts';
import type { CurrentPlant } from '../plant/current-plant.ts';
import type { DiskSpace } from '../disk/disk-space.ts';
import { declaredLines, knownPlant } from '../plant/known-plant.ts';
import { LiveRelay } from '../lines/live-relay.ts';
import { PlantReplication } from '../replication/received/plant-replication.ts';
import type { ReportedLine } from '../reports/report.ts';
import type { RunningAccess } from './access.ts';
import type { RunningSync } from './sync.ts';
import type { Store } from '../store/store.ts';

export interface JoinedLinesParts {
  /** Of the plant file, without lines. */
  own: PlantDefinition;
  /** With them, as soon as they are known. */
  current: CurrentPlant;
  store: Store;
  gateway: string;
  version: string;
  access: Pick<RunningAccess, 'versions' | 'gateways'>;
  sync: Pick<RunningSync, 'hub' | 'hours' | 'collections'>;
  disk: Pick<DiskSpace, 'isFull'>;
  /** Another set of lines is known. */
  declared: (plant: PlantDefinition) => void;
  isDropped: (database: string) => boolean;
  /** Told of each database that was written to. */
  written: Written[];
  now: () => number;
  monotonic: () => number;
  signal: AbortSignal;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

export interface JoinedLines {
  greeting(): LiveEvent[];
  openHours(line: string): LineHourBody[];
  /** For a report: its hours are here, its rows are not; null = no such line. */
  line(id: string): ReportedLine | null;
  /** Its gateway was heard just now. */
  isLive(line: string): boolean;
  figures(gateway: string): GatewayFigures | null;
  routes: Route[];
  start(): Promise<unknown>[];
  close(): Promise<void>;
}

/** Resolves when the lines that were known before are known again. */
export async function openJoinedLines(parts: JoinedLinesParts): Promise<JoinedLines> {
  const { own, current, store, gateway, version, access, sync, disk, now, signal, log, bug } = parts;
  const { versions, gateways } = access;
  const relay = new LiveRelay({
    ...{ hours: sync.hours, rows: sync.collections.lines, now, monotonic: parts.monotonic, log, bug },
    send: (event) => sync.hub.send(event),
  });
  const enrolled = () => versions.allOwn('gateway');
  const linesOf = (id: string) => enrolled().find(({ entity }) => entity === id)?.body.lines ?? [];
  const replication = await PlantReplication.open({
    ...{ store, gateway, version, gateways: enrolled, now },
    name: () => own.plant.name,
    relay: (from, events, whole) => relay.take(linesOf(from), events, whole).ask,
    hasRoom: () => !disk.isFull,
    isDropped: parts.isDropped,
  });

  const follow = async (): Promise<void> => {
    const bodies = enrolled().map(({ entity: id, body }) => ({ id, ...body }));
    const plant = await knownPlant(store, own, bodies);
    await relay.follow(plant.lines.map(({ id }) => id));
    if (JSON.stringify(plant) === JSON.stringify(current.definition)) return;
    current.become(plant);
    parts.declared(plant);
  };
  /** One after the other; a store that is away is asked again with the next change, and after a while. */
  let turn: Promise<unknown> = follow();
  await turn;
  const inTurn = (work: () => Promise<void>): void => {
    turn = turn.then(work).catch((error: unknown) => {
      if (!(error instanceof AppError)) return bug(error);
      log(`The plant's lines are not looked at anew for now: ${error.message}`);
      setTimeout(() => signal.aborted || inTurn(work), RETRY_MS).unref();
    });
  };
  /** Gateways whose turn is to come: more of what they declare is looked at with it. */
  const declaring = new Set<string>();
  parts.written.push((database) => {
    replication.written(database);
    const of = databaseName(database);
    if (of?.kind !== 'config' || of.gateway === gateway || declaring.has(of.gateway)) return;
    declaring.add(of.gateway);
    inTurn(async () => {
      declaring.delete(of.gateway);
      await gateways.declare(of.gateway, await declaredLines(store, of.gateway));
      await follow();
    });
  });
  versions.onChange((kind) => {
    if (kind === 'gateway') inTurn(follow);
  });

  return {
    greeting: () => relay.greeting(),
    openHours: (line) => relay.openHours(line),
    line: (id) => {
      const line = current.definition.lines.find((each) => each.id === id);
      return line ? { line, cycles: null, elsewhere: true } : null;
    },
    isLive: (line) => relay.isLive(line),
    figures: (id) => replication.figures(id),
    routes: replicationRoutes({ plant: replication }),
    start: () => {
      relay.start(signal);
      return [replication.countUnknown(signal)];
    },
    close: async () => {
      await turn;
      await replication.close();
    },
  };
}

const RETRY_MS = 5_000;
