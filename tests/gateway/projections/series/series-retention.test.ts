import { describe, expect, it } from 'vitest';
import { droppableSeries, dropOldSeries } from '../../../../gateway/projections/series/series-retention.ts';
import { SeriesReader } from '../../../../gateway/projections/series/series-reader.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import { HOUR_MS, utcMonth } from '../../../../shared/documents/document.ts';
import { keptFrom } from '../../../../shared/retention/kept-from.ts';
import { asDocuments, GATEWAY, plant, projectionOn, START, storeFacts, temperatures } from './series-facts.ts';

const AFTER = (months: number) => Date.UTC(2022, 9 + months, 10);
const TIERS_OF = { raw: 2, '1m': 4, '15m': 24 } as const;

async function plantOf(...chunks: Parameters<typeof temperatures>[]) {
  const store = new MemoryStore();
  const facts = chunks.map((chunk) => temperatures(...chunk));
  await storeFacts(store, facts);
  const projection = projectionOn(store);
  const reader = new SeriesReader({
    projection,
    plant: () => plant,
    edge: { openSamples: () => [], openHours: () => [] },
  });
  const day = async () => {
    const asked = { metric: 'line8/temperature', from: START, to: START + HOUR_MS, width: 1, tier: '1h' } as const;
    return (await reader.read(asked)).columns;
  };
  const rows = {
    mayGo: async (now: number) => {
      const from = utcMonth(keptFrom(TIERS_OF, 'raw', now));
      return (await store.databases('series_')).filter((name) => name.slice(-7) < from);
    },
    drop: (database: string) => store.drop(database),
  };
  const parts = { store, gateway: GATEWAY, projection, retention: TIERS_OF, rows };
  return { store, facts, projection, day, parts };
}

describe('Retention of series', () => {
  it('drops rows first, then minutes, and a year of quarter hours at last', async () => {
    const { store, parts, facts, projection } = await plantOf(['a', 0, [[START, 5]]]);
    await projection.handleChunks(asDocuments(facts));
    await projection.flush();
    const due = async (months: number) => [...(await droppableSeries(parts, AFTER(months))).values()].flat();
    expect(await due(2)).toEqual([]);
    expect(await due(3)).toEqual(['series_gw_line8_2022_10']);
    expect(await due(5)).toEqual(['series_gw_line8_2022_10', 'local_gw_samples_2022_10']);
    expect(await due(26)).not.toContain('local_gw_rollups_15m_2022');
    expect(await due(27)).toContain('local_gw_rollups_15m_2022');
    expect(await dropOldSeries(parts, AFTER(27))).toHaveLength(3);
    expect(await store.databases('')).toEqual([
      'local_gw_rollups',
      'local_gw_rollups_1d_2022',
      'local_gw_rollups_1h_2022',
    ]);
  });

  it('drops no row that is not in the rollups, even if nobody told of it', async () => {
    const { parts, day } = await plantOf(['a', 0, [[START, 5]]], ['a', 1, [[START + 600_000, 7]]]);
    await dropOldSeries(parts, AFTER(3));
    expect(await day()).toMatchObject({ count: [2], sum: [12] });
  });

  it('does not let a late chunk overwrite hours whose minutes are gone', async () => {
    const { parts, day, projection, store } = await plantOf(['a', 0, [[START, 5]]]);
    await dropOldSeries(parts, AFTER(5));
    const late = temperatures('b', 0, [[START + 1, 99]]);
    await storeFacts(store, [late]);
    const restarted = projectionOn(store);
    await restarted.handleChunks(asDocuments([late]));
    await restarted.flush();
    await projection.handleChunks(asDocuments([late]));
    await projection.flush();
    expect(await day()).toMatchObject({ count: [1], sum: [5] });
  });
});
