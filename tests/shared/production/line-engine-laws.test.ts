import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodiesOf, cyclesIn, engineAfter, feed, STOPS, streams, total } from './cycle-stream.ts';

/** Time from each cycle to the next, ms; negative where the clock was set back. */
function steps(cycles: readonly { at: number }[]): number[] {
  return cycles.slice(1).map((cycle, i) => cycle.at - cycles[i]!.at);
}

describe('whatever a line does', () => {
  it('every cycle is counted once: produced and empty ones are all cycles, good and rework are all parts', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        const hours = bodiesOf(engineAfter(stream));
        const cycles = cyclesIn(stream);
        const sum = (count: 'produced' | 'good' | 'rework' | 'empty') => total(hours.flatMap((hour) => hour[count]));
        expect(sum('produced') + sum('empty')).toBe(cycles.length);
        expect(sum('produced')).toBe(cycles.filter(({ present }) => present).length);
        expect(sum('good') + sum('rework')).toBe(sum('produced'));
        for (const hour of hours) {
          for (let m = 0; m < 60; m++) expect(hour.good[m]! + hour.rework[m]!).toBe(hour.produced[m]);
        }
      }),
    );
  });

  it('every row read is a cycle or a rejected row, also one that comes before the first cycle', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        const read = stream.filter((step) => step !== 'file').length;
        expect(total(bodiesOf(engineAfter(stream)).map(({ rowsRead }) => rowsRead))).toBe(read);
      }),
    );
  });

  it('runs say the same as minutes', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        for (const hour of bodiesOf(engineAfter(stream))) {
          for (const count of ['produced', 'good', 'rework', 'empty'] as const) {
            expect(total(hour.runs.map((run) => run[count]))).toBe(total(hour[count]));
          }
        }
      }),
    );
  });

  it('time adds up: stops and the other cycle times are all the time that passed, a clock set back counts 0', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        const cycleTimes = steps(cyclesIn(stream));
        const stopped = bodiesOf(engineAfter(stream)).flatMap(({ stops }) => stops.map(([from, to]) => to! - from));
        const short = cycleTimes.filter((ms) => ms >= 0 && ms <= STOPS.minSeconds * 1000);
        expect(total(stopped) + total(short)).toBe(total(cycleTimes.filter((ms) => ms > 0)));
      }),
    );
  });

  it('down time in the minutes is the whole time of the stops that count as down', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        const hours = bodiesOf(engineAfter(stream));
        const stops = hours.flatMap((hour) => hour.stops.map(([from, to]) => to! - from));
        expect(total(hours.flatMap(({ downMs }) => downMs))).toBe(
          total(stops.filter((ms) => ms > STOPS.downFromSeconds * 1000)),
        );
      }),
    );
  });

  it('no minute holds more than 60 seconds of down and unknown time while the clock goes forward', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), (stream) => {
        for (const hour of bodiesOf(engineAfter(stream))) {
          for (let m = 0; m < 60; m++) expect(hour.downMs[m]! + hour.unknownMs[m]!).toBeLessThanOrEqual(60_000);
        }
      }),
    );
  });

  it('each step back of the clock is counted, in the hour into which it leads', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        const back = steps(cyclesIn(stream)).filter((ms) => ms < 0).length;
        expect(total(bodiesOf(engineAfter(stream)).map(({ clockSteps }) => clockSteps))).toBe(back);
      }),
    );
  });

  it('an hour that a stop runs into says so, and only such an hour', () => {
    fc.assert(
      fc.property(streams({ clockSteps: false }), (stream) => {
        const hours = bodiesOf(engineAfter(stream));
        const stops = hours.flatMap((hour) => hour.stops);
        for (const hour of hours) {
          const runsIn = stops.find(([from, to]) => from < hour.hourAt && to! > hour.hourAt);
          expect(hour.openAtStart).toBe(runsIn?.[0] ?? null);
        }
      }),
    );
  });

  it('the figures are the same, whether the rows come at once or in parts with statements and forgetting between', () => {
    fc.assert(
      fc.property(streams(), fc.array(fc.nat(150), { maxLength: 4 }), (stream, cuts) => {
        const stated = new Map<number, unknown>();
        const state = (engine: ReturnType<typeof engineAfter>) => {
          for (const hourAt of engine.changed()) {
            stated.set(hourAt, engine.body(hourAt, null));
            engine.settled(hourAt);
          }
        };
        const engine = engineAfter([]);
        let from = 0;
        for (const cut of [...cuts.sort((a, b) => a - b), stream.length]) {
          feed(engine, stream.slice(from, cut));
          from = Math.max(from, cut);
          state(engine);
          // Twice the longest stop behind the newest row, as those who keep an engine do.
          engine.forgetBefore((engine.lastAt ?? 0) - 48 * 3_600_000);
        }
        const whole = engineAfter(stream);
        for (const hourAt of whole.hours()) {
          const { coveredTo: _, ...expected } = whole.body(hourAt, null)!;
          expect(stated.get(hourAt)).toMatchObject(expected);
        }
        expect([...stated.keys()].sort()).toEqual(whole.hours().sort());
      }),
    );
  });

  it('the rows replayed into another engine give the same figures to the byte', () => {
    fc.assert(
      fc.property(streams(), (stream) => {
        expect(JSON.stringify(bodiesOf(engineAfter(stream)))).toBe(JSON.stringify(bodiesOf(engineAfter(stream))));
      }),
      { numRuns: 30 },
    );
  });
});
