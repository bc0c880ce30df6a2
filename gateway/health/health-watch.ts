/** `/health`: what the checks say, since when, and what is said to the log when one of them changes. */
import { checksOf, type Check, type CheckStatus } from './checks.ts';
import type { Observed } from './observed.ts';

export interface Health {
  status: CheckStatus;
  gateway: string;
  version: string;
  role: 'line' | 'plant';
  /** Lines are restored and sources are read. */
  ready: boolean;
  /** The gateway's clock, ms. */
  now: number;
  checks: (Check & { since: number })[];
}

export interface HealthWatchParts {
  observed: () => Observed;
  now: () => number;
  log: (message: string) => void;
}

/** So that `since` is right although nobody asks. */
const LOOK_MS = 5_000;
const WORSE: Record<CheckStatus, number> = { ok: 0, degraded: 1, failing: 2 };

export class HealthWatch {
  readonly #parts: HealthWatchParts;
  readonly #known = new Map<string, { status: CheckStatus; since: number }>();

  constructor(parts: HealthWatchParts) {
    this.#parts = parts;
  }

  start(signal: AbortSignal): void {
    const timer = setInterval(() => this.look(), LOOK_MS).unref();
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  look(): Health {
    const now = this.#parts.now();
    const observed = this.#parts.observed();
    const checks = checksOf(observed, now).map((check) => ({ ...check, since: this.#since(check, now) }));
    const { gateway, version, role, running } = observed;
    const status = checks.reduce<CheckStatus>(
      (worst, check) => (WORSE[check.status] > WORSE[worst] ? check.status : worst),
      'ok',
    );
    return { status, gateway, version, role, ready: running !== null, now, checks };
  }

  /** Notes the status of a check, and says when it is another than before. */
  #since({ name, status, since, detail }: Check, now: number): number {
    const before = this.#known.get(name);
    if (before?.status === status) return since ?? before.since;
    const known = { status, since: since ?? now };
    this.#known.set(name, known);
    // That lines are restored is said where it is done.
    const isNews = name !== 'start' && (before !== undefined || status !== 'ok');
    if (isNews) this.#parts.log(`Health: ${name} is ${status}: ${detail}`);
    return known.since;
  }
}
