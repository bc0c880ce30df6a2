/** What was entered about the plan, in words: `Order Flu 125: due, place`. Pure. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';
import type { EnteredPlanFact } from '../data/line-data.ts';
import { number } from '../locales/format.ts';
import { entityName, fieldName, planningText as p, planningVerb } from '../locales/planning.ts';

/** More than one reads at a glance. */
const MOST_THINGS = 3;
const MOST_FIELDS = 6;

/** `lines`: id → name. */
export function whatPlanned(fact: EnteredPlanFact, lines: ReadonlyMap<string, string>): string {
  const nameOf = (rowId: string) => fact.named?.[rowId] ?? rowId.slice(rowId.indexOf(':') + 1);
  switch (fact.type) {
    case 'change': {
      const what = changed(fact.sets, nameOf);
      return fact.draft === undefined ? what : p('draft', fact.draft, what);
    }
    case 'transfer': {
      const [from, to] = [fact.from, fact.to].map((id) => nameOf(planRowId('order', id))) as [string, string];
      return p(fact.kind, number(fact.quantity), from, to);
    }
    case 'execution':
      return planningVerb(fact.verb, nameOf(planRowId('job', fact.job)), lines.get(fact.line) ?? fact.line);
  }
}

function changed(sets: readonly ChangeSet[], nameOf: (rowId: string) => string): string {
  const things = new Map<string, { of: ChangeSet; fields: string[] }>();
  for (const of of sets) {
    const rowId = planRowId(of.entity, of.id);
    const fields = [...(things.get(rowId)?.fields ?? []), ...Object.keys(of.set)];
    things.set(rowId, { of, fields: [...new Set(fields)] });
  }
  const told = [...things].slice(0, MOST_THINGS).map(([rowId, { of, fields }]) => {
    const names = fields.slice(0, MOST_FIELDS).map(fieldName);
    const more = fields.length > MOST_FIELDS ? [p('more', fields.length - MOST_FIELDS)] : [];
    return p('changed', entityName(of.entity), nameOf(rowId), [...names, ...more].join(', '));
  });
  const left = things.size - told.length;
  return [...told, ...(left > 0 ? [p('more', left)] : [])].join('; ');
}
