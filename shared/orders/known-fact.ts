/** Whether rows have heard of a fact, however long ago, and whether or not what it said still stands. */
import type { ChangeSet } from '../documents/change.ts';
import { isFolded } from './fold.ts';
import type { SentPlanFact } from './fold-facts.ts';
import { planRowId, type PlanRow } from './plan-row.ts';

type RowOf = (rowId: string) => PlanRow | undefined;

/** All of what a person said is in them. */
export function isKnown(fact: Exclude<SentPlanFact, { type: 'base' }>, rowOf: RowOf): boolean {
  const { _id: id } = fact;
  switch (fact.type) {
    case 'change':
      return fact.sets.every((set) => hasSet(id, set, rowOf));
    case 'transfer': {
      const has = (order: string) => rowOf(planRowId('order', order))?.transfers?.some((each) => each.id === id);
      return (
        has(fact.from) === true && has(fact.to) === true && (fact.sets ?? []).every((set) => hasSet(id, set, rowOf))
      );
    }
    case 'execution':
      return rowOf(planRowId('job', fact.job))?.executions?.some((each) => each.id === id) ?? false;
  }
}

function hasSet(fact: string, { entity, id, set }: ChangeSet, rowOf: RowOf): boolean {
  const { state = {} } = rowOf(planRowId(entity, id)) ?? {};
  return Object.keys(set).every((field) => Object.hasOwn(state, field) && isFolded(state[field]!, fact));
}
