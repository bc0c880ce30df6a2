import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadgeBurst } from '../../../pwa/components/badge-burst.ts';

interface Press {
  key: string;
  at: number;
}

const printable = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFXYZabcxyz-%;?+='),
  minLength: 4,
  maxLength: 40,
});
/** As a scanner types: each key soon after the other, capitals with Shift, Enter at the end. */
const scanned = fc
  .tuple(printable, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 41, maxLength: 41 }))
  .map(([text, gaps]) => ({ text, presses: pressed([...text, 'Enter'], gaps) }));
/** As hands do: never twice in less than 60 ms, but for at most two keys that roll over each other. */
const typed = fc
  .tuple(
    fc.array(fc.constantFrom(...'0123456789abcABC ', 'Enter', 'Backspace', 'Tab', 'ArrowLeft'), {
      minLength: 1,
      maxLength: 60,
    }),
    fc.array(fc.integer({ min: 60, max: 900 }), { minLength: 60, maxLength: 60 }),
    fc.array(fc.integer({ min: 3, max: 30 }), { minLength: 60, maxLength: 60 }),
  )
  .map(([keys, gaps, roll]) =>
    pressed(
      keys,
      gaps.map((gap, i) => (i % 3 === 1 ? roll[i]! : gap)),
    ),
  );

function pressed(keys: string[], gaps: number[]): Press[] {
  let at = 0;
  return keys.flatMap((key, i) => {
    at += gaps[i]!;
    return /^[A-Z]$/.test(key)
      ? [
          { key: 'Shift', at: at - 0.5 },
          { key, at },
        ]
      : [{ key, at }];
  });
}

function badges(...parts: Press[][]): string[] {
  const burst = new BadgeBurst();
  let from = 1_000;
  return parts.flatMap((presses) => {
    from += 10_000;
    const begun = from;
    return presses.flatMap(({ key, at }) => {
      from = begun + at;
      const badge = burst.take(key, from);
      return badge === null ? [] : [badge];
    });
  });
}

describe('a badge scanner', () => {
  it('is recognised whatever it reads and however fast it is', () => {
    fc.assert(fc.property(scanned, ({ text, presses }) => void expect(badges(presses)).toEqual([text])));
  });

  it('is recognised between what somebody types, without what was typed', () => {
    fc.assert(
      fc.property(
        typed,
        scanned,
        typed,
        (before, { text, presses }, after) => void expect(badges(before, presses, after)).toEqual([text]),
      ),
    );
  });

  it('is told twice when two badges are scanned one after the other', () => {
    fc.assert(
      fc.property(
        scanned,
        scanned,
        (one, other) => void expect(badges(one.presses, other.presses)).toEqual([one.text, other.text]),
      ),
    );
  });
});

describe('somebody who types', () => {
  it('is never taken for a scanner, whatever and however long', () => {
    fc.assert(fc.property(typed, (presses) => void expect(badges(presses)).toEqual([])));
  });

  it('is not taken for one because Enter comes at once after the last letter', () => {
    expect(badges(pressed(['4', '7', '1', '1', 'Enter'], [0, 90, 80, 100, 10]))).toEqual([]);
  });
});
