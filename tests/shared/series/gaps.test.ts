import { describe, expect, it } from 'vitest';
import { gapsBetweenBuckets, gapsBetweenRows } from '../../../shared/series/gaps.ts';

describe('Gaps of a series', () => {
  it('are silences of more than a minute between rows', () => {
    expect(gapsBetweenRows([0, 1_000, 2_000, 62_000, 123_000], 0, 123_500)).toEqual([[62_000, 123_000]]);
  });

  it('take a slow sensor for what it is: three times its usual step', () => {
    const slow = [0, 600_000, 1_200_000, 1_800_000];
    expect(gapsBetweenRows([...slow, 3_600_000, 4_200_000], 0, 4_200_000)).toEqual([]);
    expect(gapsBetweenRows([...slow, 3_600_001, 4_200_000], 0, 4_200_000)).toEqual([[1_800_000, 3_600_001]]);
  });

  it('reach to the edges of the window', () => {
    expect(gapsBetweenRows([200_000], 0, 400_000)).toEqual([
      [0, 200_000],
      [200_000, 400_000],
    ]);
  });

  it('are the whole window when nothing is known', () => {
    expect(gapsBetweenRows([], 0, 100_000)).toEqual([[0, 100_000]]);
    expect(gapsBetweenBuckets([], 60_000, 0, 100_000)).toEqual([[0, 100_000]]);
  });

  it('are the buckets that say nothing, neighbours together', () => {
    expect(gapsBetweenBuckets([60_000, 240_000], 60_000, 30_000, 330_000)).toEqual([
      [30_000, 60_000],
      [120_000, 240_000],
      [300_000, 330_000],
    ]);
  });

  it('do not begin before the window when its first bucket does', () => {
    expect(gapsBetweenBuckets([0], 60_000, 30_000, 60_000)).toEqual([]);
  });
});
