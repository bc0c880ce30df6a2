import { describe, expect, it } from 'vitest';
import { sampleDecoder } from '../../../gateway/decoders/sample-decoder.ts';
import type { SerialSource } from '../../../shared/equipment.ts';
import { seeded } from '../../fixtures/line-hours.ts';

const source: SerialSource = {
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['name', 'temperature', 'pressure'],
  metrics: [
    { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 },
    { id: 'pressure', name: 'Pressure', unit: 'bar', resolution: 0.01 },
  ],
};
const decode = sampleDecoder(source);
const decoded = (text: string | Buffer, offset = 7) => decode({ bytes: Buffer.from(text as string), offset });

describe('a line of samples', () => {
  it('is one value for each metric, with a decimal point or comma', () => {
    expect(decoded('S1;181.4;2,05\r\n')).toEqual([
      {
        ok: true,
        offset: 7,
        end: 8,
        values: [
          { metric: 'temperature', value: 181.4 },
          { metric: 'pressure', value: 2.05 },
        ],
      },
    ]);
    expect(decoded('S1; -4 ;+3\n')).toMatchObject([{ ok: true, values: [{ value: -4 }, { value: 3 }] }]);
  });

  it.each([
    ['S1;181.4', 'expected 3 fields, got 2'],
    ['S1;181.4;2;9', 'expected 3 fields, got 4'],
    ['S1;;2', '"" is not a number'],
    ['S1;1.2.3;2', '"1.2.3" is not a number'],
    ['S1;181.4;NaN', '"NaN" is not a number'],
    ['S1;1e5;2', '"1e5" is not a number'],
    ['S1;Infinity;2', '"Infinity" is not a number'],
  ])('that cannot be read is refused with its reason: %s', (text, reason) => {
    expect(decoded(`${text}\n`)).toEqual([{ ok: false, offset: 7, end: 8, text, reason }]);
  });

  it('refuses a number that no series can hold', () => {
    for (const digits of ['9'.repeat(400), '9'.repeat(30), `-${'9'.repeat(20)}`]) {
      expect(decoded(`S1;${digits};2\n`)).toMatchObject([{ ok: false }]);
    }
  });

  it('is no line when it is empty', () => {
    expect(decoded('\r\n')).toEqual([]);
    expect(decoded('   \n')).toEqual([]);
  });

  it('with noise before it is one refused line', () => {
    expect(decoded(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('S1;181.4;2\n')]))).toMatchObject([
      { offset: 7, end: 8 },
    ]);
  });

  it('never throws, whatever the bytes', () => {
    const random = seeded(7);
    for (let run = 0; run < 5_000; run++) {
      const bytes = Buffer.from(
        Array.from({ length: Math.floor(random() * 40) }, () =>
          random() < 0.5 ? Math.floor(random() * 256) : '0123456789;.,-\r\n '.charCodeAt(Math.floor(random() * 17)),
        ),
      );
      for (const line of decode({ bytes, offset: 100 })) expect(line.end).toBe(line.offset + 1);
    }
  });
});
