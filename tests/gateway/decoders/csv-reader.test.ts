import { describe, expect, it } from 'vitest';
import { csvSampleDecoder } from '../../../gateway/decoders/csv-sample-decoder.ts';
import { AppError } from '../../../shared/errors.ts';
import type { CsvSamples } from '../../../shared/sources.ts';

const source: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: 'oven.csv',
  meaning: 'samples',
  columns: ['time', 'temperature'],
  delimiter: ';',
  time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss' },
  metrics: [{ id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 }],
};
const ROW = '2026-03-01 06:00:00;181.4';
const AT = Date.parse('2026-03-01T06:00:00Z');

/** The whole file in one block: values of accepted rows, reasons of the others. */
function answers(of: Partial<CsvSamples>, bytes: Buffer | string) {
  const decode = csvSampleDecoder({ ...source, ...of }, 'UTC')(null);
  const rows = decode.decode({ bytes: Buffer.from(bytes as string), offset: 0 }, null);
  return rows.map((row) => (row.ok ? row.values : row.reason));
}
const places = (of: Partial<CsvSamples>, bytes: Buffer) =>
  csvSampleDecoder(
    { ...source, ...of },
    'UTC',
  )(null)
    .decode({ bytes, offset: 0 }, null)
    .map(({ offset, end }) => [offset, end]);

describe('a text file', () => {
  it.each(['utf16le', 'utf-16be'] as const)('may be written in %s, with a mark or declared', (encoding) => {
    const text = `${ROW}\r\nÄ;\ud83d\udd25\n\n${ROW}\n`;
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    const bytes = encoding === 'utf16le' ? little : Buffer.from(little).swap16();
    const expected = [[1814], 'time does not read as YYYY-MM-DD HH:mm:ss', [1814]];
    expect(answers({}, bytes)).toEqual(expected);
    const declared = encoding === 'utf16le' ? ('utf-16le' as const) : encoding;
    expect(answers({ encoding: declared }, bytes.subarray(2))).toEqual(expected);
    expect(places({}, bytes)).toEqual([
      [0, 56],
      [56, 66],
      [68, 120],
    ]);
  });

  it('is read on in the encoding of its start, in the middle', () => {
    const first = csvSampleDecoder(source, 'UTC')(null);
    first.decode({ bytes: Buffer.from(`\ufeff${ROW}\n`, 'utf16le'), offset: 0 }, null);
    const next = csvSampleDecoder(source, 'UTC')(first.opening);
    expect(next.decode({ bytes: Buffer.from(`${ROW}\n`, 'utf16le'), offset: 54 }, AT)).toEqual([
      { ok: true, offset: 54, end: 106, at: AT, values: [1814] },
    ]);
  });

  it('may be in Latin-1', () => {
    const bytes = Buffer.from(`${ROW.replace('181.4', '181 \xb0C')}\n`, 'latin1');
    const reader = csvSampleDecoder({ ...source, encoding: 'latin1' }, 'UTC')(null);
    expect(reader.decode({ bytes, offset: 0 }, null)).toMatchObject([
      { ok: false, text: '2026-03-01 06:00:00;181 °C', reason: 'temperature "181 °C" is not a number' },
    ]);
  });

  it('never shows half a character', () => {
    const bytes = Buffer.from(`${'x'.repeat(199)}\u{1f525}\n`);
    const [row] = csvSampleDecoder(source, 'UTC')(null).decode({ bytes, offset: 0 }, null);
    expect(row).toMatchObject({ ok: false, text: `${'x'.repeat(199)}\ufffd` });
  });

  it('may have a decimal comma', () => {
    expect(answers({ decimal: ',' }, `${ROW.replace('.', ',')}\n${ROW}\n`)).toEqual([
      [1814],
      'temperature "181.4" is not a number',
    ]);
  });

  it('has nothing where a cell is empty; a row of nothing is refused', () => {
    const two = {
      columns: ['time', 'temperature', 'pressure'],
      metrics: [...source.metrics, { id: 'pressure', name: 'Pressure', unit: 'bar', resolution: 1 }],
    };
    expect(answers(two, `${ROW};\n${ROW}; 7 \n2026-03-01 06:00:00;;\n`)).toEqual([[1814, null], [1814, 7], 'no value']);
  });

  it('may have its time in two columns', () => {
    const of = {
      columns: ['date', 'clock', 'temperature'],
      time: { column: ['date', 'clock'], format: 'DD.MM.YYYY HH:mm:ss' },
    };
    expect(answers(of, '01.03.2026;06:00:00;1\n01.03.2026;;1\n')).toEqual([
      [10],
      'time does not read as DD.MM.YYYY HH:mm:ss',
    ]);
  });

  it.each(['\n', '\r', '"'])('cannot be declared with a delimiter that cannot delimit: %j', (delimiter) => {
    expect(() => csvSampleDecoder({ ...source, delimiter, quotes: true }, 'UTC')).toThrow(AppError);
  });
});

describe('quotes', () => {
  const quoted = { quotes: true, columns: ['note', 'time', 'temperature'] };

  it('hold a field together when they are declared', () => {
    expect(answers(quoted, `"a;""b";"2026-03-01 06:00:00";"181.4"\n;${ROW}\n`)).toEqual([[1814], [1814]]);
  });

  it.each(['"open', 'a"b', '"a"b', '"a""', 'a"', '"'])('that do not match cost their own row only: %s', (field) => {
    expect(answers(quoted, `${field};${ROW}\nx;${ROW}\n`)).toEqual([
      'a quote stands in the wrong place or is not closed',
      [1814],
    ]);
  });

  it('are characters like others when they are not declared', () => {
    expect(answers({ columns: quoted.columns }, `"open;${ROW}\na"b;${ROW}\n`)).toEqual([[1814], [1814]]);
  });
});
