/** The quick way through plain rows and csv-parse must not be told apart by their answers. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectOf } from '../../../gateway/decoders/csv-layout.ts';
import { csvDecoder } from '../../../gateway/decoders/csv-reader.ts';
import { cycleMeaning } from '../../../gateway/decoders/cycle-decoder.ts';
import type { Accepted, RowMeaning } from '../../../gateway/decoders/row-meaning.ts';
import { sampleMeaning } from '../../../gateway/decoders/sample-rows.ts';
import { timeColumn } from '../../../gateway/decoders/time-column.ts';
import type { CsvCycles, CsvSamples } from '../../../shared/sources.ts';
import { fileOf, sameBothWays } from './both-ways.ts';

const LA = 'America/Los_Angeles';
/** Around the nights when clocks change, where the row before matters. */
const NIGHTS = ['2026-03-08T09:50:00Z', '2026-11-01T08:50:00Z', '2026-06-01T12:00:00Z'].map((text) => Date.parse(text));

/** The same meaning, counting the rows that went the quick way. */
function counted<Row extends Accepted>(meaning: RowMeaning<Row>, count: () => void): RowMeaning<Row> {
  return {
    ...meaning,
    under: (layout) => {
      const readers = meaning.under(layout);
      if (typeof readers === 'string' || !readers.plain) return readers;
      const { fields, plain } = readers;
      return {
        fields,
        plain: (row, previous) => {
          const read = plain(row, previous);
          if (read) count();
          return read;
        },
      };
    },
  };
}

const time = fc.record({
  format: fc.constantFrom('MM/DD/YY HH:mm:ss.SSS', 'YYYY-MM-DD HH:mm', 'iso8601', 'epoch-s', 'epoch-ms'),
  at: fc.tuple(fc.constantFrom(...NIGHTS), fc.integer({ min: 0, max: 7_200_000 })).map(([night, ms]) => night + ms),
});

/** How a machine writes an instant: as if the zone were eight hours behind, which makes skipped and repeated times. */
function written(format: string, at: number): string {
  const iso = new Date(at - 8 * 3_600_000).toISOString();
  const date = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)}`;
  switch (format) {
    case 'MM/DD/YY HH:mm:ss.SSS':
      return `${date} ${iso.slice(11, 23)}`;
    case 'YYYY-MM-DD HH:mm':
      return iso.slice(0, 16).replace('T', ' ');
    case 'epoch-s':
      return String(at / 1000);
    case 'epoch-ms':
      return String(at);
    default:
      return iso.slice(0, 23);
  }
}

const delimiter = fc.constantFrom(',', ';', '\t', '|', ' ', '"', '/', '1', 'é', '\u{1f525}');
const encoding = fc.constantFrom('utf-8' as const, 'latin1' as const, 'utf-16le' as const, 'utf-16be' as const);
const header = fc.constantFrom(
  {},
  { lines: 1 },
  { lines: 2 },
  { until: 'End', names: false },
  { until: '#', times: 2 },
);
const lineEnd = fc.constantFrom('\n', '\n', '\r\n', '\r\r\n', '\n\n', '\n \t\n');
/** The last line of a file may lack its end, or half of it. */
const lastEnd = fc.constantFrom(0, 0, 1, 2);
const number = fc.oneof(
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }).map((value) => value.toFixed(2)),
  fc.integer().map(String),
  fc.constantFrom(
    '',
    ' ',
    '1',
    '.5',
    '5.',
    '-',
    '-0',
    '+1',
    ' 7 ',
    '1e3',
    'NaN',
    '9'.repeat(16),
    '1,5',
    '0.000000000000001',
  ),
);
const text = fc.oneof(
  fc.constantFrom('0', '159159', '000481516', '', 'Lot Ä', '"q"', 'a"b', '"'),
  fc.string({ maxLength: 14 }),
);
/** Rows of fields, and what happens to them on the way: nothing, a character changed, or noise. */
const damage = fc.oneof(
  { weight: 6, arbitrary: fc.constant((row: string) => row) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(60), fc.constantFrom('', 'x', '"', '\0', '\r', 'é', ',', ';', ' ')).map(
      ([at, char]) =>
        (row: string) =>
          row.slice(0, at) + char + row.slice(at + 1),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 30 }).map((noise) => () => noise.replaceAll('\n', '')),
  },
);

/** No `\n` but at the end of a line, so that each line is whole rows. */
const lines = (fields: fc.Arbitrary<string[]>, of: string) =>
  fc.tuple(linesWithEnds(fields, of), lastEnd).map(([all, missing]) => {
    const last = all.pop();
    return last === undefined ? all : [...all, last.slice(0, last.length - missing)];
  });

const linesWithEnds = (fields: fc.Arbitrary<string[]>, of: string) =>
  fc.array(
    fc.tuple(fields, damage, lineEnd).map(([row, damaged, end]) => damaged(row.join(of)).replaceAll('\n', '') + end),
    { maxLength: 24 },
  );

describe('the quick way', () => {
  it('gives the answers of csv-parse for any cycles, however they are split into blocks', () => {
    const cases = fc
      .tuple(delimiter, encoding, header, time, fc.boolean(), fc.boolean())
      .chain(([of, enc, head, clock, quotes, hasLot]) => {
        const moments = time.map(({ at }) => written(clock.format, at));
        const present = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('0', '1') }, { weight: 1, arbitrary: number });
        const fields = fc
          .tuple(text, text, moments, present, text)
          .map(([lot, serial, at, part, item]) => [...(hasLot ? [lot] : []), serial, at, part, item]);
        const source: CsvCycles = {
          id: 'c',
          kind: 'csv',
          path: 'x',
          meaning: 'cycles',
          encoding: enc,
          delimiter: of,
          quotes: quotes && of !== '"',
          header: head,
          columns: [...(hasLot ? ['lotNumber'] : []), 'serialNumber', 'time', 'partPresent', 'itemNumber'],
          constants: hasLot ? {} : { lotNumber: 'none' },
          time: { column: 'time', format: clock.format },
        };
        return fc.record({
          source: fc.constant(source),
          lines: lines(fields, of),
          picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        });
      });
    fc.assert(
      fc.property(cases, ({ source, lines, picks }) => {
        sameBothWays(dialectOf(source), cycleMeaning(source, LA), fileOf(lines, source.encoding!, picks));
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives the answers of csv-parse for any samples, however they are split into blocks', () => {
    const cases = fc
      .tuple(delimiter, encoding, time, fc.boolean(), fc.boolean(), fc.constantFrom('.' as const, ',' as const))
      .chain(([of, enc, clock, quotes, isNamed, decimal]) => {
        const moments = time.map(({ at }) => written(clock.format, at).replace('.', decimal));
        const sizes = fc.constantFrom(3, 3, 3, 2, 4, 5);
        const fields = fc
          .tuple(moments, number, number, number, text, sizes)
          .map(([at, a, b, c, note, size]) => [at, a.replace('.', decimal), b, note, c].slice(0, size));
        const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
        const source: CsvSamples = {
          id: 's',
          kind: 'csv',
          path: 'x',
          meaning: 'samples',
          encoding: enc,
          delimiter: of,
          decimal,
          quotes: quotes && of !== '"',
          ...(isNamed ? { header: { names: true } } : { columns: ['time', 'a', 'b', 'note'] }),
          time: { column: 'time', format: clock.format },
          metrics: [metric('b', 0.01), metric('a', 1)],
        };
        return fc.record({
          source: fc.constant(source),
          lines: lines(fields, of).map((rows) => [...(isNamed ? [`time${of}a${of}b${of}note\r\n`] : []), ...rows]),
          picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
        });
      });
    fc.assert(
      fc.property(cases, ({ source, lines, picks }) => {
        const { metrics, decimal = '.' } = source;
        const meaning = sampleMeaning({ metrics, decimal, time: timeColumn(source, LA) });
        sameBothWays(dialectOf(source), meaning, fileOf(lines, source.encoding!, picks));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the way of every row that is as it should be, and one odd row does not close it', () => {
    const source: CsvCycles = {
      id: 'vision',
      kind: 'csv',
      path: 'x',
      meaning: 'cycles',
      columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
      time: { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
    };
    let quick = 0;
    const decoder = csvDecoder(
      dialectOf(source),
      counted(cycleMeaning(source, LA), () => quick++),
    );
    const row = '1169100,159159,44819,1,10/10/22 13:42:04.342\r\n';
    const bytes = Buffer.from(`${row.repeat(50)}?\n${row.replace('9159', '9Ä')}${row.repeat(50)}`);
    const rows = decoder(null).decode({ bytes, offset: 0 }, null);
    expect(rows.map(({ ok }) => ok)).toEqual([...Array(50).fill(true), false, ...Array(51).fill(true)]);
    expect(quick).toBe(100);
  });
});
