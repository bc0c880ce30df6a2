import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerialMemory } from '../../../shared/production/serial-memory.ts';

const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;
const START_S = Date.UTC(2022, 9, 10) / 1000;

describe('the memory for serials', () => {
  it('says of every part what a plain list of all parts says, whatever serials look like and however long it runs', () => {
    const serial = fc.oneof(
      fc.integer({ min: 0, max: 60 }).map(String),
      fc.constantFrom('0', '000000', '007', 'A7', '', '999999999999999', '9007199254740993', '4294967297', '1'),
    );
    const part = fc.record({
      lot: fc.constantFrom('A', 'B', '0'),
      serial,
      step: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -3, max: 4 * DAY_S })),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 300 }), (parts) => {
        const memory = new SerialMemory();
        const seenAt = new Map<string, number>();
        let at = START_S;
        for (const { lot, serial, step } of parts) {
          at += step;
          const key = `${lot} ${serial}`;
          const last = seenAt.get(key);
          seenAt.set(key, at);
          const expected = last !== undefined && at - last <= WEEK_S;
          // What is far behind the newest part may be forgotten when the clock steps back across the week's edge.
          if (last === undefined || Math.abs(at - last - WEEK_S) > 3 * DAY_S)
            expect(memory.seen(lot, serial, at * 1000)).toBe(expected);
          else memory.seen(lot, serial, at * 1000);
        }
      }),
    );
  });

  it('holds a week of a fast line, each serial once', () => {
    const memory = new SerialMemory();
    for (let n = 1; n <= 200_000; n++) expect(memory.seen('A', String(n), (START_S + n) * 1000)).toBe(false);
    for (let n = 1; n <= 200_000; n += 997) expect(memory.seen('A', String(n), (START_S + 200_000) * 1000)).toBe(true);
  });

  it('knows two lots with the same serials apart', () => {
    const memory = new SerialMemory();
    expect(memory.seen('A', '17', START_S * 1000)).toBe(false);
    expect(memory.seen('B', '17', START_S * 1000)).toBe(false);
    expect(memory.seen('A', '17', (START_S + 1) * 1000)).toBe(true);
  });
});
