/** What a person needs to say something about the plan, and on which lines. Device and gateway ask the same. */
import { RIGHT_FOR_ENTITY, RIGHT_FOR_PLAN_FACT } from '../access/facts.ts';
import { EVERY_LINE } from '../access/may.ts';
import type { Right } from '../access/roles.ts';
import type { ChangeSet } from '../documents/change.ts';
import { isAuthor } from './comment-author.ts';
import type { Plan } from './plan.ts';
import { planRowId, type PlanRow } from './plan-row.ts';
import { plannedOf } from './planned-of.ts';
import type { Said } from './said.ts';

export interface NeededRight {
  right: Right;
  /** Null = on any line, `EVERY_LINE` = on each, also those that are yet to come. */
  line: string | null;
}

/** What is known where somebody says something. */
export interface NeedsWorld {
  plan: Plan;
  lines: readonly { id: string; processGroup?: string | undefined }[];
  /** Also of what is deleted: whose comment it was. */
  rowOf: (rowId: string) => PlanRow | undefined;
  /** Who says it; null = nobody knows yet. */
  user: string | null;
}

/** Rights for all of it, on each line that it is about; each once. */
export function needsOf(said: Said, world: NeedsWorld): NeededRight[] {
  switch (said.type) {
    case 'execution':
      return [{ right: RIGHT_FOR_PLAN_FACT.execution, line: said.line }];
    case 'transfer': {
      const lines = [said.from, said.to].flatMap((order) => linesOfOrder(order, world.plan));
      const sets = (said.sets ?? []).flatMap((set) => needsOfSet(set, world));
      return distinct([...onEach(RIGHT_FOR_PLAN_FACT.transfer, lines), ...sets]);
    }
    case 'change':
      return distinct(said.sets.flatMap((set) => needsOfSet(set, world)));
  }
}

function needsOfSet(set: ChangeSet, world: NeedsWorld): NeededRight[] {
  if (set.entity === 'comment') return [{ right: rightForComment(set.id, world), line: null }];
  return onEach(RIGHT_FOR_ENTITY[set.entity], reachOf(set, world));
}

/** What others wrote only planners change. */
function rightForComment(id: string, { rowOf, user }: NeedsWorld): Right {
  const row = rowOf(planRowId('comment', id));
  return row === undefined || isAuthor(row, user) ? RIGHT_FOR_ENTITY.comment : 'plan';
}

function onEach(right: Right, lines: readonly string[]): NeededRight[] {
  return lines.length === 0 ? [{ right, line: null }] : lines.map((line) => ({ right, line }));
}

function distinct(needs: readonly NeededRight[]): NeededRight[] {
  return [...new Map(needs.map((need) => [`${need.right} ${need.line ?? ''}`, need])).values()];
}

/** Lines on which the right is needed: what the whole plant goes by is for those who plan all of it. None = any. */
function reachOf(set: ChangeSet, { plan, lines }: NeedsWorld): string[] {
  const { entity, id } = set;
  const { scope, line } = { scope: undefined, line: undefined, ...plannedOf(plan, entity, id)?.fields };
  const isKnown = plannedOf(plan, entity, id) !== undefined;
  switch (entity) {
    case 'product':
      return [EVERY_LINE];
    case 'setting':
      return id === 'plant' ? [EVERY_LINE] : linesOfSet(set, plan);
    case 'rate':
    case 'changeover': {
      // Without a line it is of all.
      const after = 'line' in set.set ? set.set['line'] : line;
      return [...(isKnown ? [line] : []), after].map((one) => (typeof one === 'string' ? one : EVERY_LINE));
    }
    case 'week':
    case 'exception':
      return [...(isKnown ? [scope] : []), 'scope' in set.set ? set.set['scope'] : scope].flatMap((one) =>
        linesOfScope(one, lines),
      );
    case 'order':
      return linesOfOrder(id, plan);
    case 'job':
    case 'lot':
    case 'task':
    case 'comment':
    case 'view':
      return linesOfSet(set, plan);
  }
}

/** Of a part of the plant: `line:<id>`, `group:<id>` with all its lines, else every line. */
export function linesOfScope(scope: unknown, lines: NeedsWorld['lines']): string[] {
  const [kind, id] = typeof scope === 'string' ? scope.split(':') : [];
  if (kind === 'line' && id !== undefined) return [id];
  const ofGroup = kind === 'group' ? lines.filter(({ processGroup }) => processGroup === id) : [];
  return ofGroup.length === 0 ? [EVERY_LINE] : ofGroup.map((line) => line.id);
}

/** Where it is said to be from now on, and where it is; the plant and its groups are no place. An order that goes takes its jobs from their lines. */
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

/** `line:<id>`. */
function lineOfScope(scope: unknown): string[] {
  return typeof scope === 'string' && scope.startsWith('line:') ? [scope.slice('line:'.length)] : [];
}
