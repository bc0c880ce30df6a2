import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownHour, type LineHourBody } from '../../../shared/documents/line-hour.ts';
import { iso22400 } from '../../../shared/kpi/iso22400.ts';
import { LineEngine } from '../../../shared/production/line-engine.ts';
import type { CountEntry, ManualEntry, StateEntry } from '../../../shared/production/manual-entries.ts';
import { withManual } from '../../../shared/production/with-manual.ts';
import { bodiesOf, feed, partsAt, RULES, START, STOPS, total } from './cycle-stream.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (minutes: number) => START + minutes * MINUTE;
let entered = 0;

function count(from: number, to: number, produced: number, fields: Partial<CountEntry> = {}): CountEntry {
  const id = `manual-count:${++entered}`;
  const made = { produced, good: produced, rework: 0 };
  return { kind: 'count', id, at: entered, from: at(from), to: at(to), ...made, supersedes: null, ...fields };
}

function state(from: number, until: number, name: StateEntry['state'], fields: Partial<StateEntry> = {}): StateEntry {
  const id = `manual-state:${++entered}`;
  const said = { state: name, reason: null, supersedes: null };
  return { kind: 'state', id, at: entered, from: at(from), until: at(until), ...said, ...fields };
}

/** A part each second up to `lostAt`, nothing until `backAt`, then a part each second for 10 min; minutes after `START`. */
function hoursWithOutage(lostAt = 10, backAt = 40): LineHourBody[] {
  const engine = new LineEngine(RULES);
  engine.outage(at(lostAt), at(backAt));
  const seconds = (from: number, to: number) => Array.from({ length: (to - from) * 60 }, (_, i) => from * 60 + i);
  return bodiesOf(feed(engine, partsAt(...seconds(0, lostAt), ...seconds(backAt, backAt + 10))));
}

function byHand(entries: readonly ManualEntry[], hours = hoursWithOutage(), until = Infinity) {
  return withManual({ hours, entries, until, unknownHour });
}
const madeIn = (hours: readonly LineHourBody[]) => total(hours.flatMap(({ produced }) => produced));
const unknownIn = (hours: readonly LineHourBody[]) => total(hours.flatMap(({ unknownMs }) => unknownMs));
const handMinutes = (hours: ReturnType<typeof byHand>) =>
  hours.flatMap(({ byHand: flags }) => flags ?? []).filter(Boolean).length;

describe('a count by hand', () => {
  it('is spread over the unknown minutes of its window, as whole parts, and says which', () => {
    const [hour] = byHand([count(10, 40, 100)]);
    expect(madeIn([hour!])).toBe(1_200 + 100);
    expect(new Set(hour!.produced.slice(11, 40))).toEqual(new Set([3, 4]));
    expect(hour!.byHand!.indexOf(true)).toBe(10);
    expect(hour!.byHand!.lastIndexOf(true)).toBe(39);
  });

  it('leaves minutes that the machine reported as they are', () => {
    const before = hoursWithOutage();
    const [hour] = byHand([count(0, 50, 2_000)], before);
    expect(hour!.produced.slice(0, 9)).toEqual(before[0]!.produced.slice(0, 9));
    expect(hour!.produced.slice(40, 50)).toEqual(before[0]!.produced.slice(40, 50));
    expect(before[0]!.produced[20]).toBe(0);
  });

  it('is of all parts in its window: what the machine saw of them is not counted twice', () => {
    expect(madeIn(byHand([count(0, 60, 1_300)]))).toBe(1_300);
    expect(madeIn(byHand([count(0, 60, 900)]))).toBe(1_200);
  });

  it('gives way to rows of the machine that arrive for the time after all', () => {
    const typed = [count(10, 40, 100), state(10, 40, 'Execute')];
    const everySecond = partsAt(...Array.from({ length: 3_000 }, (_, second) => second));
    const machine = bodiesOf(feed(new LineEngine(RULES), everySecond));
    const [hour] = byHand(typed, machine);
    expect(hour!.produced).toEqual(machine[0]!.produced);
    expect(handMinutes([hour!])).toBe(0);
  });

  it('leaves out time in which the line was said to stand', () => {
    const [hour] = byHand([state(10, 25, 'Held'), count(10, 40, 100)]);
    expect(total(hour!.produced.slice(11, 25))).toBe(0);
    expect(madeIn([hour!])).toBe(1_300);
  });

  it('keeps good, rework and scrap apart', () => {
    const [hour] = byHand([count(10, 40, 100, { good: 90, rework: 4 })]);
    expect([total(hour!.good), total(hour!.rework)]).toEqual([1_290, 4]);
    for (let m = 0; m < 60; m++) expect(hour!.good[m]! + hour!.rework[m]!).toBeLessThanOrEqual(hour!.produced[m]!);
  });

  it('that was replaced counts no more, nor one that was taken back', () => {
    const first = count(10, 40, 100);
    const second = count(10, 40, 60, { supersedes: first.id });
    expect(madeIn(byHand([first, second]))).toBe(1_260);
    expect(madeIn(byHand([first, second, count(10, 40, 0, { supersedes: second.id, withdrawn: true })]))).toBe(1_200);
  });

  it('makes hours of which there is nothing at all', () => {
    const hours = withManual({ hours: [], entries: [count(30, 90, 60)], until: at(75), unknownHour });
    expect(hours.map(({ coveredTo }) => coveredTo)).toEqual([START + HOUR, at(75)]);
    expect(madeIn(hours)).toBe(60);
  });
});

describe('a state by hand', () => {
  it('turns unknown time into running time', () => {
    const [hour] = byHand([state(10, 30, 'Execute')]);
    expect(unknownIn([hour!])).toBe(10 * MINUTE);
    expect(total(hour!.downMs)).toBe(0);
    expect(hour!.stops).toEqual(hoursWithOutage()[0]!.stops);
  });

  it('or into a stop with down time', () => {
    const [hour] = byHand([state(15, 25, 'Held', { reason: 'film-jam' })]);
    expect(hour!.stops).toContainEqual([at(15), at(25)]);
    expect(total(hour!.downMs)).toBe(10 * MINUTE);
    expect(unknownIn([hour!])).toBe(20 * MINUTE);
  });

  it('holds until another one is said, and again when that is taken back', () => {
    const running = state(10, 40, 'Execute');
    const stopped = state(20, 40, 'Held');
    expect(byHand([running, stopped])[0]!.stops).toContainEqual([at(20), at(40)]);
    const undone = state(20, 40, 'Held', { supersedes: stopped.id, withdrawn: true });
    expect(unknownIn(byHand([running, stopped, undone]))).toBe(0);
    expect(total(byHand([running, stopped, undone])[0]!.downMs)).toBe(0);
  });

  it('that was said again when it expired is one stop', () => {
    const [hour] = byHand([state(10, 25, 'Held'), state(25, 40, 'Held')]);
    expect(hour!.stops.filter(([from]) => from >= at(10) && from < at(40))).toEqual([[at(10), at(40)]]);
  });

  it('says nothing of what is not yet over, and a stop that lasts has no end', () => {
    const hours = byHand([state(10, 40, 'Held')], hoursWithOutage(), at(20));
    expect(hours[0]!.stops).toContainEqual([at(10), null]);
    expect(total(hours[0]!.downMs)).toBe(10 * MINUTE);
  });

  it('counts in the report: running time, down time and parts', () => {
    const line = { id: 'line8', stops: STOPS, idealRatePerHour: 3_600 };
    const window = { from: START, to: at(50) };
    const report = (entries: ManualEntry[]) => iso22400(byHand(entries), window, line, RULES.zone);
    const machine = report([]);
    expect(machine.unknownTimeMs).toBe(30 * MINUTE);
    expect(machine.actualProductionTimeMs + machine.unknownTimeMs + machine.downTimeMs).toBe(machine.plannedBusyTimeMs);
    const kept = report([state(10, 30, 'Execute'), state(30, 40, 'Held'), count(10, 30, 1_200)]);
    expect(kept.unknownTimeMs).toBe(0);
    expect(kept.downTimeMs).toBe(10 * MINUTE);
    expect(kept.producedQuantity).toBe(2_400);
    expect(kept.actualProductionTimeMs).toBe(machine.actualProductionTimeMs + 20 * MINUTE);
  });
});

describe('whatever people say', () => {
  const minute = fc.integer({ min: -30, max: 150 });
  const anyEntry = fc.oneof(
    fc
      .tuple(minute, fc.integer({ min: 1, max: 90 }), fc.nat(500), fc.nat(500), fc.nat(500))
      .map(([from, length, produced, good, rework]) => {
        const quality = {
          good: Math.min(good, produced),
          rework: Math.min(rework, produced - Math.min(good, produced)),
        };
        return count(from, from + length, produced, quality);
      }),
    fc
      .tuple(minute, fc.integer({ min: 1, max: 90 }), fc.constantFrom('Execute', 'Held', 'Idle'))
      .map(([from, length, name]) => state(from, from + length, name as StateEntry['state'])),
  );
  const anyEntries = fc.array(anyEntry, { maxLength: 8 });
  const outage = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 80 }));

  it('what the machine reported stays, time is conserved, and good and rework are parts', () => {
    fc.assert(
      fc.property(anyEntries, outage, fc.integer({ min: 0, max: 200 }), (entries, [lost, ms], until) => {
        const before = hoursWithOutage(lost, lost + ms);
        const hours = byHand(entries, before, at(until));
        for (const hour of hours) {
          const machine = before.find(({ hourAt }) => hourAt === hour.hourAt) ?? unknownHour(hour.hourAt);
          for (let m = 0; m < 60; m++) {
            const start = hour.hourAt + m * MINUTE;
            const open = machine.unknownMs[m]! > 0 || start + MINUTE > machine.coveredTo;
            if (!open) {
              expect(hour.byHand?.[m] ?? false).toBe(false);
              for (const field of ['produced', 'good', 'rework', 'downMs', 'unknownMs'] as const)
                expect(hour[field][m]).toBe(machine[field][m]);
            }
            expect(hour.unknownMs[m]! + hour.downMs[m]!).toBeLessThanOrEqual(MINUTE);
            expect(hour.good[m]! + hour.rework[m]!).toBeLessThanOrEqual(hour.produced[m]!);
          }
        }
      }),
    );
  });

  it('the order in which it arrives does not matter', () => {
    fc.assert(
      fc.property(anyEntries, (entries) => {
        expect(byHand(entries.toReversed())).toEqual(byHand(entries));
      }),
    );
  });

  it('a count in unknown time is there to the last part', () => {
    fc.assert(
      fc.property(outage, fc.nat(100_000), ([lost, ms], produced) => {
        const before = hoursWithOutage(lost, lost + ms);
        expect(madeIn(byHand([count(lost, lost + ms, produced)], before)) - madeIn(before)).toBe(produced);
      }),
    );
  });
});
