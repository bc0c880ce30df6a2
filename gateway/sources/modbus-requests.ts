/** Which registers are read together, and how their words become one record. */
import { recordBytes, registerWords } from '../../shared/modbus-record.ts';
import type { Register } from '../../shared/sources.ts';

/** A device answers at most 125 registers or 2000 coils; some a few less. */
const MOST = { holding: 120, input: 120, coil: 1900, discrete: 1900 } as const;
/** Reading a few registers that nobody asked for is quicker than asking twice. */
const GAP = 16;

export interface ModbusRequest {
  table: Register['table'];
  address: number;
  /** Registers or coils. */
  count: number;
  /** What is in it, by address. */
  registers: readonly Register[];
}

/** As few requests as the registers need. `gap` = so many words between two registers are read along. */
export function modbusRequests(registers: readonly Register[], gap = GAP): ModbusRequest[] {
  const requests: ModbusRequest[] = [];
  const byAddress = [...registers].sort((a, b) => a.table.localeCompare(b.table) || a.address - b.address);
  for (const register of byAddress) {
    const { table, address } = register;
    const end = address + registerWords(register);
    const last = requests.at(-1);
    const fits =
      last?.table === table && address <= last.address + last.count + gap && end - last.address <= MOST[table];
    if (fits) {
      const count = Math.max(last.count, end - last.address);
      requests[requests.length - 1] = { ...last, count, registers: [...last.registers, register] };
    } else {
      requests.push({ table, address, count: end - address, registers: [register] });
    }
  }
  return requests;
}

/**
 * What to ask instead when a device refuses a request: without the gaps, which it may not have; then each register on its
 * own, which tells the one that it does not have. Empty = there is nothing smaller.
 */
export function narrower({ registers }: ModbusRequest): ModbusRequest[] {
  if (registers.length === 1) return [];
  const withoutGaps = modbusRequests(registers, 0);
  return withoutGaps.length > 1 ? withoutGaps : registers.flatMap((register) => modbusRequests([register]));
}

/** One poll as `shared/modbus-record.ts` has it. The words of each request as the device answered them, a coil 0 or 1. */
export function modbusRecord(
  registers: readonly Register[],
  answers: readonly { request: ModbusRequest; words: readonly number[] }[],
): Buffer {
  const wordsOf = new Map<Register, readonly number[]>();
  for (const { request, words } of answers) {
    for (const register of request.registers) {
      const from = register.address - request.address;
      wordsOf.set(register, words.slice(from, from + registerWords(register)));
    }
  }
  const record = Buffer.alloc(recordBytes(registers));
  let at = 0;
  for (const word of registers.flatMap((register) => wordsOf.get(register) ?? [])) at = record.writeUInt16BE(word, at);
  return record;
}
