/** Cycle times as a series: each cycle's distance from the one before in the same file, in ms. */
export interface Rows {
  /** Observed times in order of position. */
  at: readonly number[];
  /** Values in units of the resolution. */
  scaled: readonly number[];
}

/**
 * `before` = time of the row before the first one; null or absent: the first row has no cycle time and is left out.
 * A step back of the machine's clock counts as 0.
 */
export function cycleTimes(at: readonly number[], before: number | null | undefined): Rows {
  const from = typeof before === 'number' ? 0 : 1;
  const scaled: number[] = [];
  let previous = from === 0 ? before! : at[0]!;
  for (let i = from; i < at.length; i++) {
    scaled.push(Math.max(0, at[i]! - previous));
    previous = at[i]!;
  }
  return { at: from === 0 ? at : at.slice(1), scaled };
}
