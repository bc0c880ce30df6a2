import { describe, expect, it } from 'vitest';
import { cycleDecoder } from '../../../gateway/decoders/cycle-decoder.ts';
import type { DecodedCycle } from '../../../gateway/decoders/decoded.ts';
import type { CsvCycles } from '../../../shared/sources.ts';
import { seeded } from '../../fixtures/line-hours.ts';

const source: CsvCycles = {
  id: 'vision',
  kind: 'csv',
  path: 'PR*.txt',
  meaning: 'cycles',
  columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
  time: { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
};
const decoder = cycleDecoder(source, 'UTC');
const decode = (block: { bytes: Buffer; offset: number }) => decoder(null).decode(block, null);
const ROW = '1169100,159159,44819,1,10/10/22 13:42:04.342';

function decoded(text: string | Buffer, offset = 0): DecodedCycle[] {
  return decode({ bytes: Buffer.from(text as string), offset });
}
const reasons = (text: string) => decoded(text).map((row) => (row.ok ? 'ok' : row.reason));
const offsetOf = (row: DecodedCycle) => (row.ok ? row.cycle.offset : row.offset);

describe('a row of cycles', () => {
  it('is one cycle, with its place', () => {
    expect(decoded(`${ROW}\n`, 700)).toEqual([
      {
        ok: true,
        end: 745,
        cycle: {
          at: Date.parse('2022-10-10T13:42:04.342Z'),
          present: true,
          serial: '44819',
          lot: '159159',
          item: '1169100',
          offset: 700,
        },
      },
    ]);
  });

  it('is empty when the part is 0, and keeps its serial to the letter', () => {
    const [row] = decoded('1440700,0,000000,0,10/10/22 05:57:31;877\n');
    expect(row).toMatchObject({ ok: true, cycle: { present: false, serial: '000000', lot: '0' } });
  });

  it('may end with CRLF, LF or the end of the block', () => {
    const rows = decoded(`${ROW}\r\n${ROW}\n${ROW}`);
    expect(rows.map((row) => row.ok && row.cycle.at)).toEqual(
      Array.from({ length: 3 }, () => Date.parse('2022-10-10T13:42:04.342Z')),
    );
    expect(rows.map((row) => [offsetOf(row), row.end])).toEqual([
      [0, 46],
      [46, 91],
      [91, 135],
    ]);
  });

  it('may follow a byte order mark at the start of the file only', () => {
    expect(reasons(`\uFEFF${ROW}\n`)).toEqual(['ok']);
    expect(decode({ bytes: Buffer.from(`\uFEFF${ROW}\n`), offset: 99 })[0]).toMatchObject({
      ok: true,
      cycle: { item: '\uFEFF1169100' },
    });
  });

  it('has what all rows of the file have from the declaration', () => {
    const scale = cycleDecoder(
      {
        ...source,
        columns: ['serialNumber', 'partPresent', 'time'],
        constants: { itemNumber: 'I1', lotNumber: 'none' },
      },
      'UTC',
    )(null);
    for (const present of ['1', '1.0']) {
      const bytes = Buffer.from(`44819,${present},10/10/22 13:42:04.342\n`);
      expect(scale.decode({ bytes, offset: 5 }, null)).toMatchObject([
        { ok: true, cycle: { serial: '44819', lot: 'none', item: 'I1', present: true, offset: 5 } },
      ]);
    }
  });

  it('shares the text of its lot and item with the rows before', () => {
    const lots = decoded(`1,lot-${'x'.repeat(20)},1,1,10/10/22 13:42:04.342\n`.repeat(2));
    expect(lots.map((row) => row.ok && row.cycle.lot)).toEqual(Array(2).fill(`lot-${'x'.repeat(20)}`));
  });

  it('may be declared in another order, with another delimiter and further columns', () => {
    const other = cycleDecoder(
      {
        ...source,
        columns: ['time', 'camera', 'partPresent', 'serialNumber', 'lotNumber', 'itemNumber'],
        delimiter: ';',
        time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss', zone: 'Europe/Berlin' },
      },
      'UTC',
    );
    expect(
      other(null).decode({ bytes: Buffer.from('2022-10-10 13:42:04;cam 1;1;7;L1;I1\n'), offset: 0 }, null),
    ).toMatchObject([
      {
        ok: true,
        cycle: { at: Date.parse('2022-10-10T11:42:04Z'), present: true, serial: '7', lot: 'L1', item: 'I1' },
      },
    ]);
  });
});

describe('a row that cannot be read', () => {
  it('is a value with its reason, and the rows around it are read', () => {
    expect(
      reasons(
        [
          ROW,
          '1169100,159159,44819,1',
          `${ROW},7`,
          '1,2,3,x,10/10/22 13:42:04.342',
          '1,2,3,,10/10/22 13:42:04.342',
          '1,2,,1,10/10/22 13:42:04.342',
          '1,2,3,1,yesterday',
          ROW,
        ].join('\n'),
      ),
    ).toEqual([
      'ok',
      'expected 5 fields, got 4',
      'expected 5 fields, got 6',
      'partPresent "x" is not a number',
      'partPresent "" is not a number',
      'serialNumber is empty',
      'time does not read as MM/DD/YY HH:mm:ss.SSS',
      'ok',
    ]);
  });

  it('is one whose part is only white space: that is no 0', () => {
    expect(reasons('1,2,3, ,10/10/22 13:42:04.342\n')).toEqual(['partPresent " " is not a number']);
  });

  it('keeps its text, cut at 200 characters, and its place', () => {
    const [short, long] = decoded(`a,b\n${'x'.repeat(500)}\n`, 1_000);
    expect(short).toMatchObject({ ok: false, offset: 1_000, end: 1_004, text: 'a,b' });
    expect(long).toMatchObject({ ok: false, offset: 1_004, end: 1_505, text: 'x'.repeat(200) });
  });

  it('does not swallow others by a stray quote', () => {
    expect(reasons(`1169100,"159159,44819,1,10/10/22 13:42:04.342\n${ROW}\n${ROW}\n`)).toEqual(['ok', 'ok', 'ok']);
  });

  it('is no row at all when the line is empty', () => {
    expect(decoded('\n\r\n\n')).toEqual([]);
    expect(decoded(`\n${ROW}\n\r\n${ROW}\n\n`).map(offsetOf)).toEqual([1, 48]);
    expect(decoded('')).toEqual([]);
    expect(decoded(Buffer.from([0xef, 0xbb, 0xbf]))).toEqual([]);
  });

  it('does not swallow others when the file begins with bytes that look like a mark', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`x\n${ROW}\n${ROW}\n`)]);
    const latin1 = cycleDecoder({ ...source, encoding: 'latin1' }, 'UTC')(null);
    expect(latin1.decode({ bytes, offset: 0 }, null).map(({ ok }) => ok)).toEqual([false, true, true]);
  });

  it('says so when it is longer than 64 kB: its source cut it', () => {
    const long = `1,${'7'.repeat(65_534)}`;
    expect(decoded(long)).toMatchObject([{ ok: false, end: 65_536, reason: 'row is longer than 64 kB and was cut' }]);
    expect(reasons(`${long.slice(0, 65_000)}\n`)).toEqual(['expected 5 fields, got 2']);
  });

  it('says so when it has NUL bytes, as after a power cut', () => {
    expect(reasons(`${'\0'.repeat(30)}\n${ROW}\n`)).toEqual(['row has NUL bytes', 'ok']);
    expect(reasons(`1,2,3\0,1,10/10/22 13:42:04.342\n`)).toEqual(['row has NUL bytes']);
  });
});

describe('any bytes', () => {
  /** Bytes that look more or less like rows. */
  function anyBytes(random: () => number): Buffer {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const pieces = Array.from({ length: Math.floor(random() * 12) }, () => {
      const noise = Buffer.from(Array.from({ length: Math.floor(random() * 9) }, () => Math.floor(random() * 256)));
      return pick([
        Buffer.from(ROW),
        Buffer.from('\n'),
        Buffer.from('\r\n'),
        Buffer.from(','),
        Buffer.from('"'),
        Buffer.from('\r'),
        Buffer.from('\uFEFF'),
        noise,
        Buffer.from(`${ROW}\n`),
      ]);
    });
    return Buffer.concat(pieces);
  }

  it('never throw, lose no line, and each row lies where it says: 20,000 texts', () => {
    const random = seeded(20_221_010);
    for (let run = 0; run < 20_000; run++) {
      const bytes = anyBytes(random);
      const offset = run % 3 === 0 ? 0 : 5_000;
      const rows = decode({ bytes, offset });
      const lines = [...bytes.toString('latin1').matchAll(/[^\n]*\n|[^\n]+$/g)].filter(([line], i) => {
        const text = i === 0 && offset === 0 ? line.replace(/^\xEF\xBB\xBF/, '') : line;
        return !/^[\t\v\f\r ]*\n?$/.test(text);
      });
      const places = rows.map((row) => bytes.subarray(offsetOf(row) - offset, row.end - offset).toString('latin1'));
      if (places.join('¦') !== lines.map(([line]) => line).join('¦'))
        expect({ run, places }).toEqual({ run, places: lines.map(([line]) => line) });
      for (const [i, row] of rows.entries()) {
        const alone = decode({ bytes: Buffer.from(places[i]!, 'latin1'), offset: offsetOf(row) });
        if (row.ok && alone.length === 1) expect(alone[0]).toEqual(row);
      }
    }
  });
});
