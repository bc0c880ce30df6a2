/** What a row means for one entity: which fields are new, which differ, and whether they may be so. */
import { Value } from 'typebox/value';
import type { ChangeSet, PlanEntity } from '../../documents/change.ts';
import { PLAN_SCHEMAS, type PlanFields } from '../entities.ts';
import type { Plan, Planned } from '../plan.ts';
import { setOf } from '../verbs/changes.ts';
import { plainText } from './plain-text.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem, FieldChange, RowReport } from './report.ts';

/** A row's report, and what it would set; nothing unless it is created or changed. */
export interface RowEntry {
  report: RowReport;
  sets: ChangeSet[];
}

/** Values that differ from what is there; `null` in `wanted` is nothing, as an empty cell is. */
export function differing<E extends PlanEntity>(
  existing: Planned<E> | undefined,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const now = (existing?.fields ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => value !== undefined && !isSame(now[field], value)),
  );
}

/** Old and new of what is set. */
export function changesOf<E extends PlanEntity>(
  existing: Planned<E> | undefined,
  set: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const now = (existing?.fields ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(set).map(([field, becomes]) => ({ field, was: now[field], becomes }));
}

function isSame(now: unknown, wanted: unknown): boolean {
  if (typeof now === 'string' && typeof wanted === 'string') return plainText(now) === plainText(wanted);
  return JSON.stringify(now) === JSON.stringify(wanted);
}

/** Problems of values that do not fit their fields: too long, too large, no colour. */
export function misfits(entity: PlanEntity, set: Readonly<Record<string, unknown>>, row: ReadRow): CellProblem[] {
  return Object.entries(set).flatMap(([field, value]) => {
    const schema = PLAN_SCHEMAS[entity][field];
    if (schema && Value.Check(schema, value)) return [];
    const [error] = schema ? Value.Errors(schema, value) : [];
    return [row.problem('value', field, error?.message ?? '')];
  });
}

export function refused(row: ReadRow, title: string, problems: readonly CellProblem[]): RowEntry {
  return { report: { row: row.row, state: 'refused', title, fields: [], problems }, sets: [] };
}

/** Of an entity that one row describes wholly: nothing to set = unchanged. */
export function plainEntry<E extends PlanEntity>(
  plan: Plan,
  { entity, id, existing, title }: { entity: E; id: string; existing: Planned<E> | undefined; title: string },
  wanted: Partial<PlanFields<E>>,
  row: ReadRow,
): RowEntry {
  const set = differing(existing, wanted);
  const problems = misfits(entity, set, row);
  if (problems.length > 0) return refused(row, title, problems);
  const fields = Object.keys(set);
  const state = fields.length === 0 ? 'unchanged' : existing ? 'changed' : 'created';
  const old = state === 'changed' ? { changes: changesOf(existing, set) } : {};
  return {
    report: { row: row.row, state, title, fields, ...old, problems: [] },
    sets: setOf(plan, entity, id, set),
  };
}
