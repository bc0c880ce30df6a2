import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CopyQueue, type Copy } from '../../../../gateway/replication/sending/copy-queue.ts';
import { AppError } from '../../../../shared/errors.ts';

interface Begun extends Copy {
  end: () => void;
  fail: (error: Error) => void;
}

let begun: Begun[] = [];
let reached = true;
let queue: CopyQueue;

beforeEach(() => {
  vi.useFakeTimers();
  begun = [];
  reached = true;
  queue = new CopyQueue({
    ...{ lanes: 3, coalesceMs: 200, longestMs: 30_000, now: Date.now, random: () => 1, mayCopy: () => reached },
    copy: ({ database, direction }) => new Promise((end, fail) => begun.push({ database, direction, end, fail })),
  });
});
afterEach(() => {
  queue.stop();
  vi.useRealTimers();
});

const want = (...databases: string[]) => databases.forEach((database) => queue.want({ database, direction: 'push' }));
const names = () => begun.map(({ database }) => database);
const passed = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const endAll = async () => {
  for (let i = 0; i < begun.length; i += 1) {
    begun[i]!.end();
    await passed(0);
  }
};

describe('databases that wait to be copied', () => {
  it('go by urgency: configuration, then the newest month, series last', async () => {
    const series = ['series_a_line8_2026_10', 'series_a_line8_2026_11'];
    want(...series, 'facts_a_line8_2026_09', 'audit_a_2026_11', 'facts_a_line8_2026_11', 'plan_a_2026_11', 'config_a');
    await passed(200);
    await endAll();
    expect(names()).toEqual([
      ...['config_a', 'plan_a_2026_11', 'facts_a_line8_2026_11', 'audit_a_2026_11', 'facts_a_line8_2026_09'],
      ...series.toReversed(),
    ]);
  });

  it('are copied three at once, and series never take all the lanes', async () => {
    want('series_a_line1_2026_11', 'series_a_line2_2026_11', 'series_a_line3_2026_11');
    await passed(200);
    expect(begun).toHaveLength(2);
    want('facts_a_line1_2026_11', 'facts_a_line2_2026_11');
    await passed(200);
    expect(names().slice(2)).toEqual(['facts_a_line1_2026_11']);
  });

  it('take many notices for one, and one that comes meanwhile for another copy', async () => {
    for (let i = 0; i < 100; i += 1) want('facts_a_line1_2026_11');
    await passed(199);
    expect(begun).toHaveLength(0);
    await passed(1);
    want('facts_a_line1_2026_11');
    await passed(1_000);
    expect(begun).toHaveLength(1);
    begun[0]!.end();
    await passed(0);
    expect(begun).toHaveLength(2);
    begun[1]!.end();
    await passed(10_000);
    expect(begun).toHaveLength(2);
    expect(queue.state({ database: 'facts_a_line1_2026_11', direction: 'push' })).toEqual({
      idle: true,
      problem: null,
    });
  });

  it('wait while the plant is not reached, and go at once when it is', async () => {
    reached = false;
    want('config_a');
    await passed(100_000);
    expect(begun).toHaveLength(0);
    reached = true;
    queue.resume();
    expect(begun).toHaveLength(1);
  });

  it('are tried again later and later, but at once when the plant is back', async () => {
    want('config_a');
    await passed(200);
    for (const waitMs of [1_000, 2_000, 4_000]) {
      begun.at(-1)!.fail(new AppError('STORE_REFUSED', 'It failed.'));
      const before = begun.length;
      await passed(waitMs - 1);
      expect(begun).toHaveLength(before);
      await passed(1);
      expect(begun).toHaveLength(before + 1);
    }
    expect(queue.state({ database: 'config_a', direction: 'push' })?.problem).toBe('It failed.');
    begun.at(-1)!.fail(new AppError('STORE_UNREACHABLE', 'Busy.', { retryAfterMs: 60_000 }));
    await passed(59_000);
    expect(begun).toHaveLength(4);
    queue.resume();
    expect(begun).toHaveLength(5);
  });
});
