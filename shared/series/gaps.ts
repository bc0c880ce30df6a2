/** Stretches of a window of which a series says nothing. Half-open. */
export type Gap = readonly [from: number, to: number];

/** Shorter silence is no gap: a reading stands until the next one. */
const LEAST_GAP_MS = 60_000;
const STEPS = 3;
/** So many distances tell the usual one as well as all of them. */
const SAMPLED = 2_000;

/** Between rows (sorted times): distances above a minute and above three times the usual one. */
export function gapsBetweenRows(at: readonly number[], from: number, to: number): Gap[] {
  const longest = Math.max(LEAST_GAP_MS, STEPS * usualStep(at));
  const gaps: Gap[] = [];
  let known = from;
  for (const time of [...at, to]) {
    if (time - known > longest) gaps.push([known, time]);
    known = time;
  }
  return gaps;
}

/** Between buckets that say something (sorted starts). */
export function gapsBetweenBuckets(starts: readonly number[], stepMs: number, from: number, to: number): Gap[] {
  const gaps: Gap[] = [];
  let known = from;
  for (const start of [...starts, to]) {
    if (start > known) gaps.push([known, Math.min(start, to)]);
    known = Math.max(known, start + stepMs);
  }
  return gaps;
}

/** The median distance of rows, 0 of fewer than two. */
function usualStep(at: readonly number[]): number {
  const stride = Math.max(1, Math.floor(at.length / SAMPLED));
  const steps: number[] = [];
  for (let i = 1; i < at.length; i += stride) steps.push(at[i]! - at[i - 1]!);
  steps.sort((a, b) => a - b);
  return steps[Math.floor((steps.length - 1) / 2)] ?? 0;
}
