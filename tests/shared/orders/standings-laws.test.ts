import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LotRow } from '../../../shared/orders/lot-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { standingsOf } from '../../../shared/orders/standings.ts';
import { arrivals, lotRow, MONDAY, PlanAuthor, planHistories, rowsAfter } from '../../fixtures/plan-facts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Lots as lines count them: of orders of the plan and of others, over several days. */
const lots: fc.Arbitrary<LotRow[]> = fc
  .array(
    fc.record({
      line: fc.constantFrom('line8', 'line9'),
      lot: fc.constantFrom('220135', '220136', '229999'),
      from: fc.nat(200),
      goods: fc.array(fc.nat(500), { minLength: 1, maxLength: 4 }),
      current: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((rows) => {
    const made = rows.map(({ line, lot, from, goods, current }) => {
      const days = goods.map((good, i) => ({ day: MONDAY + i * DAY, produced: good, good, rework: 0 }));
      const [fromMs, toMs] = [MONDAY + from * 60_000, MONDAY + (goods.length - 1) * DAY + 10 * HOUR];
      return lotRow(line, lot, { fromMs, toMs, current, days, good: goods.reduce((a, b) => a + b) });
    });
    return [...new Map(made.map((row) => [row.id, row])).values()];
  });

/** What people said, with lot numbers, settings and assignments on top. */
const world = fc
  .tuple(planHistories(), fc.constantFrom('automatic', 'confirm'), fc.boolean(), fc.boolean(), lots)
  .map(([facts, setting, assigned, closed, rows]) => {
    const author = new PlanAuthor('planner');
    author.change(MONDAY, 'order', 'o-1', { lotNumber: '220135', quantity: 800 });
    author.change(MONDAY, 'order', 'o-2', { lotNumber: '220136' });
    for (const id of ['o-1', 'o-2']) author.change(MONDAY, 'job', `${id}.pouch`, { order: id });
    author.change(MONDAY, 'setting', 'line-line8', { lots: setting });
    if (assigned) author.change(MONDAY + DAY, 'lot', 'line9.229999', { job: 'o-1.pouch' });
    if (closed) author.change(MONDAY + DAY + HOUR, 'order', 'o-2', { closed: true });
    return { facts: [...author.said, ...facts], rows };
  });

const look = (facts: Parameters<typeof rowsAfter>[0], rows: LotRow[]) =>
  standingsOf({ plan: readPlan(rowsAfter(facts).values()), lots: rows, now: MONDAY + 90 * DAY });

describe('whatever people say and lines make', () => {
  it('every good part is counted once: to one job, or to nobody, and told', () => {
    fc.assert(
      fc.property(world, ({ facts, rows }) => {
        const { standings, mismatches } = look(facts, rows);
        for (const { line, lot, good } of rows) {
          const counted = [...standings.values()].flatMap((each) =>
            each.lots.filter((of) => of.line === line && of.lot === lot),
          );
          const told = mismatches.filter((each) => each.line === line && each.lot === lot);
          expect(counted.length).toBeLessThanOrEqual(1);
          expect(told.length).toBeLessThanOrEqual(1);
          expect((counted[0]?.made ?? 0) + (told[0]?.unassigned ?? 0)).toBe(good);
        }
        for (const { made, lots: of } of standings.values())
          expect(of.reduce((sum, lot) => sum + lot.made, 0)).toBe(made);
      }),
      { numRuns: 300 },
    );
  });

  it('no job is forgotten, and what has ended needs nothing more', () => {
    fc.assert(
      fc.property(world, ({ facts, rows }) => {
        const plan = readPlan(rowsAfter(facts).values());
        const { standings } = look(facts, rows);
        expect([...standings.keys()].sort()).toEqual([...plan.jobs.keys()].sort());
        for (const { state, endedAt, remaining, line, startedAt } of standings.values()) {
          expect(state === 'Ended' || state === 'Aborted').toBe(endedAt !== null);
          if (endedAt !== null) expect(remaining).toBe(0);
          if (remaining !== null) expect(remaining).toBeGreaterThanOrEqual(0);
          if (state === 'Running' || state === 'Interrupted') expect(line).not.toBeNull();
          if (state === 'AllowedToStart' || state === 'NotAllowedToStart') expect(startedAt).toBeNull();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('everything stands the same in whatever order the facts arrived', () => {
    const shuffled = world.chain(({ facts, rows }) => fc.tuple(fc.constant({ facts, rows }), arrivals(facts)));
    fc.assert(
      fc.property(shuffled, ([{ facts, rows }, other]) => {
        const [one, another] = [look(facts, rows), look(other, rows)];
        expect(Object.fromEntries(another.standings)).toEqual(Object.fromEntries(one.standings));
        expect(another.mismatches).toEqual(one.mismatches);
      }),
    );
  });
});
