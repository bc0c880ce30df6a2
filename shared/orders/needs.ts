/** What a person needs to say something about the plan, and on which lines. Device and gateway ask the same. */
import { RIGHT_FOR_ENTITY, RIGHT_FOR_PLAN_FACT } from '../access/facts.ts';
import type { Right } from '../access/roles.ts';
import type { ChangeSet } from '../documents/change.ts';
import type { Plan } from './plan.ts';
import type { Said } from './said.ts';

export interface NeededRight {
  right: Right;
  /** Null = on any line. */
  line: string | null;
}

/** Rights for all of it, on each line that it is about; each once. */
export function needsOf(said: Said, plan: Plan): NeededRight[] {
  switch (said.type) {
    case 'execution':
      return [{ right: RIGHT_FOR_PLAN_FACT.execution, line: said.line }];
    case 'transfer':
      return distinct([{ right: RIGHT_FOR_PLAN_FACT.transfer, line: null }, ...needsOfSets(said.sets ?? [], plan)]);
    case 'change':
      return distinct(needsOfSets(said.sets, plan));
  }
}

function needsOfSets(sets: readonly ChangeSet[], plan: Plan): NeededRight[] {
  return sets.flatMap((set): NeededRight[] => {
    const right = RIGHT_FOR_ENTITY[set.entity];
    const lines = linesOfSet(set, plan);
    return lines.length === 0 ? [{ right, line: null }] : lines.map((line) => ({ right, line }));
  });
}

function distinct(needs: readonly NeededRight[]): NeededRight[] {
  return [...new Map(needs.map((need) => [`${need.right} ${need.line ?? ''}`, need])).values()];
}

/** Where it is said to be from now on, and where it is. An order that goes takes its jobs from their lines. */
export function linesOfSet({ entity, id, set }: ChangeSet, plan: Plan): string[] {
  switch (entity) {
    case 'order':
      return set['deleted'] === true || set['closed'] === true ? linesOfOrder(id, plan) : [];
    case 'job':
      return [...lineIn(set['place']), ...lineIn(plan.jobs.get(id)?.fields.place)];
    case 'task':
      return lineIn(plan.jobs.get(id.slice(0, id.lastIndexOf('.')))?.fields.place);
    case 'lot':
      // Where nobody says the line, the id does (`<line>.<lot>`).
      return [...lineIn({ line: id.split('.', 1)[0] }), ...lineIn(set), ...lineIn(plan.lots.get(id)?.fields)];
    case 'rate':
      return [...lineIn(set), ...lineIn(plan.rates.get(id)?.fields)];
    case 'changeover':
      return [...lineIn(set), ...lineIn(plan.changeovers.get(id)?.fields)];
    case 'week':
      return [...lineOfScope(set['scope']), ...lineOfScope(plan.weeks.get(id)?.fields.scope)];
    case 'exception':
      return [...lineOfScope(set['scope']), ...lineOfScope(plan.exceptions.get(id)?.fields.scope)];
    case 'setting':
      return id.startsWith('line-') ? [id.slice('line-'.length)] : [];
    case 'comment':
    case 'product':
    case 'view':
      return [];
  }
}

/** Where its jobs are planned to run. */
export function linesOfOrder(id: string, plan: Plan): string[] {
  return (plan.orders.get(id)?.jobs ?? []).flatMap((job) => lineIn(plan.jobs.get(job)?.fields.place));
}

function lineIn(fields: unknown): string[] {
  const line = typeof fields === 'object' && fields !== null && 'line' in fields ? fields.line : undefined;
  return typeof line === 'string' ? [line] : [];
}

/** `line:<id>`; of the plant and of groups everybody with the right on any line may speak. */
function lineOfScope(scope: unknown): string[] {
  return typeof scope === 'string' && scope.startsWith('line:') ? [scope.slice('line:'.length)] : [];
}
