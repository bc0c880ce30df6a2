/**
 * Series are asked for in tiles whose bounds never move, so that the same addresses come again: what was looked at once
 * can be shown at once, and without network. Pure; times in ms.
 */
import type { Window } from '../../shared/calendar/windows.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { DAY_MS, fittingTier, STEP_MS, type Tier } from '../../shared/series/tiers.ts';

/** The gateway wants to know for how many pixels; a tile names its tier and is for any. */
const TILE_WIDTH = 1000;

/** Whole buckets of the tier, some hundred to some thousand of them; aligned to UTC. */
export const TILE_MS: Readonly<Record<Tier, number>> = {
  raw: HOUR_MS,
  '1m': DAY_MS,
  '15m': 8 * DAY_MS,
  '1h': 64 * DAY_MS,
  '1d': 730 * DAY_MS,
};

export interface Tile extends Window {
  /** `line8/sealing-temperature` */
  metric: string;
  tier: Tier;
}

/** The tiles that `window` touches, the latest first: that is where people look. */
export function tilesOver(metric: string, tier: Tier, window: Window): Tile[] {
  const width = TILE_MS[tier];
  const tiles: Tile[] = [];
  for (let from = Math.floor(window.from / width) * width; from < window.to; from += width) {
    tiles.unshift({ metric, tier, from, to: from + width });
  }
  return tiles;
}

export function tileUrl({ metric, tier, from, to }: Tile): string {
  const query = new URLSearchParams({ metric, tier, from: String(from), to: String(to), width: String(TILE_WIDTH) });
  return `/api/series?${query.toString()}`;
}

/** A mean with its range needs a few pixels to be told from its neighbours; more of them than that only cost time. */
const PX_PER_MARK = 3;

/** The tier that a chart of `width` CSS px shows `window` by. */
export function tierFor(window: Window, width: number): Tier {
  return fittingTier(window.from, window.to, Math.max(1, width / PX_PER_MARK));
}

/** How long an answer about a tile that still grows is good for: nothing changes faster than a new bucket can be seen. */
export function freshForMs(tier: Tier): number {
  return Math.min(20_000, Math.max(2_000, STEP_MS[tier] / 30));
}
