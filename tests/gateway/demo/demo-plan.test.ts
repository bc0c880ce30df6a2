import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { demoPlan } from '../../../gateway/demo/demo-plan.ts';
import { demoPlantFile } from '../../../gateway/demo/demo-plant.ts';
import { localDay } from '../../../gateway/demo/local-time.ts';
import { packingDay } from '../../../gateway/demo/packing-line.ts';
import { PACKING_LINES, type PackingLine } from '../../../gateway/demo/packing-lines.ts';
import { historyBegins } from '../../../gateway/demo/simulated-plant.ts';
import { Change } from '../../../shared/documents/change.ts';
import { Execution } from '../../../shared/documents/execution.ts';
import { foldFacts } from '../../../shared/orders/fold-facts.ts';
import type { LotRow } from '../../../shared/orders/lot-row.ts';
import type { PlanRow } from '../../../shared/orders/plan-row.ts';
import { readPlan } from '../../../shared/orders/read-plan.ts';
import { whyNot } from '../../../shared/orders/rules.ts';
import { scheduleOf } from '../../../shared/schedule/schedule-of.ts';
import type { Situation } from '../../../shared/schedule/schedule.ts';
import { lotRow } from '../../fixtures/planning-world.ts';

const ZONE = 'America/Los_Angeles';
const SEED = 'lineside';
const HOUR_MS = 3_600_000;
const { lines, plant, processGroups = [] } = demoPlantFile(ZONE);

/** What each lot of the line has made since the first row, as its camera wrote it, and which one runs. */
function lotsOf(line: PackingLine, from: number, now: number): LotRow[] {
  const lots = new Map<string, { good: number; fromMs: number; toMs: number }>();
  for (let day = localDay(ZONE, from); day.start <= now; day = localDay(ZONE, day.end)) {
    for (const { row, at, damaged } of packingDay({ seed: SEED, line, day })) {
      if (at < from || at > now || damaged) continue;
      const lot = row.split(',')[1]!;
      if (lot === '0') continue;
      const known = lots.get(lot);
      if (known) lots.set(lot, { ...known, good: known.good + 1, toMs: at });
      else lots.set(lot, { good: 1, fromMs: at, toMs: at });
    }
  }
  const current = [...lots.keys()].at(-1);
  return [...lots].map(([lot, { good, fromMs, toMs }]) =>
    lotRow(line.id, lot, {
      good,
      produced: good,
      fromMs,
      toMs,
      current: lot === current,
      days: [{ day: from, produced: good, good, rework: 0 }],
    }),
  );
}

function demoAt(now: number, history?: number) {
  const historyFrom = historyBegins({ timezone: ZONE, ...(history !== undefined && { historyMs: history }) }, now);
  const facts = demoPlan({ gateway: 'demo-gateway', now, timezone: ZONE, seed: SEED, historyFrom });
  const rows = new Map<string, PlanRow>();
  const situation = (lots: LotRow[]): Situation => ({
    ...{ plan: readPlan(rows.values()), lots, paces: [], now },
    lines: lines.map(({ sources: _sources, ...line }, position) => ({ ...line, position })),
    plant: { ...plant, productionDayStart: '06:00', processGroups, demo: true },
  });
  const refused = facts.flatMap((fact) => {
    const before = situation([]);
    const { standings, queues } = scheduleOf(before);
    const not = whyNot(fact, { plan: before.plan, lines: before.lines, standings, queues });
    for (const [id, row] of foldFacts((each) => rows.get(each), [fact])) rows.set(id, row);
    return not ? [not] : [];
  });
  const seen = situation(PACKING_LINES.flatMap((line) => lotsOf(line, historyFrom, now)));
  return { facts, refused, situation: seen, schedule: scheduleOf(seen) };
}

describe.each([
  ['on a Tuesday afternoon', Date.parse('2026-06-09T15:39-07:00')],
  ['shortly after midnight', Date.parse('2026-06-10T00:20-07:00')],
  ['on the Sunday on which clocks go back', Date.parse('2026-11-01T11:00-08:00')],
])('The plan that the simulated plant begins with %s', (_when, now) => {
  const { facts, refused, situation, schedule } = demoAt(now);
  const { plan } = situation;

  it('is said by the gateway, and the rules of the plan take it', () => {
    expect(facts.filter((fact) => !Value.Check(fact.type === 'change' ? Change : Execution, fact))).toEqual([]);
    expect(refused).toEqual([]);
    expect(facts.every(({ by }) => by.user === null && by.origin === 'demo-gateway')).toBe(true);
  });

  it('is the same for the same moment', () => {
    expect(demoAt(now).facts).toEqual(facts);
  });

  it('has the lots that the machines write, and what came before is over', () => {
    expect(schedule.mismatches).toEqual([]);
    for (const { id } of PACKING_LINES) {
      const [running, ...waiting] = schedule.queues.get(id)!;
      expect(schedule.standings.get(running!)).toMatchObject({ state: 'Running', line: id });
      expect(waiting.length).toBeGreaterThanOrEqual(1);
      expect(schedule.standings.get(running!)!.remaining).toBeGreaterThan(0);
    }
    const states = [...schedule.standings.values()].map(({ state }) => state);
    expect(states).not.toContain('Interrupted');
  });

  it('goes on with the very lots that come next', () => {
    for (const line of PACKING_LINES) {
      const later = lotsOf(line, now, now + 30 * HOUR_MS).map(({ lot }) => lot);
      const planned = schedule.queues
        .get(line.id)!
        .map((job) => plan.orders.get(plan.jobs.get(job)!.fields.order!)!.fields.lotNumber);
      expect(planned.slice(0, later.length)).toEqual(later);
    }
  });

  it('fills a board: something on each line, orders parked, one late, one that waits for its strips', () => {
    for (const { id } of lines) expect(schedule.queues.get(id)!.length).toBeGreaterThan(0);
    const open = [...plan.orders.values()].filter(({ jobs }) =>
      jobs.some((job) => schedule.standings.get(job)?.state !== 'Ended'),
    );
    expect(open.length).toBeGreaterThanOrEqual(14);
    expect(open.length).toBeLessThanOrEqual(22);
    const parkedOrders = open.filter(({ jobs }) => schedule.parked.includes(jobs.at(-1)!));
    expect(parkedOrders.length).toBeGreaterThanOrEqual(5);
    const late = [...schedule.orders.values()].filter(({ lateMs }) => (lateMs ?? 0) > 0);
    expect(late.length).toBeGreaterThanOrEqual(1);
    expect(late.length).toBeLessThanOrEqual(2);
    const waits = [...schedule.jobs.values()].filter(({ cause }) => cause.why === 'upstream');
    expect(waits.length + schedule.waits.length).toBeGreaterThanOrEqual(1);
    expect(schedule.tasks.length).toBeGreaterThan(10);
    expect(schedule.conflicts.filter(({ why }) => why !== 'maintenance')).toEqual([]);
  });
});
