/** Rows of the plan as they are shown here: those of the gateway, and over them what was entered here and a draft. Pure. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import { foldFacts, touchedRows, type SentPlanFact } from '../../shared/orders/fold-facts.ts';
import { planRowId, type PlanRow } from '../../shared/orders/plan-row.ts';
import type { EnteredPlanFact } from './line-data.ts';
import type { Draft } from './planning.ts';

export interface PlanRows extends Iterable<PlanRow> {
  get(id: string): PlanRow | undefined;
}

/** Ids of what is only in a draft begin so; nobody else ever sees them. */
export const DRAFTED = 'draft:';

export function rowsOf(rows: ReadonlyMap<string, PlanRow>): PlanRows {
  return { get: (id) => rows.get(id), [Symbol.iterator]: () => rows.values() };
}

/** With what was entered here, as far as the rows do not show it. `rows` themselves when they show it all. */
export function withEntries(rows: PlanRows, entered: readonly EnteredPlanFact[]): PlanRows {
  const unseen = entered.filter((fact) => touchedRows(fact).some((id) => !rows.get(id)?.facts.includes(fact._id)));
  return over(
    rows,
    foldFacts((id) => rows.get(id), unseen),
  );
}

/**
 * With the steps of a draft. In it its own values show, whatever others say meanwhile: what they said is told apart, and
 * meets the draft when it is published. A row of which nothing is another than before stays the same object.
 */
export class DraftedRows {
  #before = new Map<string, { row: PlanRow | undefined; said: string; drafted: PlanRow }>();

  over(rows: PlanRows, { id, steps, begunAt }: Draft, origin: string): PlanRows {
    const byRow = new Map<string, SentPlanFact[]>();
    steps.forEach(({ sets }, i) => {
      const step = { _id: `${DRAFTED}${id}.${i}`, schema: 1, line: null, at: begunAt, by: { origin, user: null } };
      for (const set of sets) {
        const rowId = planRowId(set.entity, set.id);
        byRow.set(rowId, [...(byRow.get(rowId) ?? []), { ...step, type: 'change', sets: [set] }]);
      }
    });
    const drafted = new Map([...byRow].map(([rowId, facts]) => [rowId, this.#drafted(rowId, rows.get(rowId), facts)]));
    this.#before = drafted;
    return over(rows, new Map([...drafted].map(([rowId, known]) => [rowId, known.drafted])));
  }

  #drafted(rowId: string, row: PlanRow | undefined, facts: readonly SentPlanFact[]) {
    const said = JSON.stringify(facts);
    const before = this.#before.get(rowId);
    if (before && before.row === row && before.said === said) return before;
    let drafted = row;
    for (const fact of facts) drafted = foldFacts(() => drafted, [withAllSeen(fact, drafted)]).get(rowId);
    return { row, said, drafted: drafted! };
  }
}

/** All that is there counts as seen. */
function withAllSeen(fact: SentPlanFact, row: PlanRow | undefined): SentPlanFact {
  if (fact.type !== 'change') return fact;
  const heads = (field: string) => (row?.state[field]?.heads ?? []).map((head) => head.id);
  const sawAll = ({ set, saw }: ChangeSet) =>
    Object.fromEntries(Object.keys(set).map((field) => [field, [...(saw[field] ?? []), ...heads(field)]]));
  return { ...fact, sets: fact.sets.map((set) => ({ ...set, saw: sawAll(set) })) };
}

function over(below: PlanRows, above: ReadonlyMap<string, PlanRow>): PlanRows {
  if (above.size === 0) return below;
  return {
    get: (id) => above.get(id) ?? below.get(id),
    *[Symbol.iterator]() {
      const added = new Set(above.keys());
      for (const row of below) {
        added.delete(row.id);
        yield above.get(row.id) ?? row;
      }
      for (const id of added) yield above.get(id)!;
    },
  };
}
