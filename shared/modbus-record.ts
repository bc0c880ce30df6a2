/**
 * How one poll of a Modbus device is written down: the words of all its registers in declared order, high byte first, and
 * nothing else. A coil is a word of 0 or 1. Word order and scale are left as the device sent them: bytes first, meaning later.
 */
import type { Register } from './sources.ts';

const WORDS = { int16: 1, uint16: 1, int32: 2, uint32: 2, float32: 2, float64: 4 } as const;
const BYTES_PER_WORD = 2;

/** How many 16-bit words a register takes; a coil or discrete input is one, whatever type is declared. */
export function registerWords(register: Register): number {
  return register.table === 'coil' || register.table === 'discrete' ? 1 : WORDS[register.type ?? 'uint16'];
}

/** Bytes of one poll. */
export function recordBytes(registers: readonly Register[]): number {
  return registers.reduce((bytes, register) => bytes + registerWords(register) * BYTES_PER_WORD, 0);
}
