import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pace } from '../../../gateway/sources/pace.ts';

const signal = new AbortController().signal;

describe('the pace of looks at files', () => {
  // Timers and the monotonic clock, so that no test waits.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('lets a machine that writes three times a second be read at once, every time', async () => {
    const pace = new Pace();
    for (let row = 0; row < 20; row++) {
      expect(await Promise.race([pace.next(signal).then(() => 'at once'), turn()])).toBe('at once');
      pace.looked();
      vi.advanceTimersByTime(330);
    }
  });

  it('makes one that writes twenty times a second wait, so that several rows come with one look', async () => {
    const pace = new Pace();
    const answers: string[] = [];
    for (let row = 0; row < 6; row++) {
      answers.push(await Promise.race([pace.next(signal).then(() => 'at once'), turn()]));
      pace.looked();
      vi.advanceTimersByTime(50);
    }
    expect(answers.slice(0, 4)).toEqual(['at once', 'at once', 'at once', 'later']);
  });
});

const turn = () => new Promise<string>((resolve) => setImmediate(() => resolve('later')));
