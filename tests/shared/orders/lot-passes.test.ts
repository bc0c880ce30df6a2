import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LotRow, LotStretch } from '../../../shared/orders/lot-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { standingsOf } from '../../../shared/orders/standings.ts';
import { lotRow, MONDAY, PlanAuthor } from '../../fixtures/plan-facts.ts';

const HOUR = 3_600_000;
const NOW = MONDAY + 40 * HOUR;

/** Six coils that go through one mill twice, as planned on it twice. */
function mill(): PlanAuthor {
  const author = new PlanAuthor('desk');
  author.change(MONDAY - HOUR, 'order', 'o', { lotNumber: '640001', quantity: 6 });
  for (const [pass, key] of [
    ['first', 'a0.x'],
    ['second', 'a5.x'],
  ] as const) {
    const after = pass === 'second' ? { after: [{ job: 'o.first' }] } : {};
    author.change(MONDAY - HOUR, 'job', `o.${pass}`, { order: 'o', place: { line: 'mill', key }, ...after });
  }
  return author;
}

const stretch = (from: number, to: number, good: number): LotStretch => ({
  ...{ fromMs: MONDAY + from * HOUR, toMs: MONDAY + to * HOUR, good },
});

function coils(stretches: LotStretch[], more: Partial<LotRow> = {}): LotRow {
  const [{ fromMs }, { toMs }] = [stretches[0]!, stretches.at(-1)!];
  const good = stretches.reduce((sum, each) => sum + each.good, 0);
  return lotRow('mill', '640001', { fromMs, toMs, good, ...(stretches.length > 1 && { stretches }), ...more });
}

function look(author: PlanAuthor, lots: LotRow[]) {
  const { standings, mismatches } = standingsOf({ plan: readPlan(author.rows.values()), lots, now: NOW });
  const of = (pass: string) => standings.get(`o.${pass}`)!;
  return { first: of('first'), second: of('second'), mismatches };
}

describe('a lot that comes to its line again for the next operation', () => {
  it('begins that when it comes back, once the first has all it wants', () => {
    const { first, second, mismatches } = look(mill(), [coils([stretch(0, 2, 6), stretch(20, 21, 4)])]);
    expect(first).toMatchObject({ made: 6, remaining: 0, state: 'Interrupted' });
    expect(second).toMatchObject({ made: 4, remaining: 2, state: 'Running', startedAt: MONDAY + 20 * HOUR });
    expect(second.problems).toEqual([]);
    expect(mismatches).toEqual([]);
  });

  it('goes on with the first while that lacks something, however often it comes', () => {
    const { first, second } = look(mill(), [coils([stretch(0, 2, 3), stretch(5, 6, 2), stretch(20, 21, 2)])]);
    expect([first.made, first.state, second.made, second.state]).toEqual([7, 'Running', 0, 'AllowedToStart']);
  });

  it('turns to the next when people complete the first, or begin the next, in the midst of it', () => {
    const completed = mill();
    completed.execute(MONDAY + 2 * HOUR, 'complete', 'o.first', 'mill');
    const all = [coils([stretch(0, 4, 8)], { ended: { at: MONDAY + 2 * HOUR, good: 5 } })];
    const { first, second, mismatches } = look(completed, all);
    expect([first.made, first.state, second.made, second.state]).toEqual([5, 'Ended', 3, 'Running']);
    expect(mismatches).toEqual([]);
    const begun = mill();
    begun.execute(MONDAY + 2 * HOUR, 'start', 'o.second', 'mill');
    expect([look(begun, all).first.made, look(begun, all).second.made]).toEqual([5, 3]);
  });

  it('turns to the next in the midst of a later time, too', () => {
    const author = mill();
    author.execute(MONDAY + 12 * HOUR, 'complete', 'o.first', 'mill');
    const lots = [coils([stretch(0, 2, 3), stretch(10, 14, 8)], { ended: { at: MONDAY + 12 * HOUR, good: 5 } })];
    const { first, second } = look(author, lots);
    expect([first.made, second.made, second.startedAt]).toEqual([5, 6, MONDAY + 12 * HOUR]);
  });

  it('is asked about where lots are confirmed, and each keeps what it made when somebody says so', () => {
    const author = mill();
    author.change(MONDAY, 'setting', 'line-mill', { lots: 'confirm' });
    const lots = [coils([stretch(0, 2, 6), stretch(20, 21, 4)])];
    expect(look(author, lots)).toMatchObject({ first: { made: 0 }, second: { made: 0 } });
    expect(look(author, lots).mismatches).toMatchObject([{ why: 'confirm', job: 'o.first', unassigned: 10 }]);
    author.change(MONDAY + HOUR, 'lot', 'mill.640001', { line: 'mill', lot: '640001', job: 'o.first' });
    expect(look(author, lots).first.made).toBe(10);
    author.change(MONDAY + 20.5 * HOUR, 'lot', 'mill.640001', { line: 'mill', lot: '640001', job: 'o.second' });
    const { first, second, mismatches } = look(author, lots);
    expect([first.made, second.made, mismatches]).toEqual([6, 4, []]);
  });

  it('is told when it goes on after the last of them was completed', () => {
    const author = mill();
    author.execute(MONDAY + 3 * HOUR, 'complete', 'o.first', 'mill');
    author.execute(MONDAY + 21 * HOUR, 'complete', 'o.second', 'mill');
    const { first, second, mismatches } = look(author, [coils([stretch(0, 2, 6), stretch(20, 22, 8)])]);
    expect([first.made, second.made]).toEqual([6, 4]);
    expect(mismatches).toMatchObject([{ why: 'closed', job: 'o.second', unassigned: 4 }]);
  });

  it('keeps every part, whatever people say and however often it comes', () => {
    const stretches = fc
      .array(fc.record({ pause: fc.integer({ min: 1, max: 3 }), hours: fc.nat(3), good: fc.nat(5) }), { minLength: 1 })
      .map((all) => {
        let at = 0;
        return all.map(({ pause, hours, good }) => stretch((at += pause), (at += hours), good));
      });
    const words = fc.array(
      fc.record({
        at: fc.nat(40),
        verb: fc.constantFrom('start' as const, 'pause' as const, 'complete' as const, 'reopen' as const),
        job: fc.constantFrom('o.first', 'o.second'),
      }),
      { maxLength: 5 },
    );
    const assigned = fc.option(fc.tuple(fc.nat(40), fc.constantFrom('o.first', 'o.second')));
    fc.assert(
      fc.property(stretches, words, assigned, fc.boolean(), (made, said, lot, confirms) => {
        const author = mill();
        if (confirms) author.change(MONDAY, 'setting', 'line-mill', { lots: 'confirm' });
        for (const { at, verb, job } of said) author.execute(MONDAY + at * HOUR, verb, job, 'mill');
        if (lot)
          author.change(MONDAY + lot[0] * HOUR, 'lot', 'mill.640001', { line: 'mill', lot: '640001', job: lot[1] });
        const row = coils(made);
        const { first, second, mismatches } = look(author, [row]);
        const nobodys = mismatches.reduce((sum, { unassigned }) => sum + unassigned, 0);
        expect(first.made + second.made + nobodys).toBe(row.good);
        expect(new Set(mismatches.map(({ job }) => job)).size).toBe(mismatches.length);
      }),
      { numRuns: 500 },
    );
  });
});
