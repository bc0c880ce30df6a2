/** Cycles as columns of a chunk and back, to the letter: serials keep their leading zeros, rows their byte offsets. */
import type { Cycle } from '../production/cycle.ts';
import { packColumns, unpackColumns, type Packing } from './columns.ts';

const PACKINGS: Packing[] = ['step', 'step', 'delta', 'delta', 'plain', 'delta', 'delta'];

export interface PackedCycles {
  bytes: Uint8Array;
  /** Lots, items, and serials that are not digits. */
  texts: string[];
}

export function packCycles(cycles: readonly Cycle[]): PackedCycles {
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const textNumber = (text: string): number => {
    let number = numbers.get(text);
    if (number === undefined) {
      numbers.set(text, (number = texts.length));
      texts.push(text);
    }
    return number;
  };
  const serials = cycles.map(({ serial }) =>
    // Width 0 marks a text; digits keep their width, so that `000000` comes back as such.
    isDigits(serial) ? { value: Number(serial), width: serial.length } : { value: textNumber(serial), width: 0 },
  );
  const values = [
    cycles.map((cycle) => cycle.at),
    cycles.map((cycle) => cycle.offset),
    serials.map((serial) => serial.value),
    serials.map((serial) => serial.width),
    cycles.map((cycle) => (cycle.present ? 1 : 0)),
    cycles.map((cycle) => textNumber(cycle.lot)),
    cycles.map((cycle) => textNumber(cycle.item)),
  ];
  return { bytes: packColumns(values.map((column, i) => ({ packing: PACKINGS[i]!, values: column }))), texts };
}

export function unpackCycles(bytes: Uint8Array, texts: readonly string[], rows: number): Cycle[] {
  const [at, offset, serial, width, present, lot, item] = unpackColumns(bytes, PACKINGS, rows);
  return Array.from({ length: rows }, (_, i) => ({
    at: at![i]!,
    offset: offset![i]!,
    serial: width![i]! === 0 ? texts[serial![i]!]! : String(serial![i]).padStart(width![i]!, '0'),
    present: present![i] === 1,
    lot: texts[lot![i]!]!,
    item: texts[item![i]!]!,
  }));
}

function isDigits(text: string): boolean {
  return text.length > 0 && text.length <= 15 && /^[0-9]+$/.test(text);
}
