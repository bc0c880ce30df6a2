/** Cells of several pages as the columns of an answer: only buckets that say something. */
import { CELL_FIELDS, PERCENTILE_NAMES, type Cells } from '../../../shared/series/cells.ts';
import type { CellColumns } from '../../../shared/series/reply.ts';

type Name = keyof CellColumns;

/** `pages` in order of time; buckets that touch `[from, to)`. */
export function cellColumns(pages: readonly Cells[], from: number, to: number): CellColumns {
  const withPercentiles = pages.some(({ percentiles }) => percentiles);
  const names: Name[] = ['at', ...CELL_FIELDS, ...(withPercentiles ? PERCENTILE_NAMES : [])];
  const columns = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (const cells of pages) {
    for (let i = 0; i < cells.count.length; i++) {
      const at = cells.startAt + i * cells.stepMs;
      if (cells.count[i] === 0 || at + cells.stepMs <= from || at >= to) continue;
      columns.at.push(at);
      for (const field of CELL_FIELDS) columns[field].push(cells[field][i]!);
      if (cells.percentiles) for (const name of PERCENTILE_NAMES) columns[name].push(cells.percentiles[name][i]!);
    }
  }
  return columns;
}
