import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cycle } from '../../../shared/production/cycle.ts';
import { packCycles, unpackCycles } from '../../../shared/series/cycle-columns.ts';

const serials = fc.oneof(
  fc.nat(999_999).map(String),
  fc.nat(999).map((value) => String(value).padStart(6, '0')),
  fc.constantFrom(
    '',
    '0',
    '000000',
    '0.0',
    '-1',
    '1e3',
    'A7',
    ' 12',
    '٣',
    '999999999999999',
    '000000000000001',
    '1000000000000000',
    '9'.repeat(40),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const names = fc.oneof(fc.constantFrom('0', '', '159159', '159070', '0159070'), fc.string({ maxLength: 8 }));
const cycles = fc.array(
  fc.record<Cycle>({
    at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    present: fc.boolean(),
    serial: serials,
    lot: names,
    item: names,
    offset: fc.nat(2 ** 40),
  }),
  { maxLength: 60 },
);

describe('cycles in a chunk', () => {
  it('come back to the letter: leading zeros, serials that are no digits, lots, offsets', () => {
    fc.assert(
      fc.property(cycles, (given) => {
        const { bytes, texts } = packCycles(given);
        expect(unpackCycles(bytes, texts, given.length)).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  it('keep 0, 000000 and 0.0 apart', () => {
    const given = ['0', '000000', '0.0', '00'].map((serial, i) => ({
      at: 1000 + i,
      present: false,
      serial,
      lot: '0',
      item: '7',
      offset: i * 10,
    }));
    const { bytes, texts } = packCycles(given);
    expect(unpackCycles(bytes, texts, 4).map(({ serial }) => serial)).toEqual(['0', '000000', '0.0', '00']);
  });

  it('write a lot once, however many rows name it', () => {
    const given = Array.from({ length: 500 }, (_, i) => ({
      at: i,
      present: true,
      serial: String(i),
      lot: '159159',
      item: '159159',
      offset: i,
    }));
    expect(packCycles(given).texts).toEqual(['159159']);
  });
});
