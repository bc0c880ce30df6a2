/** Minutes as tables of changeovers say them: `45`, `45 min`, `1,5`, or hours and minutes like `0:45`. */
import { readNumber, type NumberStyle } from './numbers.ts';
import type { CellProblemKind } from './report.ts';

const MINUTE_MS = 60_000;
const CLOCK = /^(\d{1,3}):([0-5]\d)$/;

/** Ms, or what is wrong. */
export function readMinutes(cell: string, style: NumberStyle): number | CellProblemKind {
  const [, hours, minutes] = CLOCK.exec(cell) ?? [];
  if (hours !== undefined) return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  const read = readNumber(cell.replace(/\s*min(utes|uten)?\.?$/i, ''), style);
  return read.ok ? Math.round(read.value * MINUTE_MS) : read.why;
}
