/**
 * Changeovers from a list, or from a matrix: the first row and the first column are families (or products, or `*` for any), the
 * cells minutes, or `0:45`. An empty cell says nothing. The corner may name the line for which it all holds.
 */
import type { ChangeSet } from '../../documents/change.ts';
import type { Planned } from '../plan.ts';
import { setOf } from '../verbs/changes.ts';
import type { VerbWorld } from '../verbs/world.ts';
import { findColumns } from './columns.ts';
import { askedNumber } from './asked.ts';
import { isMarkedFigure, unmarked } from './figure-text.ts';
import { knownNames } from './known-names.ts';
import { CHANGEOVER_COLUMNS } from './master-columns.ts';
import { changeoverListFromTable } from './master-from-table.ts';
import { readMinutes } from './minutes.ts';
import { numberStyle } from './numbers.ts';
import { plainText } from './plain-text.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem, CellProblemKind, FieldChange, TableOptions, TableReport } from './report.ts';
import { stepped, type Steps } from './steps.ts';
import { differing, misfits, refused, type RowEntry } from './table-entry.ts';
import { SHARES, tableReport, type Cells } from './table-report.ts';

/** One report for each row; what a matrix says leaves changeovers alone that hold for a time only, or for another line. */
export function changeoversFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): Steps<TableReport> {
  const { columns } = findColumns(rows, CHANGEOVER_COLUMNS, options);
  const isList = ['from', 'to', 'ms'].every((field) => columns[field] !== undefined);
  return isList ? changeoverListFromTable(world, rows, options) : matrixFromTable(world, rows, options);
}

function* matrixFromTable(world: VerbWorld, rows: Cells, options: TableOptions): Steps<TableReport> {
  const { plan } = world.situation;
  const first = rows.findIndex((row) => row.slice(1).some((cell) => cell.trim() !== ''));
  const header = options.header ?? (first < 0 ? null : first);
  const found = { header, columns: {}, unread: [] };
  if (header === null) return yield* tableReport('changeovers', found, [], ['from']);

  const names = knownNames(world.situation);
  const nameAt = (cell = '') => (cell.trim() === '' ? '' : names.family(cell));
  const to = (rows[header] ?? []).map(nameAt);
  const line = names.line((rows[header]?.[0] ?? '').trim()) ?? undefined;
  const general = generalChangeovers(plan.changeovers.values(), line);
  const body = rows.slice(header + 1);
  const minutes = body.flatMap((row) => row.slice(1).filter((cell) => !isMarkedFigure(cell)));
  const told = numberStyle(minutes);
  const style = told === 'unclear' ? (options.decimal ?? told) : told;
  const decimal = askedNumber(minutes, told);
  const seen = new Map<string, number>();
  const entries = yield* stepped(body, SHARES.entries, (cells, i): RowEntry | null => {
    if (cells.every((cell) => cell.trim() === '')) return null;
    const number = header + i + 2;
    const title = (cells[0] ?? '').trim();
    const from = nameAt(cells[0]);
    const at =
      (column: number) =>
      (why: CellProblemKind, field: string | null, detail = '') => ({
        ...{ why, field, column, detail },
        cell: unmarked((cells[column] ?? '').trim()),
      });
    const row: ReadRow = { row: number, values: {}, problems: [], problem: at(0) };
    if (from === '') return refused(row, '', [row.problem('missing', 'from')]);
    const before = seen.get(from);
    if (before !== undefined) return refused(row, title, [row.problem('repeated', 'from', String(before))]);
    seen.set(from, number);

    const problems: CellProblem[] = [];
    const sets: ChangeSet[] = [];
    const changes: FieldChange[] = [];
    let isNew = true;
    cells.forEach((cell, column) => {
      const text = cell.trim();
      if (column === 0 || text === '') return;
      const ms =
        (to[column] ?? '') === '' ? 'missing' : readMinutes(plainText(text), isMarkedFigure(text) ? '.' : style);
      if (typeof ms === 'string') return void problems.push(at(column)(ms, 'ms'));
      const existing = general.get(JSON.stringify([from, to[column]]));
      const wanted = existing ? { ms } : { from, to: to[column], ms, ...(line !== undefined && { line }) };
      const set = differing(existing, wanted);
      problems.push(
        ...misfits('changeover', set, { ...row, problem: (why, _field, detail) => at(column)(why, 'ms', detail) }),
      );
      if (Object.keys(set).length === 0) return;
      isNew &&= !existing;
      const of = (rows[header]?.[column] ?? '').trim();
      changes.push({ field: 'ms', was: existing?.fields.ms, becomes: ms, of });
      sets.push(...setOf(plan, 'changeover', existing?.id ?? world.newId(), set));
    });
    if (problems.length > 0) return refused(row, title, problems);
    const state = sets.length === 0 ? 'unchanged' : isNew ? 'created' : 'changed';
    const fields = changes.map(({ of = '' }) => of);
    const old = state === 'changed' ? { changes } : {};
    return { report: { row: number, state, title, fields, ...old, problems: [] }, sets };
  });
  return yield* tableReport(
    'changeovers',
    { ...found, asked: decimal === undefined ? {} : { decimal } },
    entries.filter((entry) => entry !== null),
  );
}

/** Those that a matrix shows: of this line (absent = of all), at any time. By from and to; of two the first. */
export function generalChangeovers(
  all: Iterable<Planned<'changeover'>>,
  line: string | undefined,
): Map<string, Planned<'changeover'>> {
  const general = new Map<string, Planned<'changeover'>>();
  for (const changeover of all) {
    const { fields } = changeover;
    if (fields.line !== line || fields.validFrom !== undefined || fields.validTo !== undefined) continue;
    const key = JSON.stringify([fields.from, fields.to]);
    if (!general.has(key)) general.set(key, changeover);
  }
  return general;
}
