import { describe, expect, it } from 'vitest';
import { freshForMs, TILE_MS, tierFor, tilesOver, tileUrl } from '../../../pwa/data/series-tiles.ts';
import { STEP_MS, TIERS } from '../../../shared/series/tiers.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 9, 6, 22, 42);

describe('tiles of a series', () => {
  it.each(TIERS)('cover any window of %s without overlap, the latest first', (tier) => {
    const window = { from: now - 2.5 * TILE_MS[tier], to: now };
    const tiles = tilesOver('line8/a', tier, window);
    expect(tiles[0]!.to).toBeGreaterThanOrEqual(window.to);
    expect(tiles.at(-1)!.from).toBeLessThanOrEqual(window.from);
    tiles.slice(1).forEach((tile, i) => expect(tile.to).toBe(tiles[i]!.from));
  });

  it('have the same address whatever part of them is looked at', () => {
    const url = (from: number, to: number) => tileUrl(tilesOver('line8/a', '1m', { from, to })[0]!);
    const noon = Date.UTC(2026, 9, 6, 12);
    expect(url(noon, noon + HOUR)).toBe(url(noon - 3 * HOUR, noon + 60_000));
    expect(url(noon, noon + HOUR)).toBe(
      `/api/series?metric=line8%2Fa&tier=1m&from=${Date.UTC(2026, 9, 6)}&to=${Date.UTC(2026, 9, 7)}&width=1000`,
    );
  });

  it('consist of whole buckets', () => {
    for (const tier of TIERS) expect(TILE_MS[tier] % (STEP_MS[tier] || 1)).toBe(0);
  });

  it('touch no tile that begins where the window ends', () => {
    expect(tilesOver('line8/a', '1m', { from: Date.UTC(2026, 9, 6), to: Date.UTC(2026, 9, 7) })).toHaveLength(1);
  });
});

describe('the resolution that fits a screen', () => {
  it.each([
    ['an hour', HOUR, 1100, 'raw'],
    ['a shift', 8 * HOUR, 1100, '1m'],
    ['a day', DAY, 1100, '1m'],
    ['a week', 7 * DAY, 1100, '15m'],
    ['a quarter', 91 * DAY, 1100, '1h'],
    ['a year', 365 * DAY, 2000, '1h'],
    ['a year on a phone', 365 * DAY, 330, '1d'],
  ])('for %s is fine enough and not finer', (_, length, width, tier) => {
    expect(tierFor({ from: now - length, to: now }, width)).toBe(tier);
  });

  it('is asked for anew at most every two seconds', () => {
    for (const tier of TIERS) expect(freshForMs(tier)).toBeGreaterThanOrEqual(2_000);
  });
});
