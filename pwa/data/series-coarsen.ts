/** A finer answer as cells of a coarser tier: where the gateway keeps old rows in coarser tiers only, both meet in one view. Pure. */
import type { CellColumns, SeriesReply } from '../../shared/series/reply.ts';
import { bucketStart, STEP_MS, type RollupTier } from '../../shared/series/tiers.ts';

type Columns = Record<keyof Omit<CellColumns, 'p50' | 'p95' | 'p99'>, number[]>;

/** As it is if it has this tier. Percentiles do not add up and are left out. */
export function coarsened(reply: SeriesReply, tier: RollupTier): SeriesReply {
  if (reply.tier === tier) return reply;
  const columns: Columns = { at: [], count: [], min: [], max: [], sum: [], last: [], lastAt: [] };
  for (let i = 0; i < reply.points; i++) {
    const cell = cellAt(reply, i);
    const at = bucketStart(tier, cell.at);
    const n = columns.at.length - 1;
    if (columns.at[n] !== at) {
      columns.at.push(at);
      for (const name of ['count', 'min', 'max', 'sum', 'last', 'lastAt'] as const) columns[name].push(cell[name]);
      continue;
    }
    columns.count[n]! += cell.count;
    columns.sum[n]! += cell.sum;
    columns.min[n] = Math.min(columns.min[n]!, cell.min);
    columns.max[n] = Math.max(columns.max[n]!, cell.max);
    columns.last[n] = cell.last;
    columns.lastAt[n] = cell.lastAt;
  }
  return { ...reply, tier, stepMs: STEP_MS[tier], points: columns.at.length, columns };
}

function cellAt(reply: SeriesReply, i: number) {
  if (reply.tier === 'raw') {
    const [at, value] = [reply.columns.at[i]!, reply.columns.value[i]!];
    return { at, count: 1, min: value, max: value, sum: value, last: value, lastAt: at };
  }
  const { at, count, min, max, sum, last, lastAt } = reply.columns;
  return {
    ...{ at: at[i]!, count: count[i]!, min: min[i]!, max: max[i]! },
    ...{ sum: sum[i]!, last: last[i]!, lastAt: lastAt[i]! },
  };
}
