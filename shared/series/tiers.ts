/** Rollup tiers: how wide their buckets are, aligned to UTC, and which one fits a screen. */
import { HOUR_MS, MINUTE_MS } from '../documents/document.ts';

/** From fine to coarse; each bucket is made of whole buckets of the tier before. */
export const ROLLUP_TIERS = ['1m', '15m', '1h', '1d'] as const;
export type RollupTier = (typeof ROLLUP_TIERS)[number];
export const TIERS = ['raw', ...ROLLUP_TIERS] as const;
export type Tier = (typeof TIERS)[number];

export const DAY_MS = 24 * HOUR_MS;

/** Width of a bucket; raw rows have none. */
export const STEP_MS: Readonly<Record<Tier, number>> = {
  raw: 0,
  '1m': MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '1d': DAY_MS,
};

/** Start of the bucket that contains `at`. */
export function bucketStart(tier: RollupTier, at: number): number {
  return Math.floor(at / STEP_MS[tier]) * STEP_MS[tier];
}

/** The coarsest tier with at least one bucket a pixel; `raw` when even minutes are wider than that. */
export function fittingTier(from: number, to: number, width: number): Tier {
  const perPixelMs = (to - from) / width;
  return ROLLUP_TIERS.findLast((tier) => STEP_MS[tier] <= perPixelMs) ?? 'raw';
}
