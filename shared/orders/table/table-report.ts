/** Rows together: what repeats within the table, what a change can hold, and how many of each there are. */
import { MOST_SETS } from '../../documents/change.ts';
import type { SaidChange } from '../said.ts';
import type { Situation } from '../../schedule/schedule.ts';
import type { Asked } from './asked.ts';
import { findColumns, type FoundColumns, type TableColumn } from './columns.ts';
import { knownNames, type KnownNames } from './known-names.ts';
import { readCells, type ReadRow } from './read-cells.ts';
import type { RowReport, TableKind, TableOptions, TableReport } from './report.ts';
import { stepped, type Steps } from './steps.ts';
import type { RowEntry } from './table-entry.ts';

export type Cells = readonly (readonly string[])[];

export interface ReadColumns extends FoundColumns {
  asked?: Asked;
}

/** Parts of the whole work: cells as values, rows as entries, their places in queues. */
export const SHARES = { cells: [0, 0.3], entries: [0.3, 0.8], places: [0.8, 0.95], changes: [0.95, 1] } as const;

/** Rows of a table with known columns, as values. */
export function* readRows(
  known: readonly TableColumn[],
  rows: Cells,
  situation: Situation,
  options: TableOptions,
): Steps<{ found: ReadColumns; names: KnownNames; read: ReadRow[] }> {
  const found = findColumns(rows, known, options);
  const names = knownNames(situation);
  const zone = situation.plant.timezone;
  yield 0;
  const { read, asked } = yield* readCells({ rows, found, known, names, zone, options }, SHARES.cells);
  return { found: { ...found, asked }, names, read };
}

export function* tableReport(
  kind: TableKind,
  found: ReadColumns,
  entries: readonly RowEntry[],
  wanted: readonly string[] = [],
): Steps<TableReport> {
  const counts: Record<RowReport['state'], number> = { created: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { report } of entries) counts[report.state]++;
  return {
    ...{ kind, counts, wanted, header: found.header, columns: found.columns, unread: found.unread },
    asked: found.asked ?? {},
    rows: entries.map(({ report }) => report),
    saying: { ok: true, said: yield* changesOf(entries) },
  };
}

/** A change is sent as one piece: far below what a gateway takes in one request. */
const MOST_CHARACTERS = 1_000_000;

/** One change; where one cannot hold them all, the next begins with a whole row. */
function* changesOf(entries: readonly RowEntry[]): Steps<SaidChange[]> {
  const changes: SaidChange[] = [];
  let characters = 0;
  yield* stepped(entries, SHARES.changes, ({ sets }) => {
    if (sets.length === 0) return;
    const last = changes.at(-1);
    const length = JSON.stringify(sets).length;
    characters += length;
    if (last && last.sets.length + sets.length <= MOST_SETS && characters <= MOST_CHARACTERS) last.sets.push(...sets);
    else {
      changes.push({ type: 'change', sets: [...sets] });
      characters = length;
    }
  });
  return changes;
}
