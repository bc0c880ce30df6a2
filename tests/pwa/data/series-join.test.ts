import { describe, expect, it } from 'vitest';
import { joinReplies } from '../../../pwa/data/series-join.ts';
import { coarsened } from '../../../pwa/data/series-coarsen.ts';
import { cellReply, rawReply } from './series-replies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('tiles put together', () => {
  it('look like one answer, in order of time', () => {
    const joined = joinReplies([cellReply('1m', 3 * MINUTE, [4, 5, 6]), cellReply('1m', 0, [1, 2, 3])])!;
    expect(joined).toMatchObject({ from: 0, to: 6 * MINUTE, points: 6, settledTo: 6 * MINUTE, gaps: [] });
    expect(joined.columns.at).toEqual([0, 1, 2, 3, 4, 5].map((minute) => minute * MINUTE));
  });

  it('know nothing of a tile that is not here', () => {
    const joined = joinReplies([cellReply('1m', 0, [1]), cellReply('1m', 3 * MINUTE, [2])])!;
    expect(joined.gaps).toEqual([[MINUTE, 3 * MINUTE]]);
  });

  it('join a gap that goes over their border', () => {
    const joined = joinReplies([cellReply('1m', 0, [1, null]), cellReply('1m', 2 * MINUTE, [null, 2])])!;
    expect(joined.gaps).toEqual([[MINUTE, 3 * MINUTE]]);
  });

  it('are settled only as far as the first that still grows', () => {
    const joined = joinReplies([cellReply('1m', 0, [1, 2], MINUTE), cellReply('1m', 2 * MINUTE, [3])])!;
    expect(joined.settledTo).toBe(MINUTE);
  });

  it('are nothing when there are none', () => {
    expect(joinReplies([])).toBeNull();
  });

  it('take the coarser tier where old rows are kept no finer', () => {
    const rows: [number, number][] = [0, 10_000, 20_000].map((ms) => [2 * MINUTE + ms, ms / 1000]);
    const joined = joinReplies([cellReply('1m', 0, [5, 5]), rawReply(2 * MINUTE, 3 * MINUTE, rows)])!;
    expect(joined).toMatchObject({ tier: '1m', points: 3 });
    expect(joined.columns).toMatchObject({ count: [10, 10, 3], min: [4, 4, 0], max: [6, 6, 20], sum: [50, 50, 30] });
  });
});

describe('a coarser tier made of a finer one', () => {
  it('loses no row, no least and no most', () => {
    const fine = cellReply('1m', 0, [1, 2, 99, null, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    const coarse = coarsened(fine, '15m');
    expect(coarse.columns).toMatchObject({
      at: [0, 15 * MINUTE],
      count: [140, 10],
      min: [0, 15],
      max: [100, 17],
      last: [15, 16],
    });
  });

  it('is itself when it is as coarse already', () => {
    const hour = cellReply('1h', 0, [1, 2]);
    expect(coarsened(hour, '1h')).toBe(hour);
    expect(hour.stepMs).toBe(HOUR);
  });
});
