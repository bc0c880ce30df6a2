import { describe, expect, it } from 'vitest';
import { LineEngine, LONGEST_STOP_MS } from '../../../shared/production/line-engine.ts';
import { stopsOf } from '../../../shared/production/stops.ts';
import { rulesOf } from '../../fixtures/calendar-rules.ts';
import { bodiesOf, engineAfter, feed, partsAt, RULES, START, total, type Step } from './cycle-stream.ts';

const HOUR_MS = 3_600_000;
const at = (seconds: number) => START + seconds * 1000;

function cycle(
  seconds: number,
  fields: { serial?: string; lot?: string; item?: string; present?: boolean } = {},
): Step {
  return { cycle: { at: at(seconds), present: true, serial: '1', lot: 'A', item: '7', offset: 0, ...fields } };
}
const empty = (seconds: number) => cycle(seconds, { present: false, lot: '0', serial: '0' });

describe('a stop', () => {
  it('is a cycle time strictly above minSeconds', () => {
    const engine = engineAfter(partsAt(0, 1.1, 2.201, 3.3));
    expect(bodiesOf(engine)[0]!.stops).toEqual([[at(1.1), at(2.201)]]);
  });

  it('over several hours is listed where it starts, and is open at the start of the others', () => {
    const hours = bodiesOf(engineAfter(partsAt(3_000, 2 * 3_600 + 1_800)));
    expect(hours.map(({ openAtStart }) => openAtStart)).toEqual([null, at(3_000), at(3_000)]);
    expect(hours.map(({ stops }) => stops)).toEqual([[[at(3_000), at(9_000)]], [], []]);
    expect(hours.map(({ downMs }) => total(downMs))).toEqual([600_000, 3_600_000, 1_800_000]);
    expect(hours[0]!.downMs.slice(49, 51)).toEqual([0, 60_000]);
  });

  it('that ends on the border of an hour does not reach into that hour', () => {
    const hours = bodiesOf(engineAfter(partsAt(3_000, 3_600)));
    expect(hours.map(({ openAtStart }) => openAtStart)).toEqual([null, null]);
  });

  it('up to downFromSeconds is no down time, just above it is, by its whole length', () => {
    const [hour] = bodiesOf(engineAfter(partsAt(30, 90, 150.001)));
    expect(hour!.stops).toHaveLength(2);
    expect(hour!.downMs.slice(0, 3)).toEqual([0, 30_000, 30_001]);
  });

  it('keeps its identity when its start repeats after a clock step', () => {
    const hours = bodiesOf(engineAfter([cycle(10), cycle(20), cycle(10), cycle(30)]));
    expect(stopsOf('line8', hours).map(({ id }) => id)).toEqual([`line8:${at(10)}`, `line8:${at(10)}.2`]);
    expect(hours[0]!.clockSteps).toBe(1);
  });

  it('ends the time since when the line cycles', () => {
    const engine = engineAfter(partsAt(0, 0.4, 5, 5.4));
    expect(engine.cyclingSince).toBe(at(5));
    expect(engineAfter(partsAt(3)).cyclingSince).toBe(at(3));
    expect(engineAfter([]).cyclingSince).toBeNull();
  });
});

describe('an hour that was stated', () => {
  it('is stated again when the stop that was open in it ends', () => {
    const engine = engineAfter(partsAt(3_500));
    engine.settled(START);
    feed(engine, partsAt(3_700));
    expect(engine.changed()).toEqual([START, START + HOUR_MS]);
    expect(engine.body(START, null)!.stops).toEqual([[at(3_500), at(3_700)]]);
  });

  it('can be forgotten, but not the hour of the newest row nor one with news', () => {
    const engine = engineAfter(partsAt(0, 4_000, 8_000));
    engine.settled(START);
    engine.forgetBefore(START + 10 * HOUR_MS);
    expect(engine.hours()).toEqual([START + HOUR_MS, START + 2 * HOUR_MS]);
  });
});

describe('a standstill that lasts', () => {
  const engine = engineAfter(partsAt(0, 0.4, 3_000));

  it('is an open stop from the last cycle on, the same while live and when it is over', () => {
    expect(engine.openStop(at(3_001.1))).toBeNull();
    expect(engine.openStop(at(3_001.2))).toBe(at(3_000));
    const open = engine.body(START, at(3_400))!;
    expect(open.stops.at(-1)).toEqual([at(3_000), null]);
    expect(open.coveredTo).toBe(at(3_400));
    expect(total(open.downMs)).toBe(3_000_000 - 400 + 400_000);
    expect(engine.body(START, null)!.stops).toHaveLength(1);
  });

  it('reaches into the hours after it', () => {
    engine.touch(START + HOUR_MS);
    const next = engine.body(START + HOUR_MS, at(3_900))!;
    expect(next.openAtStart).toBe(at(3_000));
    expect(total(next.downMs)).toBe(300_000);
    expect(next.stops).toEqual([]);
  });

  it('says nothing any more after a day', () => {
    const now = at(3_000) + LONGEST_STOP_MS;
    expect(engine.openStop(now)).toBe(at(3_000));
    expect(engine.openStop(now + 1)).toBeNull();
    expect(engine.knownTo(now + 1)).toBe(at(3_000));
    expect(engine.knownTo(null)).toBe(at(3_000));
  });
});

describe('time about which nothing is known', () => {
  it('is a gap of more than a day: neither a stop nor down time', () => {
    const hours = bodiesOf(engineAfter(partsAt(0, 90_000)));
    expect(hours.flatMap(({ stops }) => stops)).toEqual([]);
    expect(total(hours.flatMap(({ downMs }) => downMs))).toBe(0);
    expect(total(hours[0]!.unknownMs)).toBe(HOUR_MS);
  });

  it('is a gap between two files with a planned break in it', () => {
    const calendar = { start: '06:00', end: '22:00', breaks: [{ start: '12:00', end: '12:30' }] };
    const rules = { ...RULES, line: { ...RULES.line, calendar } };
    // 11:50 and 12:40 in Los Angeles.
    const stream = (between: Step[]) => [
      cycle(5.75 * 3_600 + 300, { serial: '1' }),
      ...between,
      cycle(6.5 * 3_600 + 600, { serial: '2' }),
    ];
    const started = bodiesOf(engineAfter(stream(['file']), rules));
    expect(started.flatMap(({ stops }) => stops)).toEqual([]);
    expect(total(started.flatMap(({ unknownMs }) => unknownMs))).toBe(45 * 60_000 + 300_000);
    const sameFile = bodiesOf(engineAfter(stream([]), rules));
    expect(sameFile.flatMap(({ stops }) => stops)).toHaveLength(1);
  });

  it('is not a gap between two files within planned time', () => {
    const calendar = { start: '06:00', end: '22:00' };
    const rules = { ...RULES, line: { ...RULES.line, calendar } };
    const hours = bodiesOf(engineAfter([cycle(3_600), 'file', cycle(3_900, { serial: '2' })], rules));
    expect(hours.flatMap(({ stops }) => stops)).toEqual([[at(3_600), at(3_900)]]);
  });

  it('is so by the plant file alone: what planners set later must not change hours that are stated', () => {
    const exceptions = [{ scope: 'plant', kind: 'holiday', from: '2022-10-10T00:00', to: '2022-10-11T00:00' }] as const;
    const line = {
      ...RULES.line,
      calendar: { start: '06:00', end: '22:00' },
      rules: rulesOf(RULES.zone, { exceptions }),
    };
    const hours = bodiesOf(engineAfter([cycle(3_600), 'file', cycle(3_900, { serial: '2' })], { ...RULES, line }));
    expect(hours.flatMap(({ stops }) => stops)).toEqual([[at(3_600), at(3_900)]]);
  });

  it('is the same in every hour, whether the line was watched while it stood or its rows came later', () => {
    const watched = engineAfter(partsAt(0));
    const later = engineAfter(partsAt(0));
    // Watched: time itself closed these hours as standing.
    for (let h = 1; h <= 24; h++) {
      watched.touch(START + h * HOUR_MS);
      watched.settled(START + h * HOUR_MS);
    }
    const stated = new Map(watched.hours().map((hourAt) => [hourAt, watched.body(hourAt, hourAt + HOUR_MS)!]));
    for (const engine of [watched, later]) feed(engine, [cycle(30 * 3_600, { serial: '2' })]);
    for (const hourAt of watched.changed()) stated.set(hourAt, watched.body(hourAt, null)!);
    for (const [hourAt, body] of stated) {
      const expected = later.body(hourAt, null);
      if (expected) expect(body).toEqual(expected);
      else
        expect({ hourAt, unknown: total(body.unknownMs), openAtStart: body.openAtStart }).toEqual({
          hourAt,
          unknown: HOUR_MS,
          openAtStart: null,
        });
    }
  });
});

describe('a part', () => {
  const rework = (stream: Step[]) => bodiesOf(engineAfter(stream)).reduce((sum, hour) => sum + total(hour.rework), 0);
  const DAY = 86_400;

  it('is a rework when its lot and serial were seen on the line within 7 days', () => {
    expect(rework([cycle(0), cycle(7 * DAY)])).toBe(1);
    expect(rework([cycle(0), cycle(7 * DAY + 1)])).toBe(0);
    expect(rework([cycle(0), cycle(1, { lot: 'B' })])).toBe(0);
    expect(rework([cycle(0, { serial: '007' }), cycle(1, { serial: '7' })])).toBe(0);
  });

  it('that is seen again counts its 7 days from then', () => {
    expect(rework([cycle(0), cycle(5 * DAY), cycle(10 * DAY)])).toBe(2);
  });

  it('is also a rework when the clock was set back in between', () => {
    expect(rework([cycle(100), cycle(40)])).toBe(1);
  });

  it('is no rework of an empty cycle', () => {
    expect(rework([empty(0), cycle(0.4, { lot: '0', serial: '0' })])).toBe(0);
    expect(rework([empty(0), empty(0.4), empty(0.8)])).toBe(0);
  });
});

describe('an empty cycle', () => {
  it('belongs to the lot around it', () => {
    const [hour] = bodiesOf(
      engineAfter([cycle(0), empty(0.4), cycle(0.8, { serial: '2' }), cycle(1.2, { lot: 'B' }), empty(1.6)]),
    );
    expect(hour!.runs.map(({ lot, produced, empty: empties }) => [lot, produced, empties])).toEqual([
      ['A', 2, 1],
      ['B', 1, 1],
    ]);
  });

  it('does not change the lot that the line is said to work on', () => {
    expect(engineAfter([cycle(0), empty(0.4)]).lot).toBe('A');
    expect(engineAfter([empty(0)]).lot).toBeNull();
  });
});

describe('a rejected row', () => {
  it('counts as read in the hour of the row before it', () => {
    const hours = bodiesOf(
      engineAfter([cycle(3_599.9), 'rejected', cycle(3_600.3, { serial: '2' }), 'rejected', 'rejected']),
    );
    expect(hours.map(({ rowsRead }) => rowsRead)).toEqual([2, 3]);
  });

  it('before the very first cycle counts in the hour of that cycle', () => {
    const hours = bodiesOf(engineAfter(['rejected', 'rejected', cycle(0)]));
    expect(hours.map(({ rowsRead }) => rowsRead)).toEqual([3]);
  });
});

describe('the rate', () => {
  it('is the parts of the last 15 seconds, a minute', () => {
    expect(new LineEngine(RULES).ratePerMinute()).toBeNull();
    expect(engineAfter(partsAt(0, 10, 15.1, 20, 25)).ratePerMinute()).toBe(12);
  });

  it('of a fast machine is not cut', () => {
    expect(engineAfter(partsAt(...Array.from({ length: 600 }, (_, i) => i / 10))).ratePerMinute()).toBe(600);
  });

  it('does not count empty cycles', () => {
    expect(engineAfter([cycle(0), empty(1), empty(2)]).ratePerMinute()).toBe(4);
  });
});
