/** What is kept how long, put together: holds, months that were dropped, the daily look at what may go. */
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { Route } from '../api/route.ts';
import { holdRoutes } from '../api/routes/holds.ts';
import type { Audit } from '../audit/audit.ts';
import type { DroppedMonths } from '../retention/dropped-months.ts';
import { Holds } from '../retention/holds.ts';
import { Retention, type Verified } from '../retention/retention.ts';
import type { Store } from '../store/store.ts';

const FIRST_MS = 600_000;
const DAY_MS = 24 * 3_600_000;

export interface RunningRetention {
  /** Months of rows: they go with the rollups that replace them. */
  rows: { mayGo(now: number): Promise<string[]>; drop(database: string): Promise<void> };
  routes: Route[];
  start(signal: AbortSignal): void;
}

export function openRetention(parts: {
  store: Store;
  gateway: string;
  /** Ids that it had before it was restored. */
  former: readonly string[];
  plant: PlantDefinition;
  dropped: DroppedMonths;
  /** Compares with the plant; null = there is none. */
  verify: ((database: string) => Promise<Verified>) | null;
  /** The plant's gateway, whose holds count here; null = there is none. */
  atPlant: () => string | null;
  audit: Audit;
  now: () => number;
  log: (message: string) => void;
  bug: (error: unknown) => void;
}): RunningRetention {
  const { store, gateway, former, plant, dropped, verify, audit, now, log, bug } = parts;
  const holds = new Holds({ store, gateway, plant: parts.atPlant, audit, now });
  const retention = new Retention({
    ...{ store, gateway, former, kept: { ...plant.retention }, holds, dropped, verify, audit, now },
  });
  const dropFacts = (): void => {
    retention.dropFacts().then(
      (gone) => gone.forEach((name) => log(`"${name}" is older than the plant file keeps it, and is dropped.`)),
      (error: unknown) => {
        if (error instanceof AppError) log(`Nothing is dropped for now: ${error.message}`);
        else bug(error);
      },
    );
  };
  return {
    rows: {
      mayGo: (at) => retention.mayGo('series', at),
      drop: (database) => retention.drop(database),
    },
    routes: holdRoutes({ holds, dropped: () => dropped.all, stays: () => retention.stays }),
    start: (signal) => {
      // Also of a gateway that is started anew each day.
      const first = setTimeout(dropFacts, FIRST_MS);
      const daily = setInterval(dropFacts, DAY_MS);
      signal.addEventListener('abort', () => [first, daily].forEach(clearTimeout), { once: true });
    },
  };
}
