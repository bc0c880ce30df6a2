/**
 * What planners said into what they keep: 10,000 orders with 20 changes each, as a gateway does that begins anew. The peer keeps
 * per field what was said last by the clock: it does the same reading and copying, and loses what two people changed at once.
 */
import type { PlanFields } from '../../shared/orders/entities.ts';
import { foldFacts, type SentPlanFact } from '../../shared/orders/fold-facts.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';
import { readPlan } from '../../shared/orders/read-plan.ts';
import { padded } from '../../shared/documents/document.ts';
import { seeded } from '../fixtures/line-hours.ts';
import type { Measure } from './run.ts';

const ORDERS = 10_000;
const CHANGES = 20;
/** As they come from a store: a gateway folds by up to 500 rows. */
const BATCH = 500;

export async function planningFold(): Promise<Measure[]> {
  const facts = changes();
  const rows = new Map<string, PlanRow>();
  const folding = timed(() => {
    for (let i = 0; i < facts.length; i += BATCH) {
      for (const [id, row] of foldFacts((id) => rows.get(id), facts.slice(i, i + BATCH))) rows.set(id, row);
    }
  });
  const known = new Map<string, { at: number; value: unknown }>();
  const clock = timed(() => {
    for (const fact of facts) lastByClock(known, fact);
  });
  const reading = timed(() => void readPlan(rows.values()));
  const [first] = foldFacts((id) => rows.get(id), [changeOf(1, CHANGES + 1, Date.UTC(2027, 0))]);
  rows.set(...first!);
  const again = timed(() => void readPlan(rows.values()));
  const peer = { name: 'last by the clock', value: clock };
  return [
    { id: `fold of ${ORDERS} orders × ${CHANGES} changes`, value: folding, unit: 'ms', peer, ratio: folding / clock },
    { id: `fold, per change`, value: (folding / facts.length) * 1_000, unit: 'µs' },
    { id: `plan of ${ORDERS} folded orders read`, value: reading, unit: 'ms' },
    { id: `read again after one changed`, value: again, unit: 'ms' },
  ];
}

/** In an order in which nobody's changes come together. */
function changes(): SentPlanFact[] {
  const random = seeded(3);
  const facts: SentPlanFact[] = [];
  for (let n = 0; n < CHANGES; n++) {
    for (let order = 0; order < ORDERS; order++) {
      facts.push(changeOf(order, n, Date.UTC(2026, 10, 1) + (n * ORDERS + order) * 1_000 + Math.floor(random() * 900)));
    }
  }
  return facts;
}

const idOf = (order: number, n: number) => `change:${padded(Date.UTC(2026, 10, 1) + n)}:tablet-${n % 5}.${order}`;

/** Authors saw the change before; of every fiftieth order, now and then one did not. */
function changeOf(order: number, n: number, at: number): SentPlanFact {
  const fields: PlanFields<'order'>[] = [
    { quantity: 1_000 + n },
    { due: at + 86_400_000 },
    { priority: 1 + (n % 9) },
    { notes: `Note ${n}` },
  ];
  const set = fields[n % fields.length]!;
  const before = n - fields.length;
  const isBlind = order % 50 === 0 && n % 7 === 0;
  const saw = before >= 0 && !isBlind ? { [Object.keys(set)[0]!]: [idOf(order, before)] } : {};
  return {
    ...{ _id: idOf(order, n), type: 'change', schema: 1, line: null, at },
    ...{ by: { origin: `tablet-${n % 5}`, user: 'planner' } },
    sets: [{ entity: 'order', id: `wo-${order}`, set, saw }],
  };
}

function lastByClock(known: Map<string, { at: number; value: unknown }>, fact: SentPlanFact): void {
  if (fact.type !== 'change') return;
  for (const { entity, id, set } of fact.sets) {
    for (const [field, value] of Object.entries(set)) {
      const key = `${entity}:${id}:${field}`;
      const last = known.get(key);
      if (!last || last.at <= fact.at) known.set(key, { at: fact.at, value });
    }
  }
}

function timed(task: () => void): number {
  const from = performance.now();
  task();
  return performance.now() - from;
}
