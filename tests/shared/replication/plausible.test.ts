import { describe, expect, it } from 'vitest';
import { HOUR_MS, LATEST_INSTANT } from '../../../shared/documents/document.ts';
import { unknownHour, type LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { ManualCount } from '../../../shared/documents/manual-count.ts';
import { whyNotByHand, whyNotInHour } from '../../../shared/replication/plausible.ts';

const TEN = Date.UTC(2026, 10, 22, 10);

describe('an hour', () => {
  const hour = (changes: Partial<LineHourBody>) => whyNotInHour({ ...unknownHour(TEN), ...changes });

  it('may be known to its end, and have stops that last longer than it', () => {
    expect(hour({})).toBeNull();
    expect(hour({ coveredTo: TEN + HOUR_MS, firstCycleAt: TEN, lastCycleAt: TEN + HOUR_MS - 1 })).toBeNull();
    expect(hour({ stops: [[TEN, null]], openAtStart: TEN - 90 * HOUR_MS })).toBeNull();
    expect(hour({ stops: [[TEN + HOUR_MS - 1, TEN + 72 * HOUR_MS]] })).toBeNull();
  });

  it('does not reach out of itself: readers would go through all the time until then', () => {
    const untrue: Partial<LineHourBody>[] = [
      ...[{ coveredTo: LATEST_INSTANT }, { coveredTo: TEN - 1 }, { firstCycleAt: 0 }, { lastPartAt: LATEST_INSTANT }],
      ...[{ stops: [[TEN - 1, TEN]] }, { stops: [[TEN + HOUR_MS, null]] }, { stops: [[TEN + 2, TEN + 1]] }],
      ...[{ openAtStart: TEN + 1 }],
    ] as Partial<LineHourBody>[];
    for (const changes of untrue) expect([changes, hour(changes)]).toEqual([changes, expect.any(String)]);
  });
});

describe('what somebody says by hand', () => {
  it('is about no more than a day', () => {
    const about = (from: number, to: number) => whyNotByHand({ type: 'manual-count', from, to } as ManualCount);
    expect(about(TEN, TEN + 24 * HOUR_MS)).toBeNull();
    expect(about(TEN, TEN + 24 * HOUR_MS + 1)).toContain('more than a day');
    expect(about(0, LATEST_INSTANT)).toContain('more than a day');
    expect(about(TEN, TEN - 1)).toContain('ends before it begins');
  });
});
