/** What a line's gateway has to do with its plant, put together: it sends facts up, takes configuration down, and goes on alone for weeks. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { configDatabase, databaseName } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { Offer, RelayedEvent, ReplicationStatus } from '../../shared/replication/protocol.ts';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { AnnouncingStore, Written } from '../store/announcing-store.ts';
import type { Route } from '../api/route.ts';
import { replicationStatusRoutes } from '../api/routes/replication-status.ts';
import { FormerGateways } from '../pipeline/former-gateways.ts';
import { isFresh, RebuildLines, untilDone } from '../lines/rebuild-lines.ts';
import { Replicator } from '../replication/sending/replicator.ts';
import type { Verified } from '../retention/retention.ts';
import type { RunningAccess } from './access.ts';
import type { CouchAddress } from '../store/couch-http.ts';

export interface PlantLinkParts {
  plant: PlantDefinition;
  store: AnnouncingStore;
  gateway: string;
  version: string;
  isDropped: (database: string) => boolean;
  access: Pick<RunningAccess, 'plantLink' | 'versions'>;
  /** Where the store listens. */
  address: () => Promise<CouchAddress>;
  /** Hour and state of all lines, as they are now. */
  greeting: () => LiveEvent[];
  /** Told of each database that was written to. */
  written: Written[];
  now: () => number;
  random: () => number;
  signal: AbortSignal;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}

const RETRY_MS = 2_000;
const LOOK_MS = 5_000;

export interface RunningPlantLink {
  /** null = no plant was joined. */
  replicator: Replicator | null;
  /** Ids that this gateway had before it was restored. */
  former: readonly string[];
  /** Whether the plant answered when it was asked last. */
  isReached(): boolean;
  forward(event: LiveEvent): void;
  /** Whether the plant has all of an own database; null = there is no plant, or it is not to have it. */
  verify: ((database: string) => Promise<Verified>) | null;
  /** As it was some seconds ago; null = there is no plant, or the gateway just starts. */
  seen(): ReplicationStatus | null;
  routes: Route[];
  /**
   * Before lines are opened. A gateway that has written nothing yet may have taken the place of another one: it waits until
   * the plant has said so, and has brought what that one wrote.
   */
  prepare(): Promise<void>;
  /** From now on lines are open: one that takes the place of another is opened anew. */
  follow(former: FormerGateways, reopen: (line: string) => Promise<void>): void;
  close(): Promise<void>;
}

export async function openPlantLink(parts: PlantLinkParts): Promise<RunningPlantLink> {
  const { plant, store, gateway, version, access, address, signal, now, random, log } = parts;
  const link = access.plantLink;
  const replaced = await FormerGateways.load({ store, gateway });
  // What a gateway never sent before it burnt is sent by the one that was restored from its backup.
  const former = [...new Set(plant.lines.flatMap(({ id }) => replaced.of(id)))];
  const sendsSeries = () => plant.replicate?.series !== false;
  const heard = Promise.withResolvers<Offer>();
  let offered = (offer: Offer): void => heard.resolve(offer);
  let isReached = false;
  const replicator =
    link &&
    new Replicator({
      ...{ gateway, former, link, version, store, address, now, random },
      isDropped: parts.isDropped,
      offered: (offer) => offered(offer),
      pulled: (database) => {
        store.announce(database);
        if (database === configDatabase(link.gateway))
          access.versions
            .reread()
            .catch((error: unknown) => log(`Who is who at the plant is not known yet: ${messageOf(error)}`));
      },
      whole: () => parts.greeting().filter(isRelayed),
      series: sendsSeries,
      onState: ({ state, detail }) => {
        isReached = state === 'reached';
        log(isReached ? `The plant "${link.name}" is reached.` : `The plant "${link.name}" is ${state}: ${detail}`);
      },
    });
  let seen: ReplicationStatus | null = null;
  const look = (): void => {
    replicator?.status().then(
      (status) => (seen = status),
      (error: unknown) => {
        if (!(error instanceof AppError)) parts.bug(error);
      },
    );
  };
  if (replicator) parts.written.push((database) => replicator.wake(database));
  return {
    ...{ replicator, former },
    isReached: () => isReached,
    forward: (event) => {
      if (isRelayed(event)) replicator?.forward(event);
    },
    verify:
      replicator &&
      ((database) =>
        databaseName(database)?.kind === 'series' && !sendsSeries()
          ? Promise.resolve({ all: true })
          : verified(replicator, database)),
    seen: () => seen,
    routes: replicationStatusRoutes(() => replicator),
    prepare: async () => {
      if (!replicator) return;
      await replicator.start();
      if (!(await isFresh(store, gateway))) return;
      log(`Waiting for the plant "${link.name}" to say whether this gateway takes the place of another one.`);
      const former = await FormerGateways.load({ store, gateway });
      const rebuild = new RebuildLines({
        former,
        fetch: (name) => replicator.fetch(name),
        reopen: async () => {},
        log,
      });
      const pause = () => delay(RETRY_MS, undefined, { signal });
      const { rebuild: databases } = await orStopped(heard.promise, signal);
      await untilDone(() => rebuild.take(databases), pause);
    },
    follow: (former, reopen) => {
      if (!replicator) return;
      const looking = setInterval(look, LOOK_MS);
      signal.addEventListener('abort', () => clearInterval(looking), { once: true });
      const rebuild = new RebuildLines({ former, fetch: (name) => replicator.fetch(name), reopen, log });
      offered = ({ rebuild: databases }) => {
        rebuild.take(databases).catch((error: unknown) => {
          // The plant offers it again in a moment.
          if (error instanceof AppError) log(`Not all is brought from the plant yet: ${error.message}`);
          else parts.bug(error);
        });
      };
    },
    close: async () => replicator?.stop(),
  };
}

/** Rejects when the gateway is to end. */
function orStopped<T>(wanted: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([wanted, once(signal, 'abort').then((): never => signal.throwIfAborted() as never)]);
}

async function verified(replicator: Replicator, database: string): Promise<Verified> {
  try {
    const { missing } = await replicator.verify(database);
    return missing === 0 ? { all: true } : { all: false, why: `the plant lacks ${missing} of its documents` };
  } catch (error) {
    if (error instanceof AppError) return { all: false, why: `the plant cannot be asked: ${error.message}` };
    throw error;
  }
}

function isRelayed(event: LiveEvent): event is RelayedEvent {
  return event.type === 'hour' || event.type === 'minutes' || event.type === 'line';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
