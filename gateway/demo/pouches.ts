import { wholeBetween, type Random } from './random.ts';

const ROW = 8;
const ROWS_UNDER_WAY = 4;

/** What the camera sees pass by: parts with their serials, empty pockets, now and then a part for the second time. */
export interface Pouches {
  /** Serial of the next part; `null` = an empty pocket. */
  next(): number | null;
  /** The machine was emptied and fills again: some pockets pass empty first. */
  refill(): void;
  /** A new lot counts from `serial`. */
  startLot(serial: number): void;
}

/** Serials of `random`'s machine; the first lot goes on from `serial`. */
export function pouches(random: Random, serial: number): Pouches {
  /** First serials of the rows that wait between printer and camera; which of them comes next is chance. */
  let rows: number[] = [];
  let nextRow = serial;
  let row = 0;
  let inRow = ROW;
  let empties = 0;
  let parts = 0;
  let again: { serial: number; afterPart: number }[] = [];

  const startLot = (first: number): void => {
    rows = Array.from({ length: ROWS_UNDER_WAY }, (_, i) => first + i * ROW);
    nextRow = first + ROWS_UNDER_WAY * ROW;
    inRow = ROW;
    again = [];
  };
  startLot(serial);

  const nextSerial = (): number => {
    if (inRow === ROW) {
      const choice = Math.floor(random() * ROWS_UNDER_WAY);
      row = rows[choice]!;
      rows[choice] = nextRow;
      nextRow += ROW;
      inRow = 0;
    }
    return row + inRow++;
  };

  const next = (): number | null => {
    if (empties === 0 && random() < 0.0092) empties = random() < 0.5 ? 1 : 7;
    if (empties > 0) {
      empties -= 1;
      return null;
    }
    parts += 1;
    if (again.length > 0 && again[0]!.afterPart < parts) return again.shift()!.serial;
    const passing = nextSerial();
    if (random() < 0.002) again.push({ serial: passing, afterPart: parts + wholeBetween(random, 20, 300) });
    return passing;
  };

  return { next, refill: () => (empties = wholeBetween(random, 4, 16)), startLot };
}
