/**
 * Where rollups lie. One database a month of minutes and one a year of each tier above, for all lines together:
 * retention of a tier is a dropped database, and the store keeps few of them open.
 */
import { localDatabase } from '../../../shared/documents/database-names.ts';
import { utcMonth } from '../../../shared/documents/document.ts';
import { DAY_MS, STEP_MS, type RollupTier } from '../../../shared/series/tiers.ts';

/** Tiers above minutes. */
export type UpperTier = Exclude<RollupTier, '1m'>;

export function minutesDatabase(gateway: string, at: number): string {
  return localDatabase(gateway, `samples_${utcMonth(at)}`);
}

export function rollupsDatabase(gateway: string, tier: UpperTier, at: number): string {
  return localDatabase(gateway, `rollups_${tier}_${new Date(at).getUTCFullYear()}`);
}

/** What is known of the rollups as a whole. */
export function rollupStateDatabase(gateway: string): string {
  return localDatabase(gateway, 'rollups');
}

/** The stretch of time that one document of a tier covers: a UTC day, month or year. */
export function pageOf(tier: UpperTier, at: number): { startAt: number; length: number; name: string } {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const startAt = {
    '15m': Math.floor(at / DAY_MS) * DAY_MS,
    '1h': Date.UTC(year, month),
    '1d': Date.UTC(year, 0),
  }[tier];
  const endAt = { '15m': startAt + DAY_MS, '1h': Date.UTC(year, month + 1), '1d': Date.UTC(year + 1, 0) }[tier];
  const name = date.toISOString().slice(0, { '15m': 10, '1h': 7, '1d': 4 }[tier]);
  return { startAt, length: (endAt - startAt) / STEP_MS[tier], name };
}
