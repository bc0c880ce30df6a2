/**
 * How well a line keeps its standard rate, from its own last production days (`LinePaceRow`), and what follows for a forecast.
 *
 * The range takes days as independent draws, and the mean of `k` known days as no more certain than it is: W days of standard
 * work are done after n days where n·mean − W = ± t·spread·√(n + n²/k). So a job of an hour is less sure than whole days would
 * say, and one of three weeks surer than one bad day after the other would be.
 */
import type { LinePaceRow } from '../orders/lot-row.ts';

/** Days that a line must have run before its history says anything. */
const FEWEST_DAYS = 5;
/** 90th percentile of the normal distribution. */
const Z90 = 1.2816;
/** A line that makes less than that of its standard has another problem than its pace. */
const SLOWEST = 0.05;

export interface Pace {
  /** Of achieved ÷ standard, per day. */
  median: number;
  mean: number;
  /** How many days are known. */
  days: number;
  /** Standard deviation × 90th percentile of Student's distribution (by its first-order expansion). */
  spread90: number;
}

/** By line. Absent: lines with too few days, that made next to nothing, or whose days differ so much that they say nothing. */
export function pacesOf(rows: readonly LinePaceRow[]): Map<string, Pace> {
  const paces = new Map<string, Pace>();
  for (const { line, paces: all } of rows) {
    const days = all.length;
    if (days < FEWEST_DAYS) continue;
    const mean = all.reduce((sum, day) => sum + day, 0) / days;
    const variance = all.reduce((sum, day) => sum + (day - mean) ** 2, 0) / (days - 1);
    const sorted = all.toSorted((a, b) => a - b);
    const median = (sorted[(days - 1) >> 1]! + sorted[days >> 1]!) / 2;
    const spread90 = Math.sqrt(variance) * Z90 * (1 + (Z90 ** 2 + 1) / (4 * (days - 1)));
    if (mean < SLOWEST || median < SLOWEST || spread90 ** 2 >= mean ** 2 * days) continue;
    paces.set(line, { median, mean, days, spread90 });
  }
  return paces;
}

/**
 * Working days in which so many days of standard work are done with a chance of 10 % (`side` −1) or 90 % (+1). Never falls
 * when the work grows.
 */
export function daysNeeded({ mean, days, spread90 }: Pace, work: number, side: -1 | 1): number {
  const square = spread90 ** 2;
  const drift = Math.sqrt(square * (square + 4 * mean * work + (4 * work ** 2) / days));
  const both = 2 * mean * work + square + drift;
  // The two roots of one equation; the smaller one in the form that does not subtract what is almost equal.
  if (side === 1) return both / (2 * (mean ** 2 - square / days));
  return both === 0 ? 0 : (2 * work ** 2) / both;
}
