/**
 * A changeover matrix: the first row and the first column are families (or products, or `*` for any), the cells minutes, or
 * `0:45`. An empty cell says nothing.
 */
import type { Planned } from '../plan.ts';
import type { VerbWorld } from '../verbs/world.ts';
import { numberStyle, readNumber } from './numbers.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem, CellProblemKind, TableOptions, TableReport } from './report.ts';
import { differing, misfits, refused, type RowEntry } from './table-entry.ts';
import { tableReport, type Cells } from './table-report.ts';
import { setOf } from '../verbs/changes.ts';

const MINUTE_MS = 60_000;
const CLOCK = /^(\d{1,3}):([0-5]\d)$/;

/** One report for each row of the matrix; changeovers that hold for one line only, or for a time, are left alone. */
export function changeoversFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): TableReport {
  const { plan } = world.situation;
  const first = rows.findIndex((row) => row.slice(1).some((cell) => cell.trim() !== ''));
  const header = options.header ?? (first < 0 ? null : first);
  const found = { header, columns: {}, unread: [] };
  if (header === null) return tableReport('changeovers', found, [], ['from']);
  const to = (rows[header] ?? []).map((cell) => cell.trim());
  const body = rows.slice(header + 1);
  const style = numberStyle(
    body.flatMap((row) => row.slice(1)),
    { declared: options.decimal },
  );

  const general = new Map<string, Planned<'changeover'>>();
  for (const changeover of plan.changeovers.values()) {
    const { line, validFrom, validTo, from, to: other } = changeover.fields;
    if ([line, validFrom, validTo].every((field) => field === undefined))
      general.set(JSON.stringify([from, other]), changeover);
  }
  const seen = new Map<string, number>();
  const entries = body.flatMap((cells, i): RowEntry[] => {
    const number = header + i + 2;
    const from = (cells[0] ?? '').trim();
    if (cells.every((cell) => cell.trim() === '')) return [];
    const problemAt = (why: CellProblemKind, column: number, detail = '') => ({
      ...{ why, field: 'ms', column, detail },
      cell: (cells[column] ?? '').trim(),
    });
    const row: ReadRow = {
      row: number,
      values: {},
      problems: [],
      problem: (why, _field, detail) => problemAt(why, 0, detail),
    };
    if (from === '') return [refused(row, '', [row.problem('missing', 'from')])];
    const before = seen.get(from);
    if (before !== undefined) return [refused(row, from, [row.problem('repeated', 'from', String(before))])];
    seen.set(from, number);

    const read = cells.slice(1).flatMap((cell, k): ReadCell[] => {
      const column = k + 1;
      if (cell.trim() === '') return [];
      if ((to[column] ?? '') === '') return [{ problem: problemAt('missing', column) }];
      const ms = durationOf(cell.trim(), style);
      return typeof ms === 'string' ? [{ problem: problemAt(ms, column) }] : [{ to: to[column]!, ms, column }];
    });
    const problems = read.flatMap((cell) => ('problem' in cell ? [cell.problem] : []));
    const sets = read.flatMap((cell) => {
      if ('problem' in cell) return [];
      const existing = general.get(JSON.stringify([from, cell.to]));
      const set = differing(existing, { from, to: cell.to, ms: cell.ms });
      const wrong = misfits('changeover', set, {
        ...row,
        problem: (why, _field, detail) => problemAt(why, cell.column, detail),
      });
      problems.push(...wrong);
      return Object.keys(set).length === 0 ? [] : setOf(plan, 'changeover', existing?.id ?? world.newId(), set);
    });
    if (problems.length > 0) return [refused(row, from, problems)];
    const isNew = sets.length > 0 && sets.every(({ set }) => 'from' in set);
    const state = sets.length === 0 ? 'unchanged' : isNew ? 'created' : 'changed';
    const fields = sets.map(({ set, id }) => String(set.to ?? plan.changeovers.get(id)?.fields.to));
    return [{ report: { row: number, state, title: from, fields, problems: [] }, sets }];
  });
  return tableReport('changeovers', found, entries);
}

type ReadCell = { problem: CellProblem } | { to: string; ms: number; column: number };

/** ms, or what is wrong. */
function durationOf(cell: string, style: ReturnType<typeof numberStyle>): number | CellProblemKind {
  const [, hours, minutes] = CLOCK.exec(cell) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  const read = readNumber(cell.replace(/\s*min(utes|uten)?\.?$/i, ''), style);
  return read.ok ? Math.round(read.value * MINUTE_MS) : read.why;
}
