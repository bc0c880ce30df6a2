import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldFacts, touchedRows, type SentPlanFact } from '../../../shared/orders/fold-facts.ts';
import { mergedState, shown } from '../../../shared/orders/fold.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { arrivals, basesOf, monthOf, planHistories, rowsAfter, type PlanRows } from '../../fixtures/plan-facts.ts';

const byId = (rows: PlanRows) => Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
/** What rows know, whoever is listed as having said it lately. */
const known = (rows: PlanRows) =>
  byId(new Map([...rows].map(([id, row]): [string, PlanRow] => [id, { ...row, facts: [] }])));
const conflicts = (rows: PlanRows) =>
  [...readPlan(rows.values()).orders.values()].map(({ id, conflicts: open, waiting }) => ({ id, open, waiting }));

/** A history, and the same facts as they arrived. */
const arrived = planHistories().chain((facts) => fc.tuple(fc.constant(facts), arrivals(facts)));

describe('the rows of a plan', () => {
  it('are the same in whatever order the facts arrive, however often', () => {
    fc.assert(
      fc.property(arrived, ([facts, other]) => {
        expect(byId(rowsAfter(other))).toEqual(byId(rowsAfter(facts)));
      }),
    );
  });

  it('are the same whether facts come one by one or many at once', () => {
    fc.assert(
      fc.property(planHistories(), (facts) => {
        expect(byId(foldFacts(() => undefined, facts))).toEqual(byId(rowsAfter(facts)));
      }),
    );
  });

  it('are the same objects, and nothing is changed in place, when all of it was known', () => {
    fc.assert(
      fc.property(arrived, ([facts, other]) => {
        const rows = rowsAfter(facts);
        const before = structuredClone(byId(rows));
        for (const [id, row] of foldFacts((each) => rows.get(each), other)) expect(row).toBe(rows.get(id));
        expect(byId(rows)).toEqual(before);
      }),
    );
  });

  it('are those that a fact says it touches', () => {
    fc.assert(
      fc.property(planHistories(), (facts) => {
        for (const fact of facts)
          expect(touchedRows(fact).sort()).toEqual([...foldFacts(() => undefined, [fact]).keys()].sort());
      }),
    );
  });

  it('are the same whichever months a base replaced, with facts of those months coming late or twice', () => {
    fc.assert(
      fc.property(planHistories(), fc.array(fc.boolean(), { maxLength: 6 }), fc.boolean(), (facts, dumped, late) => {
        const months = [...new Set(facts.map(monthOf))];
        const isDumped = (fact: SentPlanFact) => dumped[months.indexOf(monthOf(fact))] === true;
        const bases = months.flatMap((month) => {
          const of = facts.filter((fact) => isDumped(fact) && monthOf(fact) === month);
          return basesOf(rowsAfter(of), month);
        });
        const rest = facts.filter((fact) => late || !isDumped(fact));
        expect(known(rowsAfter([...rest, ...bases]))).toEqual(known(rowsAfter(facts)));
        expect(known(rowsAfter([...bases, ...rest]))).toEqual(known(rowsAfter(facts)));
      }),
    );
  });

  it('are the same when several gateways wrote a base of what each had heard by then', () => {
    fc.assert(
      fc.property(planHistories(), fc.array(fc.nat(2), { maxLength: 120 }), (facts, heard) => {
        const line = facts.filter((_, i) => heard[i] !== 1);
        const plant = facts.filter((_, i) => heard[i] !== 0);
        const either = facts.filter((fact) => line.includes(fact) || plant.includes(fact));
        const bases = [...basesOf(rowsAfter(line), '2026_11', 'line8'), ...basesOf(rowsAfter(plant), '2026_11')];
        expect(known(rowsAfter(bases))).toEqual(known(rowsAfter(either)));
      }),
    );
  });
});

describe('what is known of an entity', () => {
  const states = planHistories().map((facts) => rowsAfter(facts).get('order:o-1')?.state ?? {});
  /** Three parts of one history: ids say the same in all of them, as they do among gateways. */
  const parts = fc.tuple(planHistories(), fc.array(fc.nat(7), { maxLength: 120 })).map(([facts, at]) =>
    [1, 2, 4].map((bit) => {
      const heard = facts.filter((_, i) => ((at[i] ?? bit) & bit) !== 0);
      return rowsAfter(heard).get('order:o-1')?.state ?? {};
    }),
  );

  it('is joined: who tells whom first does not matter, nor how often', () => {
    fc.assert(
      fc.property(parts, ([a, b, c]) => {
        expect(mergedState(a!, b!)).toEqual(mergedState(b!, a!));
        expect(mergedState(mergedState(a!, b!), c!)).toEqual(mergedState(a!, mergedState(b!, c!)));
        expect(mergedState(mergedState(a!, b!), b!)).toEqual(mergedState(a!, b!));
      }),
    );
  });

  it('is the very same object after something that it knew', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(mergedState(state, structuredClone(state))).toBe(state);
      }),
    );
  });

  it('never has a head that somebody saw, and one who waits is not asked', () => {
    fc.assert(
      fc.property(states, (state) => {
        for (const field of Object.values(state)) {
          expect(field.heads.filter(({ id }) => field.gone.includes(id))).toEqual([]);
          if (field.unseen) expect(field.gone).toEqual(expect.arrayContaining([...field.unseen]));
          const { waiting, conflict } = shown(field);
          if (waiting) expect(conflict).toEqual([]);
        }
      }),
    );
  });
});

describe('what a device shows over the rows that it has', () => {
  /** Facts that the gateway has, by their place in the history, and the device whose own entries are all there. */
  const cutOff = fc.tuple(
    planHistories(),
    fc.array(fc.boolean(), { maxLength: 120 }),
    fc.constantFrom('desk', 'tablet'),
  );

  it('is what the gateway has when the entries arrived: values, conflicts and what they wait for', () => {
    fc.assert(
      fc.property(cutOff, ([facts, atGateway, device]) => {
        const taken = facts.filter(({ by }, i) => by.origin !== device || atGateway[i] === true);
        const own = facts.filter(({ by }) => by.origin === device);
        const pulled = rowsAfter(taken);
        const unlisted = own.filter((fact) =>
          touchedRows(fact).some((id) => !pulled.get(id)?.facts.includes(fact._id)),
        );
        const shownThere = new Map([...pulled, ...foldFacts((id) => pulled.get(id), unlisted)]);
        const arrivedThere = rowsAfter(own, pulled);
        expect(byId(shownThere)).toEqual(byId(arrivedThere));
        expect(conflicts(shownThere)).toEqual(conflicts(arrivedThere));
      }),
    );
  });
});
