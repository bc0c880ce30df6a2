import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobPlace } from '../../../shared/orders/entities.ts';
import { keyBetween, keysBetween, LONGEST_KEY, rekeyed } from '../../../shared/orders/queue-key.ts';
import { Check } from 'typebox/value';

const sorted = (keys: readonly string[]) => keys.every((key, i) => i === 0 || keys[i - 1]! < key);
const fits = (key: string) => Check(JobPlace.properties.key, key);

describe('Keys of a queue', () => {
  it('give what is appended a place behind, without growing', () => {
    const keys = keysBetween(null, null, 5000, 'desk');
    expect(sorted(keys)).toBe(true);
    expect(Math.max(...keys.map((key) => key.length))).toBe('0000.desk'.length);
  });

  it('give what is put in front a place there, without growing', () => {
    let first = keyBetween(null, null, 'desk');
    for (let i = 0; i < 5000; i++) {
      const before = keyBetween(null, first, 'desk');
      expect(before < first).toBe(true);
      first = before;
    }
    expect(first.length).toBe('0000.desk'.length);
  });

  it('take more than a hundred moves to the same spot before they grow too long', () => {
    const [first, last] = keysBetween(null, null, 2, 'desk') as [string, string];
    let after = last;
    let moves = 0;
    while (after.length <= LONGEST_KEY) {
      after = keyBetween(first, after, 'desk');
      moves++;
    }
    expect(moves).toBeGreaterThan(100);
  });

  it('keep the order of any inserts, by devices that see each other and that do not', () => {
    const insert = fc.record({ at: fc.nat(), device: fc.constantFrom('a', 'b', 'tab7'), unseen: fc.boolean() });
    fc.assert(
      fc.property(fc.array(insert, { maxLength: 120 }), (inserts) => {
        let keys: string[] = [];
        for (const { at, device, unseen } of inserts) {
          const i = at % (keys.length + 1);
          const [before, after] = [keys[i - 1] ?? null, keys[i] ?? null];
          const key = keyBetween(before, after, device);
          expect(fits(key) || key.length > 80).toBe(true);
          // At the same moment another device may do the same, and sees neither.
          const both = unseen ? [key, keyBetween(before, after, `${device}2`)] : [key];
          for (const each of both) {
            expect(before === null || before < each).toBe(true);
            expect(after === null || each < after).toBe(true);
          }
          keys = [...keys.slice(0, i), ...both.sort(), ...keys.slice(i)];
        }
        expect(sorted(keys)).toBe(true);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('find room beside any keys that the schema allows, whoever made them', () => {
    const key = fc
      .tuple(fc.stringMatching(/^[0-9A-Za-z]{1,6}$/), fc.stringMatching(/^[a-z0-9-]{1,4}$/))
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(key, key, (one, other) => {
        fc.pre(one !== other);
        const [before, after] = one < other ? [one, other] : [other, one];
        for (const [low, high] of [
          [before, after],
          [null, before],
          [after, null],
        ] as const) {
          fc.pre(low !== null || !/^0*\.-*$/.test(high ?? ''));
          const between = keyBetween(low, high, 'z9');
          expect(low === null || low < between).toBe(true);
          expect(high === null || between < high).toBe(true);
          expect(fits(between)).toBe(true);
        }
      }),
    );
  });

  it('are given to several at once, in order and evenly', () => {
    const [before, after] = keysBetween(null, null, 2, 'desk') as [string, string];
    const keys = keysBetween(before, after, 100, 'desk');
    expect(sorted([before, ...keys, after])).toBe(true);
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThanOrEqual('00000.desk'.length + 1);
    expect(keysBetween(before, after, 0, 'desk')).toEqual([]);
  });

  it('become short again when a queue gets new ones', () => {
    const long = ['V000'.padEnd(50, 'z'), 'V001'.padEnd(60, 'y')].map((digits) => `${digits}.desk`);
    const keys = rekeyed(long, 'desk');
    expect(keys).toHaveLength(2);
    expect(sorted(keys)).toBe(true);
    expect(keys.every((key) => key.length < 12)).toBe(true);
  });

  it('refuse to come between keys that are in the wrong order', () => {
    expect(() => keyBetween('b.x', 'a.x', 'x')).toThrow(RangeError);
  });
});
