/**
 * Rows of the `lots` collection: what a line made of a lot, by its hours. This is how counts find their order; lot `0` is not
 * here, its cycles are counted with the lot around them.
 */

/** One production day of a lot on a line. */
export interface LotDay {
  /** Start of the production day, ms. */
  day: number;
  produced: number;
  good: number;
  rework: number;
}

/** A time in which a line ran a lot and nothing else. */
export interface LotStretch {
  /** First and last cycle, ms. */
  fromMs: number;
  toMs: number;
  good: number;
}

export interface LotRow {
  /** `lot:<line>:<lot>` */
  id: string;
  line: string;
  lot: string;
  /** The machine's item number; that of the latest run. */
  item: string;
  produced: number;
  good: number;
  rework: number;
  empty: number;
  /** First and last cycle, ms; empty ones without a lot do not prolong it. */
  fromMs: number;
  toMs: number;
  /** The line runs it now: its latest lot. */
  current: boolean;
  /**
   * Good parts per hour that the line lately made of it while it was meant to run, robust to single long stops; null = too
   * little is known. See `schedule/throughput.ts`.
   */
  goodPerHour: number | null;
  days: readonly LotDay[];
  /** In order, together all of it. Absent = there is one. */
  stretches?: readonly LotStretch[];
  /**
   * Good parts until its job was ended, by the line's minutes; `at` in ms. Absent = no job of it was, its line stopped before, or
   * the gateway has not heard of it.
   */
  ended?: { at: number; good: number };
  /** Devices need it until then, ms; null = as long as its line runs it. */
  until: number | null;
}

/** Rows of the `lots` collection with this id: how well a line keeps its standard rate, for the range of a forecast. */
export interface LinePaceRow {
  /** `pace:<line>` */
  id: string;
  line: string;
  /** Good parts ÷ (standard rate × planned hours), of each of the last production days on which it ran, oldest first. */
  paces: readonly number[];
  until: null;
}

export function lotRowId(line: string, lot: string): string {
  return `lot:${line}:${lot}`;
}
