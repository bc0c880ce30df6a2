/** When an hour of a line is over: then it is stated, as a fact, and its tally may be forgotten. */
import { HOUR_MS } from '../../shared/documents/document.ts';
import type { LineEngine } from '../../shared/production/line-engine.ts';
import type { Store } from '../store/store.ts';
import { stateHours } from './hour-statements.ts';

/** After an hour's end, time for a clock step back into it. */
const GRACE_MS = 60_000;
/** Tallies of hours kept in memory behind the newest row. */
export const KEPT_MS = 50 * HOUR_MS;
/** Old rows are being read: so many hours are stated together. */
const BACKFILL_HOURS = 48;

export interface ClosingParts {
  engine: LineEngine;
  store: Store;
  gateway: string;
  line: string;
  /** When files were last read anew; null = never. */
  reading: number | null;
  /** The gateway's clock. */
  clock: number;
}

/** Nothing that is still to come belongs into it. `knownTo` = up to there it is known what the line did. */
export function isOver(hourAt: number, knownTo: number): boolean {
  return hourAt + HOUR_MS + GRACE_MS <= knownTo;
}

/**
 * States the hours that are over. `now` = the source is read to its end and listened to, so silence is standstill and time
 * itself closes hours; null = more rows are coming (backfill), only rows close hours, and many are stated together.
 */
export async function closeHours(parts: ClosingParts, now: number | null): Promise<void> {
  const { engine } = parts;
  const knownTo = Math.max(engine.lastAt ?? -Infinity, now ?? -Infinity);
  // Hours that passed while the line stood, or could not be heard, have no row; they get a statement all the same.
  if (now !== null) engine.touchOpen(now);
  const hours = engine.changed().filter((hourAt) => isOver(hourAt, knownTo));
  // Asking the store what it has costs as much for one hour as for many.
  if (now !== null || hours.length >= BACKFILL_HOURS) await state(parts, hours, now);
}

/** States every hour that changed as far as it is known: nobody listens for more. */
export async function closeAllHours(parts: ClosingParts): Promise<void> {
  await state(parts, parts.engine.changed(), null);
}

async function state(parts: ClosingParts, hours: readonly number[], now: number | null): Promise<void> {
  const { engine, clock, store, gateway, line, reading } = parts;
  if (engine.lastAt === null || hours.length === 0) return;
  const bodies = hours.map((hourAt) => engine.body(hourAt, now)!);
  await stateHours({ store, gateway, line, reading, now: clock }, bodies);
  for (const hourAt of hours) engine.settled(hourAt);
  // Never later than the clock: one row with a wrong date must not make the engine forget the hour that runs.
  engine.forgetBefore(Math.min(engine.lastAt, clock, now ?? Infinity) - KEPT_MS);
}
