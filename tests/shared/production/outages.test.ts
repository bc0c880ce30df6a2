import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import { LineEngine, LONGEST_STOP_MS } from '../../../shared/production/line-engine.ts';
import { lineState } from '../../../shared/production/line-state.ts';
import { stopsOf } from '../../../shared/production/stops.ts';
import { bodiesOf, cyclesIn, engineAfter, feed, partsAt, RULES, START, STOPS, streams, total } from './cycle-stream.ts';

const at = (seconds: number) => START + seconds * 1000;
type Outage = { from: number; to: number };

function engineKnowing(outages: readonly Outage[]): LineEngine {
  const engine = new LineEngine(RULES);
  for (const { from, to } of outages) engine.outage(from, to);
  return engine;
}

const down = (hours: readonly LineHourBody[]) => total(hours.flatMap(({ downMs }) => downMs));
const unknown = (hours: readonly LineHourBody[]) => total(hours.flatMap(({ unknownMs }) => unknownMs));

describe('a gap in which the source could not be heard', () => {
  const hours = bodiesOf(feed(engineKnowing([{ from: at(100), to: at(400) }]), partsAt(0, 10, 900)));

  it('is unknown as far as the outage goes, not down', () => {
    expect(unknown(hours)).toBe(300_000);
    expect(hours[0]!.unknownMs.slice(1, 8)).toEqual([20_000, 60_000, 60_000, 60_000, 60_000, 40_000, 0]);
    expect(down(hours)).toBe(590_000);
  });

  it('leaves stops of their own before and after, known by where they begin', () => {
    expect(hours[0]!.stops).toEqual([
      [at(0), at(10)],
      [at(10), at(100)],
      [at(400), at(900)],
    ]);
    expect(stopsOf('line8', hours).map(({ id }) => id)).toContain(`line8:${at(400)}`);
  });

  it('has no stop where less than a stop is left of it', () => {
    const [hour] = bodiesOf(feed(engineKnowing([{ from: at(1), to: at(58.9) }]), partsAt(0, 60)));
    expect(hour!.stops).toEqual([]);
    expect(unknown([hour!])).toBe(57_900);
  });

  it('is no gap where rows came late and filled it', () => {
    const everySecond = partsAt(...Array.from({ length: 900 }, (_, second) => second));
    const outage = [{ from: at(100), to: at(400) }];
    expect(bodiesOf(feed(engineKnowing(outage), everySecond))).toEqual(bodiesOf(engineAfter(everySecond)));
  });

  it('counts the standstill after an outage of more than a day, which a silence of that length does not', () => {
    const back = 30 * 3_600;
    const found = bodiesOf(feed(engineKnowing([{ from: at(60), to: at(back) }]), partsAt(0, back + 600)));
    expect(found.flatMap(({ stops }) => stops)).toEqual([
      [at(0), at(60)],
      [at(back), at(back + 600)],
    ]);
    expect(LONGEST_STOP_MS).toBeLessThan(back * 1000);
  });
});

describe('a source that cannot be heard now', () => {
  const lost = () => {
    const engine = feed(new LineEngine(RULES), partsAt(0, 0.5, 1));
    engine.outageSince = at(1.5);
    return engine;
  };

  it('leaves the state of its line undefined since then, however long', () => {
    expect(lineState(lost(), { id: 'line8', stops: STOPS }, RULES.zone, at(200))).toEqual({
      state: 'Undefined',
      since: at(1.5),
    });
    expect(lost().knownTo(at(90_000))).toBe(at(1.5));
    expect(lost().openStop(at(200))).toBeNull();
  });

  it('makes the time until now unknown, not down', () => {
    const body = lost().body(START, at(200))!;
    expect(body.coveredTo).toBe(at(200));
    expect(body.stops).toEqual([]);
    expect([total(body.downMs), total(body.unknownMs)]).toEqual([0, 198_500]);
  });

  it('ends the standstill that was there before it', () => {
    const engine = feed(new LineEngine(RULES), partsAt(0));
    engine.outageSince = at(100);
    expect(engine.body(START, at(200))!.stops).toEqual([[at(0), at(100)]]);
    engine.outageSince = null;
    engine.outage(at(100), at(200));
    expect(engine.body(START, at(260))!.stops).toEqual([
      [at(0), at(100)],
      [at(200), null],
    ]);
    expect(engine.openStop(at(260))).toBe(at(200));
    expect(lineState(engine, { id: 'line8', stops: STOPS }, RULES.zone, at(270))).toEqual({
      state: 'Held',
      since: at(200),
    });
  });

  it('is no outage of a line that goes on telling of cycles', () => {
    const engine = feed(lost(), partsAt(60, 60.5));
    expect(engine.body(START, at(61))).toMatchObject({ coveredTo: at(61) });
    expect(engine.knownTo(at(61))).toBe(at(61));
  });

  it('has what was stated of the time since the last cycle stated again', () => {
    const engine = feed(new LineEngine(RULES), partsAt(0));
    engine.touchOpen(at(4_000));
    for (const hourAt of engine.changed()) engine.settled(hourAt);
    engine.outageSince = at(100);
    expect(engine.changed()).toEqual([START, START + HOUR_MS]);
  });

  it('has a statement for each hour that it lasts, for a day', () => {
    const engine = lost();
    engine.touchOpen(at(2 * 3_600 + 60));
    expect(engine.hours()).toEqual([START, START + HOUR_MS, START + 2 * HOUR_MS]);
    expect(total(engine.body(START + HOUR_MS, at(2 * 3_600 + 60))!.unknownMs)).toBe(HOUR_MS);
    engine.touchOpen(at(90 * 3_600));
    expect(engine.hours()).toHaveLength(26);
  });
});

describe('whatever a line does and whenever its source is away', () => {
  const hour = 3_600_000;
  const outages = fc.array(
    fc
      .tuple(fc.integer({ min: -hour, max: 20 * hour }), fc.integer({ min: 1, max: 5 * hour }))
      .map(([from, ms]): Outage => ({ from: START + from, to: START + from + ms })),
    { maxLength: 6 },
  );
  const without = (stream: Parameters<typeof feed>[1]) => bodiesOf(engineAfter(stream));

  it('time is conserved: cycle times, stops and unknown time are all the time that passed', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), outages, (stream, away) => {
        const cycles = cyclesIn(stream);
        const hours = bodiesOf(feed(engineKnowing(away), stream));
        const busy = hours.flatMap((body) => body.stops.map(([from, to]) => to! - from));
        const span = cycles.at(-1)!.at - cycles[0]!.at;
        // What is left of a gap beside an outage and too short for a stop is neither.
        const short = total(without(stream).flatMap(({ stops }) => stops.map(([from, to]) => to! - from)));
        const rest = short - total(busy) - unknown(hours);
        expect(rest).toBeGreaterThanOrEqual(0);
        expect(rest).toBeLessThanOrEqual(2 * away.length * STOPS.minSeconds * 1000 * Math.max(1, cycles.length));
        expect(total(busy) + unknown(hours)).toBeLessThanOrEqual(span);
        for (const body of hours)
          for (let m = 0; m < 60; m++) expect(body.downMs[m]! + body.unknownMs[m]!).toBeLessThanOrEqual(60_000);
      }),
    );
  });

  it('nothing is unknown but in an outage, and no stop lies in one', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), outages, (stream, away) => {
        const hours = bodiesOf(feed(engineKnowing(away), stream));
        const covered = away.reduce((sum, { from, to }) => sum + to - from, 0);
        expect(unknown(hours)).toBeLessThanOrEqual(covered);
        for (const [from, to] of hours.flatMap(({ stops }) => stops))
          for (const outage of away) expect(from >= outage.to || to! <= outage.from).toBe(true);
      }),
    );
  });

  it('the figures are the same, whether the outages were known from the start or each when it ended', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), outages, fc.boolean(), (stream, away, backwards) => {
        const rebuilt = bodiesOf(feed(engineKnowing(backwards ? away.toReversed() : away), stream));
        const live = new LineEngine(RULES);
        for (const step of stream) {
          if (typeof step === 'object') {
            const { at: now } = step.cycle;
            const lasting = away.filter(({ from, to }) => from < now && now < to);
            live.outageSince = lasting.length === 0 ? null : Math.min(...lasting.map(({ from }) => from));
            for (const { from, to } of away) if (to <= now) live.outage(from, to);
            for (const hourAt of live.hours()) live.body(hourAt, now);
          }
          feed(live, [step]);
        }
        expect(bodiesOf(live)).toEqual(rebuilt);
      }),
    );
  });

  it('what was said while an outage lasted is what is said when it is over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * hour }), fc.integer({ min: 1, max: 5 * hour }), (from, ms) => {
        const [since, now] = [START + 5_000 + from, START + 5_000 + from + ms];
        const lasting = feed(new LineEngine(RULES), partsAt(0, 0.5, 1, 5));
        lasting.outageSince = since;
        lasting.touchOpen(now);
        const over = feed(engineKnowing([{ from: since, to: now }]), partsAt(0, 0.5, 1, 5));
        over.touchOpen(now);
        feed(over, partsAt((now - START) / 1000));
        for (const hourAt of lasting.hours()) {
          const { rowsRead: _r, ...said } = lasting.body(hourAt, now)!;
          const { stops, downMs, unknownMs, openAtStart } = said;
          expect(over.body(hourAt, null)).toMatchObject({ stops, downMs, unknownMs, openAtStart });
        }
      }),
    );
  });

  it('without an outage everything is as ever', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        expect(bodiesOf(feed(engineKnowing([]), stream))).toEqual(without(stream));
      }),
      { numRuns: 30 },
    );
  });
});
