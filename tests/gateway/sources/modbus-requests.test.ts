import { describe, expect, it } from 'vitest';
import type { Register } from '../../../shared/sources.ts';
import {
  modbusRecord,
  modbusRequests,
  narrower,
  type ModbusRequest,
} from '../../../gateway/sources/modbus-requests.ts';

const holding = (address: number, type: Register['type'] = 'uint16'): Register => ({
  metric: `m${address}`,
  table: 'holding',
  address,
  type,
});
const shape = (requests: ModbusRequest[]): [string, number, number][] =>
  requests.map(({ table, address, count }) => [table, address, count]);

describe('grouping registers into requests', () => {
  it('reads registers that lie together at once, whatever order they are declared in', () => {
    expect(shape(modbusRequests([holding(8, 'float32'), holding(0), holding(2, 'float64')]))).toEqual([
      ['holding', 0, 10],
    ]);
  });

  it('reads a gap of up to 16 registers along, and asks twice across a wider one', () => {
    expect(shape(modbusRequests([holding(0), holding(17)]))).toEqual([['holding', 0, 18]]);
    expect(shape(modbusRequests([holding(0), holding(18)]))).toEqual([
      ['holding', 0, 1],
      ['holding', 18, 1],
    ]);
  });

  it('asks for no more than 120 registers or 1900 coils at once, and cuts no register in two', () => {
    const registers = Array.from({ length: 70 }, (_, i) => holding(i * 2, 'float32'));
    expect(shape(modbusRequests(registers))).toEqual([
      ['holding', 0, 120],
      ['holding', 120, 20],
    ]);
    const coils = Array.from({ length: 2000 }, (_, address) => ({ metric: 'm', table: 'coil', address }) as const);
    expect(shape(modbusRequests(coils)).map(([, , count]) => count)).toEqual([1900, 100]);
  });

  it('never mixes tables', () => {
    const input: Register = { metric: 'm', table: 'input', address: 1 };
    expect(shape(modbusRequests([holding(0), input, holding(2)]))).toEqual([
      ['holding', 0, 3],
      ['input', 1, 1],
    ]);
  });

  it('asks for less when a device refuses: first without the gaps, then each register alone', () => {
    const [all] = modbusRequests([holding(0), holding(1), holding(5)]);
    const withoutGaps = narrower(all!);
    expect(shape(withoutGaps)).toEqual([
      ['holding', 0, 2],
      ['holding', 5, 1],
    ]);
    expect(shape(narrower(withoutGaps[0]!))).toEqual([
      ['holding', 0, 1],
      ['holding', 1, 1],
    ]);
    expect(narrower(withoutGaps[1]!)).toEqual([]);
  });
});

describe('the record of a poll', () => {
  it('holds the words of all registers in declared order, a coil as 0 or 1', () => {
    const coil: Register = { metric: 'run', table: 'coil', address: 3 };
    const registers = [holding(4, 'float32'), coil, holding(0), holding(4)];
    const requests = modbusRequests(registers);
    const answers = requests.map((request) => ({
      request,
      words: Array.from({ length: request.count }, (_, i) =>
        request.table === 'coil' ? 1 : 0x1000 + request.address + i,
      ),
    }));
    expect(modbusRecord(registers, answers).toString('hex')).toBe('1004' + '1005' + '0001' + '1000' + '1004');
  });
});
