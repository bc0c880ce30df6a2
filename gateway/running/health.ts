/** What tells how the gateway is, put together: there from the first moment, and shown what runs as soon as it does. */
import type { Context, Middleware } from 'koa';
import { healthRoutes } from '../api/routes/health.ts';
import type { Principal } from '../auth/principal.ts';
import type { Config } from '../config.ts';
import { EventLoop } from '../health/event-loop.ts';
import { HealthWatch } from '../health/health-watch.ts';
import { Metrics } from '../health/metrics.ts';
import type { Observed, ObservedRunning } from '../health/observed.ts';
import { requestTimes } from '../health/request-times.ts';
import { scrapeTokens } from '../health/scrape-token.ts';
import { SystemClock, type SystemClockState } from '../health/system-clock.ts';
import { WriteWatch } from '../health/write-watch.ts';
import type { Ingest } from '../lines/ingest.ts';
import { observedIngest } from './observed-ingest.ts';
import type { Store } from '../store/store.ts';
import { timed } from './timed-store.ts';

export interface RunningHealthParts {
  config: Pick<Config, 'role' | 'metricsTokenFile'>;
  gateway: string;
  version: string;
  /** null = the gateway starts: nobody can be told from anybody. */
  principal: (ctx: Context) => Principal | null;
  now: () => number;
  /** ms */
  monotonic: () => number;
  log: (message: string) => void;
}

export interface RunningHealth {
  /** To stand before all other middleware. */
  times: Middleware;
  /** `/health` and `/metrics`: after the check of host names, before the app's pages. */
  routes: Middleware;
  metrics: Metrics;
  /** The same, listened to. The one nearest to the database, so that a full disk is not taken for a store that is away. */
  store(store: Store): Store;
  ingest(ingest: Ingest): Ingest;
  clock(): SystemClockState;
  /** Lines are restored: from here on this is what runs. */
  runs(look: () => Omit<ObservedRunning, 'storeWrites' | 'journalWrites'>): void;
  start(signal: AbortSignal): void;
}

export function openHealth(parts: RunningHealthParts): RunningHealth {
  const { config, gateway, version, now, monotonic, log } = parts;
  const startedAt = now();
  const storeWrites = new WriteWatch(now);
  const journalWrites = new WriteWatch(now);
  const clock = new SystemClock({ now });
  let look: Parameters<RunningHealth['runs']>[0] | null = null;
  const observed = (): Observed => ({
    ...{ gateway, version, role: config.role, startedAt, clock: clock.state(), eventLoop: eventLoop.state() },
    running: look && { ...look(), storeWrites: storeWrites.state(), journalWrites: journalWrites.state() },
  });
  const metrics = new Metrics({ observed, now });
  const eventLoop = new EventLoop({ monotonic, delayed: (ms) => metrics.delayed(ms) });
  const watch = new HealthWatch({ observed, now, log });
  return {
    metrics,
    times: requestTimes({ monotonic, answered: (one) => metrics.answered(one) }),
    routes: healthRoutes({
      health: () => watch.look(),
      metrics,
      principal: parts.principal,
      scrapeToken: scrapeTokens(config.metricsTokenFile, log),
    }),
    store: (store) =>
      timed(
        store,
        {
          answered: (operation, seconds) => {
            storeWrites.succeeded();
            metrics.storeAnswered(operation, seconds);
          },
          failed: (operation) => {
            storeWrites.failed();
            metrics.storeFailed(operation);
          },
        },
        monotonic,
      ),
    ingest: (ingest) =>
      observedIngest(ingest, {
        taken: (...block) => metrics.taken(...block),
        written: () => journalWrites.succeeded(),
        unwritable: () => journalWrites.failed(),
      }),
    clock: () => clock.state(),
    runs: (seen) => (look = seen),
    start: (signal) => {
      clock.start(signal);
      eventLoop.start(signal);
      watch.start(signal);
    },
  };
}
