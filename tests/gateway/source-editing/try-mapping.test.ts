import { describe, expect, it } from 'vitest';
import { tryMapping } from '../../../gateway/source-editing/try-mapping.ts';
import { checksumBytes } from '../../../shared/checksum.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import type { TriedMapping } from '../../../shared/sync/sources.ts';
import { CYCLES } from '../../fixtures/sources.ts';

const ZONE = 'America/Los_Angeles';
type Rows = Extract<TriedMapping, { kind: 'rows' }>;
const rowsOf = (definition: unknown, sample: string | Buffer): Rows => {
  const given = typeof sample === 'string' ? { text: sample } : { base64: sample.toString('base64') };
  const tried = tryMapping(definition, given, ZONE);
  if (tried.kind === 'problems') throw new Error(JSON.stringify(tried.problems));
  return tried;
};
const problemsOf = (definition: unknown) => tryMapping(definition, { text: '' }, ZONE);
const metric = { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 };

describe('a mapping that is tried', () => {
  it('reads a sample as the machine would be read, and shows what stands beside it', () => {
    const tried = rowsOf(
      CYCLES,
      '1330700,159070,7,1,10/06/26 15:42:10.123\r\nbad\n1330700,159070,8,0,10/06/26 15:42:11.000',
    );
    expect(tried).toMatchObject({ ok: 2, rejected: 1, encoding: 'utf-8' });
    expect(tried.rows[0]).toEqual({
      offset: 0,
      raw: '1330700,159070,7,1,10/06/26 15:42:10.123',
      decoded: {
        time: '2026-10-06 15:42:10.123',
        itemNumber: '1330700',
        lotNumber: '159070',
        serialNumber: '7',
        partPresent: '1',
      },
      reason: null,
    });
    expect(tried.rows[1]).toEqual({ offset: 42, raw: 'bad', decoded: null, reason: 'expected 5 fields, got 1' });
    expect(tried.lastAt! - tried.firstAt!).toBe(877);
    expect(tried.columns.map(({ use }) => use)).toEqual([
      'itemNumber',
      'lotNumber',
      'serialNumber',
      'partPresent',
      'time',
    ]);
  });

  it('lists every problem of the definition with its place in it', () => {
    expect(problemsOf({ ...CYCLES, delimiter: ';;', time: { column: 'time' }, colour: 'red' })).toEqual({
      kind: 'problems',
      problems: expect.arrayContaining([
        expect.objectContaining({ place: 'delimiter' }),
        expect.objectContaining({ place: 'colour', text: 'is not a known setting' }),
      ]) as unknown,
    });
    expect(problemsOf({ ...CYCLES, columns: ['time'] })).toMatchObject({
      problems: [{ place: 'columns' }, {}, {}, {}],
    });
    expect(problemsOf('nonsense')).toMatchObject({ problems: [{ place: 'kind' }] });
  });

  it('counts all rows and shows the first 200', () => {
    const tried = rowsOf(CYCLES, '1,2,3,1,10/06/26 15:42:10.123\n'.repeat(1_000));
    expect(tried.ok).toBe(1_000);
    expect(tried.rows).toHaveLength(200);
  });

  it('names the columns that the header names, and which of them nothing reads', () => {
    const definition: SourceDefinition = {
      id: 'oven',
      kind: 'csv',
      path: 'oven.csv',
      meaning: 'samples',
      delimiter: ';',
      decimal: ',',
      header: { names: true },
      time: { column: 'Zeit', format: 'iso8601' },
      metrics: [{ ...metric, column: 'Temp' }],
    };
    const tried = rowsOf(definition, Buffer.from('\ufeffZeit;Temp;Bemerkung\n2026-10-06T15:42:10Z;182,4;gut\n'));
    expect(tried.columns).toEqual([
      { name: 'Zeit', use: 'time' },
      { name: 'Temp', use: 'temperature' },
      { name: 'Bemerkung', use: null },
    ]);
    expect(tried.rows[0]!.decoded).toEqual({ time: '2026-10-06 08:42:10.000', temperature: '182.4 °C' });
  });

  it('reads text that was pasted in the encoding that is declared', () => {
    for (const encoding of ['latin1', 'utf-16le', 'utf-16be'] as const) {
      const tried = rowsOf({ ...CYCLES, encoding }, 'Übung,1,2,1,10/06/26 15:42:10.123');
      expect(tried.rows[0]!.decoded).toMatchObject({ itemNumber: 'Übung' });
      expect(tried.rows[0]!.raw).toContain('Übung');
    }
  });

  describe('of a port', () => {
    const port = { id: 'sealer', kind: 'serial', path: '/dev/ttyUSB0', meaning: 'samples', metrics: [metric] };

    it('reads lines', () => {
      const tried = rowsOf({ ...port, columns: ['temperature'] }, '182.4\n\n181.9\nERR\n');
      expect(tried.rows.map(({ raw, decoded }) => [raw, decoded?.temperature])).toEqual([
        ['182.4', '182.4 °C'],
        ['181.9', '181.9 °C'],
        ['ERR', undefined],
      ]);
    });

    it('reads frames in hex, with rubbish between them', () => {
      const frame = {
        length: 4,
        start: '02',
        checksum: 'sum8',
        fields: [{ metric: 'temperature', at: 1, type: 'int16', scale: 0.1 }],
      };
      const body = [2, 0x07, 0x20];
      const good = Buffer.from([...body, ...checksumBytes('sum8', Buffer.from(body))]).toString('hex');
      const tried = rowsOf({ ...port, frame }, `${good} ff:ff:ff ${good}`);
      expect(tried).toMatchObject({ ok: 2, rejected: 1 });
      expect(tried.rows[0]).toMatchObject({ raw: '02 07 20 29', decoded: { temperature: '182.4 °C' } });
      expect(() => rowsOf({ ...port, frame }, 'no hex')).toThrow(/paste them in hex/);
    });
  });
});
