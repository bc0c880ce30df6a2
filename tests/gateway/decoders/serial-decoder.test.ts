import { describe, expect, it } from 'vitest';
import { serialDecoder } from '../../../gateway/decoders/serial-decoder.ts';
import { checksumBytes } from '../../../shared/checksum.ts';
import type { SerialSource } from '../../../shared/sources.ts';

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
const { columns: _, ...ofNoColumns } = source;

function decoded(text: string | Buffer, of: SerialSource = source, offset = 7) {
  return serialDecoder(of)(null).decode({ bytes: Buffer.from(text as string), offset }, null);
}

describe('a line of fields', () => {
  it('is one record of whole steps, without a time of its own', () => {
    expect(decoded('S1;181.4;2.05\r\n')).toEqual([{ ok: true, offset: 7, end: 8, at: null, values: [1814, 205] }]);
    expect(decoded('S1; -4 ;+3\n')).toMatchObject([{ values: [-40, 300] }]);
    expect(decoded('S1;-0.01;-0\n')).toMatchObject([{ values: [0, 0] }]);
    expect(decoded('S1;+1.81400E+02;5E-2\n')).toMatchObject([{ values: [1814, 5] }]);
  });

  it('takes the decimal sign that is declared and no other', () => {
    expect(decoded('S1;181,4;2,05\n', { ...source, decimal: ',' })).toMatchObject([{ values: [1814, 205] }]);
    expect(decoded('S1;181,4;2\n')).toMatchObject([{ ok: false, reason: 'temperature "181,4" is not a number' }]);
  });

  it('takes one position each, whatever its length; the end of the block ends the last one', () => {
    expect(decoded('S1;1;2\nnoise\n\r\nS1;3;4')).toMatchObject([
      { ok: true, offset: 7, end: 8 },
      { ok: false, offset: 8, end: 9, text: 'noise' },
      { ok: true, offset: 9, end: 10 },
    ]);
  });

  it('has no value where a field is empty, and is refused when all are', () => {
    expect(decoded('S1;;2\n')).toMatchObject([{ values: [null, 200] }]);
    expect(decoded('S1;; \n')).toMatchObject([{ ok: false, reason: 'no value' }]);
  });

  it.each([
    ['S1;181.4', 'expected 3 fields, got 2'],
    ['S1;181.4;2;9', 'expected 3 fields, got 4'],
    ['S1;1.2.3;2', 'temperature "1.2.3" is not a number'],
    ['S1;181.4;NaN', 'pressure "NaN" is not a number'],
    ['S1;0x1f;2', 'temperature "0x1f" is not a number'],
    ['S1;Infinity;2', 'temperature "Infinity" is not a number'],
    ['S1;1e300;2', 'temperature "1e300" cannot be counted in steps of 0.1'],
    [`S1;${'9'.repeat(30)};2`, `temperature "${'9'.repeat(30)}" cannot be counted in steps of 0.1`],
  ])('that cannot be read is refused with its reason: %s', (text, reason) => {
    expect(decoded(`${text}\n`)).toEqual([{ ok: false, offset: 7, end: 8, text, reason }]);
  });

  it('is no record when it is empty', () => {
    expect(decoded('\r\n   \n')).toEqual([]);
  });

  it('with noise before it is one refused record', () => {
    const noisy = Buffer.concat([Buffer.from([0xff, 0xfe, 0]), Buffer.from('S1;181.4;2;\n')]);
    expect(decoded(noisy, source, 0)).toMatchObject([{ ok: false, offset: 0, end: 1 }]);
  });
});

describe('a line by position', () => {
  const scale: SerialSource = {
    ...ofNoColumns,
    positions: [
      { metric: 'pressure', from: 10, length: 4 },
      { metric: 'temperature', from: 3, length: 6 },
    ],
  };

  it('has its values where they are declared', () => {
    expect(decoded('ST  181.4C 2.0\r\nST        2.05bar\n', scale)).toEqual([
      { ok: true, offset: 7, end: 8, at: null, values: [1814, 200] },
      { ok: true, offset: 8, end: 9, at: null, values: [null, 205] },
    ]);
  });

  it('that is too short is refused: half a number reads like a number', () => {
    expect(decoded('ST  181.4C 2.\n', scale)).toEqual([
      { ok: false, offset: 7, end: 8, text: 'ST  181.4C 2.', reason: 'expected 14 characters, got 13' },
    ]);
  });

  it('counts bytes as characters: noise before the values moves none of them', () => {
    const line = Buffer.from('xx 181.4  2.05\n');
    line.writeUInt16BE(0xc3bc, 0);
    expect(decoded(line, scale)).toMatchObject([{ ok: true, values: [1814, 205] }]);
  });
});

describe('a frame', () => {
  const framed: SerialSource = {
    ...ofNoColumns,
    frame: {
      length: 9,
      start: 'AA55',
      checksum: 'crc16-modbus',
      fields: [
        { metric: 'temperature', at: 2, type: 'int16', order: 'little', scale: 0.1, offset: -40 },
        { metric: 'pressure', at: 4, type: 'uint16' },
      ],
    },
  };
  function frame(temperature: number, pressure: number): Buffer {
    const body = Buffer.from([0xaa, 0x55, 0, 0, 0, 0, 0]);
    body.writeInt16LE(temperature, 2);
    body.writeUInt16BE(pressure, 4);
    return Buffer.concat([body, Buffer.from(checksumBytes('crc16-modbus', body))]);
  }

  it('has its numbers in bytes, scaled', () => {
    expect(decoded(Buffer.concat([frame(2214, 2), frame(-1, 3)]), framed)).toEqual([
      { ok: true, offset: 7, end: 8, at: null, values: [1814, 200] },
      { ok: true, offset: 8, end: 9, at: null, values: [-401, 300] },
    ]);
  });

  it.each([
    ['whose checksum is wrong', Buffer.from(frame(1, 2).with(8, 0))],
    ['that begins otherwise', Buffer.from(frame(1, 2).with(0, 0))],
    ['that is not complete', frame(1, 2).subarray(0, 7)],
    ['after a good one but with a byte too many', Buffer.concat([frame(1, 2), Buffer.from([0])])],
  ])('%s is one refused record, shown in hex', (_case, bytes) => {
    expect(decoded(bytes, framed)).toEqual([
      { ok: false, offset: 7, end: 8, text: bytes.toString('hex'), reason: `${bytes.length} bytes are no record of 9` },
    ]);
  });

  it('of garbage shows its beginning and says how long it is', () => {
    const [row] = decoded(Buffer.alloc(900), framed);
    expect(row).toMatchObject({ ok: false, end: 8, text: '0'.repeat(200), reason: '900 bytes are no record of 9' });
  });

  it('whose number is none is refused alone', () => {
    const float: SerialSource = {
      ...ofNoColumns,
      metrics: source.metrics.slice(0, 1),
      frame: { length: 4, checksum: 'none', fields: [{ metric: 'temperature', at: 0, type: 'float32' }] },
    };
    expect(decoded(Buffer.from('7fc0000041200000', 'hex'), float)).toEqual([
      {
        ok: false,
        offset: 7,
        end: 8,
        text: '7fc00000',
        reason: 'temperature NaN cannot be counted in steps of 0.1',
      },
      { ok: true, offset: 8, end: 9, at: null, values: [100] },
    ]);
  });

  it('of no bytes is none', () => {
    expect(decoded('', framed)).toEqual([]);
  });
});
