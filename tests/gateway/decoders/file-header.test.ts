import { describe, expect, it } from 'vitest';
import { csvSampleDecoder } from '../../../gateway/decoders/csv-sample-decoder.ts';
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

/** The whole file in one block: values of accepted rows, reasons of the others. */
function answers(of: Partial<CsvSamples>, bytes: Buffer | string) {
  const decode = csvSampleDecoder({ ...source, ...of }, 'UTC')(null);
  const rows = decode.decode({ bytes: Buffer.from(bytes as string), offset: 0 }, null);
  return rows.map((row) => (row.ok ? row.values : row.reason));
}
describe('a header', () => {
  it('of so many lines is no data, empty ones among them', () => {
    expect(answers({ header: { lines: 3 } }, `Oven 3\n\nTime;Temperature\n${ROW}\n`)).toEqual([[1814]]);
  });

  it('may name the columns', () => {
    const { columns: _, ...noColumns } = source;
    const reader = csvSampleDecoder(
      { ...noColumns, header: { lines: 1, names: true }, time: { ...source.time, column: 'When' } },
      'UTC',
    )(null);
    const bytes = Buffer.from(`Oven 3\r\n temperature ;When;Comment\r\n181.4;2026-03-01 06:00:00\r\n1;2;3;4\n181.4\n`);
    expect(reader.decode({ bytes, offset: 0 }, null).map((row) => (row.ok ? row.values : row.reason))).toEqual([
      [1814],
      'expected 2 to 3 fields, got 4',
      'expected 2 to 3 fields, got 1',
    ]);
    expect(reader.opening.header).toBe('Oven 3\n temperature ;When;Comment\n');
  });

  it('that does not name a needed column makes every row a refused one', () => {
    const { columns: _, ...noColumns } = source;
    const reader = csvSampleDecoder({ ...noColumns, header: { names: true } }, 'UTC')(null);
    const rows = reader.decode({ bytes: Buffer.from(`time;temp\n${ROW}\n`), offset: 0 }, null);
    expect(rows).toMatchObject([{ ok: false, offset: 10, reason: 'the header names no column "temperature"' }]);
  });

  it('begins anew where its first line comes again', () => {
    expect(answers({ header: { lines: 2 } }, `time;t\n-;C\n${ROW}\ntime;t\n-;C\n${ROW}\n`)).toEqual([[1814], [1814]]);
  });

  it('that looks like a row is told from one', () => {
    expect(answers({ header: { lines: 1 } }, `${ROW}\n${ROW}0\n${ROW}\n${ROW}0\n`)).toEqual([[1814], [1814]]);
  });

  it('whose end does not come is bounded, and what follows is refused until it comes', () => {
    const lines = `${'x'.repeat(999)}\n`.repeat(70);
    const reader = csvSampleDecoder({ ...source, header: { until: '***End' } }, 'UTC')(null);
    const rows = reader.decode({ bytes: Buffer.from(`${lines}***End***\n${ROW}\n`), offset: 0 }, null);
    expect(rows.map((row) => (row.ok ? row.values : row.reason))).toEqual([
      ...Array<string>(5).fill("the header's end does not come"),
      [1814],
    ]);
    expect(reader.opening.header.length).toBeLessThan(66_000);
  });
});

/** As LabVIEW writes its measurement files: tabs, two headers, a last column that rows do not have. */
const LABVIEW = `LabVIEW Measurement\t
Writer_Version\t2
Separator\tTab
Decimal_Separator\t,
Time_Pref\tRelative
Date\t2026/03/01
Time\t05:59:59,1
***End_of_Header***\t
\t
Channels\t1\t\t
Date\t2026/03/01\t
Time\t06:00:00,2509999275207519531\t
X0\t0,0000000000000000E+0\t
***End_of_Header***\t\t
X_Value\tTemperature\tComment
0,000000\t181,400000
0,100000\t181,500000\t
1,25\t1,816E+2\tdoor open
`;

describe('a LabVIEW measurement file', () => {
  const { columns: _, ...noColumns } = source;
  const labview: CsvSamples = {
    ...noColumns,
    delimiter: '\t',
    decimal: ',',
    header: { until: '***End_of_Header***', times: 2, names: true },
    time: {
      column: 'X_Value',
      format: 'seconds',
      since: { fields: ['Date', 'Time'], format: 'YYYY/MM/DD HH:mm:ss.SSS' },
    },
    metrics: [{ ...source.metrics[0]!, column: 'Temperature' }],
  };
  const start = Date.parse('2026-03-01T05:00:00.250Z');
  const expected = [
    [start, [1814]],
    [start + 100, [1815]],
    [start + 1250, [1816]],
  ];
  const decode = (bytes: Buffer, cuts: number[] = [], of = labview) => {
    const decoder = csvSampleDecoder(of, 'Europe/Berlin');
    let opening = null;
    const rows = [];
    for (const [i, from] of [0, ...cuts].entries()) {
      const reader = decoder(opening);
      rows.push(...reader.decode({ bytes: bytes.subarray(from, cuts[i] ?? bytes.length), offset: from }, null));
      opening = reader.opening;
    }
    return rows.map((row) => (row.ok ? [row.at, row.values] : row.reason));
  };

  it('is read from its header: names, start and decimal comma', () => {
    expect(decode(Buffer.from(LABVIEW.replaceAll('\n', '\r\n')))).toEqual(expected);
  });

  it('is read the same wherever reading stops and a new reader goes on', () => {
    const bytes = Buffer.from(LABVIEW);
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    for (const end of ends.slice(0, -1)) expect(decode(bytes, [end])).toEqual(expected);
    expect(decode(bytes, ends.slice(0, -1))).toEqual(expected);
  });

  it('may begin anew in the same file, with another start', () => {
    const later = LABVIEW.replaceAll('2026/03/01', '2026/03/02');
    const rows = decode(Buffer.from(LABVIEW + later));
    expect(rows).toEqual([...expected, ...expected.map(([at, values]) => [(at as number) + 86_400_000, values])]);
  });

  it('without fractions in its start, or with a start that does not read', () => {
    const whole = LABVIEW.replace('06:00:00,2509999275207519531', '06:00:00');
    expect(decode(Buffer.from(whole))[0]).toEqual([start - 250, [1814]]);
    const format = 'YYYY/MM/DD HH:mm:ss';
    const since = { ...labview.time.since!, format };
    expect(decode(Buffer.from(LABVIEW), [], { ...labview, time: { ...labview.time, since } })[0]).toEqual([
      start - 250,
      [1814],
    ]);
    expect(decode(Buffer.from(LABVIEW.replaceAll('Time\t', 'Clock\t')))).toEqual(
      Array(3).fill('the header has no field "Time"'),
    );
    expect(decode(Buffer.from(LABVIEW.replaceAll('2026/03/01', 'today')))[0]).toBe(
      'in the header "today 06:00:00,2509999275207519531": time does not read as YYYY/MM/DD HH:mm:ss.SSS',
    );
  });
});
