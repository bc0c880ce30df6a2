/** Readings of one row, in whole steps of each metric's resolution. What no step can stand for exactly is no reading. */
import { numberIn, type DecimalSign } from './number-text.ts';

/** `name` = what people know it by: its column, or the metric. */
export interface Reading {
  name: string;
  resolution: number;
}

/** NaN when no whole number of steps can stand for it exactly. */
export function stepsOf(value: number, resolution: number): number {
  // A sum with 0 is never a negative zero: what is stored and read again must be equal.
  const steps = Math.round(value / resolution) + 0;
  return Number.isSafeInteger(steps) ? steps : NaN;
}

/** The row's values, null where its cell is empty; or why it is refused. */
export function valuesOfTexts(
  texts: readonly string[],
  readings: readonly Reading[],
  decimal: DecimalSign,
): (number | null)[] | string {
  const values: (number | null)[] = [];
  for (const [i, { name, resolution }] of readings.entries()) {
    const text = texts[i]!.trim();
    const value = text === '' ? null : numberIn(text, decimal);
    if (Number.isNaN(value)) return `${name} "${text}" is not a number`;
    const steps = value === null ? null : stepsOf(value, resolution);
    if (Number.isNaN(steps)) return `${name} "${text}" cannot be counted in steps of ${resolution}`;
    values.push(steps);
  }
  return values.every((value) => value === null) ? 'no value' : values;
}

/** As `valuesOfTexts` of numbers that a device sent as bytes. */
export function valuesOfNumbers(numbers: readonly number[], readings: readonly Reading[]): number[] | string {
  const values = numbers.map((value, i) => stepsOf(value, readings[i]!.resolution));
  const wrong = values.findIndex((steps) => Number.isNaN(steps));
  if (wrong < 0) return values;
  const { name, resolution } = readings[wrong]!;
  return `${name} ${numbers[wrong]} cannot be counted in steps of ${resolution}`;
}
