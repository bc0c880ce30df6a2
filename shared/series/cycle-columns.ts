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
  const values = PACKINGS.map(() => new Array<number>(cycles.length));
  const [at, offset, serial, width, present, lot, item] = values as [
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  for (let i = 0; i < cycles.length; i++) {
    const cycle = cycles[i]!;
    at[i] = cycle.at;
    offset[i] = cycle.offset;
    // Width 0 marks a text; digits keep their width, so that `000000` comes back as such.
    const digits = isDigits(cycle.serial);
    serial[i] = digits ? Number(cycle.serial) : textNumber(cycle.serial);
    width[i] = digits ? cycle.serial.length : 0;
    present[i] = cycle.present ? 1 : 0;
    lot[i] = textNumber(cycle.lot);
    item[i] = textNumber(cycle.item);
  }
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

/** Only when the cycles were: a seventh of the work. */
export function unpackCycleInstants(bytes: Uint8Array, rows: number): number[] {
  return unpackColumns(bytes, PACKINGS.slice(0, 1), rows)[0]!;
}
