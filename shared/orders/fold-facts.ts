/**
 * Facts about the plan into its rows. Each fact is a little knowledge about one or several rows, and folding it is a join: in
 * any order, any number of times, in any grouping, the rows come out the same.
 */
import type { Change, ChangeSet, PlanEntity } from '../documents/change.ts';
import type { Execution } from '../documents/execution.ts';
import type { PlanBase } from '../documents/plan-base.ts';
import type { Transfer } from '../documents/transfer.ts';
import { mergedState, withSet, type EntityState, type Head } from './fold.ts';
import { planRowId, type ExecutionEntry, type PlanRow, type TransferEntry } from './plan-row.ts';
import { unitedEntries, unitedIds } from './sorted-union.ts';

export type PlanFact = Change | Transfer | Execution | PlanBase;
/** As its author wrote it: nobody has taken it yet. */
export type SentPlanFact = PlanFact extends infer Fact
  ? Fact extends unknown
    ? Omit<Fact, 'received'>
    : never
  : never;

/** What a fact knows about a row. */
interface Part {
  entity: PlanEntity;
  id: string;
  /** A change of it … */
  set?: ChangeSet;
  /** … or all that was known of it. */
  state?: EntityState;
  executions?: readonly ExecutionEntry[];
  transfers?: readonly TransferEntry[];
}

/**
 * The rows that the facts touch, by id, as they are after them. A row that knew it all is the very object that `rowOf` gave;
 * none is changed in place. `until` of a row is kept (a new one's is null); to `facts` the ids of people's facts are added.
 */
export function foldFacts(
  rowOf: (rowId: string) => PlanRow | undefined,
  facts: Iterable<SentPlanFact>,
): Map<string, PlanRow> {
  const touched = new Map<string, PlanRow>();
  for (const fact of facts) {
    const said = fact.type === 'base' ? [] : [fact._id];
    const by = { id: fact._id, at: fact.at, user: fact.by.user, origin: fact.by.origin, ...besides(fact) };
    for (const part of partsOf(fact)) {
      const rowId = planRowId(part.entity, part.id);
      const row = touched.get(rowId) ?? rowOf(rowId) ?? newRow(rowId, part.entity);
      touched.set(rowId, withPart(row, part, { by, said }));
    }
  }
  return touched;
}

function besides(fact: SentPlanFact): Pick<Head, 'why' | 'draft'> {
  const { why, draft }: Pick<Change, 'why' | 'draft'> = fact.type === 'base' ? {} : fact;
  return { ...(why !== undefined && { why }), ...(draft !== undefined && { draft }) };
}

/** Ids of the rows that a fact is folded into, each once. */
export function touchedRows(fact: SentPlanFact): string[] {
  return [...new Set(partsOf(fact).map(({ entity, id }) => planRowId(entity, id)))];
}

function partsOf(fact: SentPlanFact): Part[] {
  switch (fact.type) {
    case 'change':
      return setParts(fact.sets);
    case 'transfer': {
      const { from, to, kind, quantity } = fact;
      const transfers = [{ id: fact._id, at: fact.at, kind, from, to, quantity, user: fact.by.user }];
      const both = [from, to].map((id): Part => ({ entity: 'order', id, transfers }));
      return [...both, ...setParts(fact.sets ?? [])];
    }
    case 'execution': {
      const { at, line, verb, why } = fact;
      const entry = { id: fact._id, at, line, verb, user: fact.by.user, ...(why === undefined ? {} : { why }) };
      return [{ entity: 'job', id: fact.job, executions: [entry] }];
    }
    case 'base': {
      const { entity, entityId: id, state, executions, transfers } = fact;
      return [{ entity, id, state, ...(executions ? { executions } : {}), ...(transfers ? { transfers } : {}) }];
    }
  }
}

/** Backwards: if one fact sets a field twice, its last word counts, and the first that is folded stays. */
function setParts(sets: readonly ChangeSet[]): Part[] {
  return sets.map((set): Part => ({ entity: set.entity, id: set.id, set })).reverse();
}

function withPart(
  row: PlanRow,
  part: Part,
  { by, said }: { by: Omit<Head, 'value'>; said: readonly string[] },
): PlanRow {
  let { state } = row;
  if (part.set) state = withSet(state, part.set, by);
  if (part.state) state = mergedState(state, part.state);
  const executions = united(row.executions, part.executions);
  const transfers = united(row.transfers, part.transfers);
  const facts = unitedIds(row.facts, said);
  const knewIt = state === row.state && facts === row.facts;
  if (knewIt && executions === row.executions && transfers === row.transfers) return row;
  const next: PlanRow = { id: row.id, entity: row.entity, state, facts, until: row.until };
  if (executions !== undefined) next.executions = executions;
  if (transfers !== undefined) next.transfers = transfers;
  return next;
}

function united<Entry extends { readonly id: string }>(
  entries: readonly Entry[] | undefined,
  more: readonly Entry[] | undefined,
): readonly Entry[] | undefined {
  return entries === undefined || more === undefined ? (entries ?? more) : unitedEntries(entries, more);
}

function newRow(id: string, entity: PlanEntity): PlanRow {
  return { id, entity, state: {}, facts: [], until: null };
}
