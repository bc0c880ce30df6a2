/**
 * Drops what is older than its tier is kept. Before a month's rows or minutes go, its rows are folded once more and every
 * tier is brought up to them: what was folded already changes nothing, and nothing goes that is not in the rollups.
 */
import { localDatabase } from '../../../shared/documents/database-names.ts';
import { utcMonth } from '../../../shared/documents/document.ts';
import { keptFrom, type Retention } from '../../../shared/retention/kept-from.ts';
import { ROLLUP_TIERS, type RollupTier, type Tier } from '../../../shared/series/tiers.ts';
import type { Store, StoredDocument } from '../../store/store.ts';
import { chunksOf } from './rebuild.ts';
import type { SeriesProjection } from './series-projection.ts';

export interface SeriesRetentionParts {
  store: Store;
  gateway: string;
  projection: SeriesProjection;
  retention: Retention;
  /** Months of rows are facts: they have rules of their own, and go one by one. */
  rows: {
    /** Databases that are old enough at `now` and that nothing keeps. */
    mayGo(now: number): Promise<string[]>;
    drop(database: string): Promise<void>;
  };
}

/** Chunks folded at a time. */
const BATCH = 100;

/** Databases that may go at `now`, by tier. */
export async function droppableSeries(
  { store, gateway, retention, rows }: Omit<SeriesRetentionParts, 'projection'>,
  now: number,
): Promise<Map<Tier, string[]>> {
  const droppable = new Map<Tier, string[]>([['raw', await rows.mayGo(now)]]);
  for (const tier of ROLLUP_TIERS) {
    const oldest = keptFrom(retention, tier, now);
    if (oldest === -Infinity) continue;
    const databases = await store.databases(prefixOf(gateway, tier));
    droppable.set(
      tier,
      databases.filter((name) => periodOf(name) < utcMonth(oldest).slice(0, periodOf(name).length)),
    );
  }
  return droppable;
}

/** Drops them and answers their names. */
export async function dropOldSeries(parts: SeriesRetentionParts, now: number): Promise<string[]> {
  const { store, projection } = parts;
  const due = await droppableSeries(parts, now);
  const months = new Set([...(due.get('raw') ?? []), ...(due.get('1m') ?? [])].map(periodOf));
  for (const database of await store.databases('series_'))
    if (months.has(periodOf(database))) await foldAgain(store, projection, database);
  if (months.size > 0) await projection.flush();
  // Asked anew: folding may have made minutes of a month that are old enough to go as well.
  const droppable = await droppableSeries(parts, now);
  const minutes = droppable.get('1m') ?? [];
  if (minutes.length > 0) await projection.closeMonths(minutes.map(periodOf));
  const { raw: rows = [], ...rollups } = Object.fromEntries(droppable) as Partial<Record<Tier, string[]>>;
  for (const database of rows) await parts.rows.drop(database);
  const others = Object.values(rollups).flat();
  for (const database of others) await store.drop(database);
  return [...rows, ...others];
}

async function foldAgain(store: Store, projection: SeriesProjection, database: string): Promise<void> {
  let batch: StoredDocument[] = [];
  for await (const chunk of chunksOf(store, database, 'chunk:')) {
    batch.push(chunk as unknown as StoredDocument);
    if (batch.length < BATCH) continue;
    await projection.handleChunks(batch);
    batch = [];
  }
  await projection.handleChunks(batch);
}

function prefixOf(gateway: string, tier: RollupTier): string {
  return localDatabase(gateway, tier === '1m' ? 'samples_' : `rollups_${tier}_`);
}

/** `2022_10` of a monthly database, `2022` of a yearly one. */
function periodOf(database: string): string {
  return /\d{4}(_\d{2})?$/.exec(database)?.[0] ?? '';
}
