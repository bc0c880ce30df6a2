import { describe, expect, it } from 'vitest';
import { modbusDecoder } from '../../../gateway/decoders/modbus-decoder.ts';
import { recordBytes } from '../../../shared/modbus-record.ts';
import type { ModbusSource, Register } from '../../../shared/sources.ts';

const registers: Register[] = [
  { metric: 'jaw', table: 'holding', address: 10, type: 'int16', scale: 0.1 },
  { metric: 'door', table: 'coil', address: 3, type: 'float64' },
  { metric: 'energy', table: 'input', address: 0, type: 'uint32', wordOrder: 'little' },
  { metric: 'flow', table: 'input', address: 8, type: 'float32', offset: 1 },
  { metric: 'volume', table: 'input', address: 20, type: 'float64', wordOrder: 'little' },
  { metric: 'count', table: 'holding', address: 99 },
];
const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
/** Not in the order of the registers: values come in order of the metrics. */
const source: ModbusSource = {
  id: 'plc',
  kind: 'modbus',
  host: '10.0.0.9',
  unit: 1,
  meaning: 'samples',
  metrics: [
    metric('count', 1),
    metric('jaw', 0.1),
    metric('door', 1),
    metric('energy', 1),
    metric('flow', 0.01),
    metric('volume', 0.001),
  ],
  registers,
};
const decoded = (bytes: Buffer) => modbusDecoder(source)(null).decode({ bytes, offset: 40 }, null);
/** jaw -5.0, door open, energy 0x00010002 low word first, flow 2.5, volume 0.25 words turned, count 65535 */
const POLL = 'ffce 0001 0002 0001 40200000 0000000000003fd0 ffff'.replaceAll(' ', '');

describe('a poll of registers', () => {
  it('is one record of the values of all metrics', () => {
    expect(recordBytes(registers)).toBe(POLL.length / 2);
    expect(decoded(Buffer.from(POLL + POLL, 'hex'))).toEqual(
      [40, 41].map((offset) => ({
        ok: true,
        offset,
        end: offset + 1,
        at: null,
        values: [65535, -50, 1, 65538, 350, 250],
      })),
    );
  });

  it('that is not complete is one refused record', () => {
    expect(decoded(Buffer.from(POLL, 'hex').subarray(0, 5))).toEqual([
      { ok: false, offset: 40, end: 41, text: 'ffce000100', reason: '5 bytes are no record of 22' },
    ]);
  });

  it('in which a number is none is refused, the next one is not', () => {
    const broken = POLL.replace('40200000', '7f800000');
    expect(decoded(Buffer.from(broken + POLL, 'hex'))).toMatchObject([
      { ok: false, offset: 40, reason: 'flow Infinity cannot be counted in steps of 0.01' },
      { ok: true, offset: 41 },
    ]);
  });
});
