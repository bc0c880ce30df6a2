import { describe, expect, it } from 'vitest';
import { EventLoop } from '../../../gateway/health/event-loop.ts';

describe('how long what is due waits for its turn', () => {
  it('is unknown for the first minute: starting is hard work', () => {
    const loop = new EventLoop({ monotonic: () => 0 });
    for (let i = 0; i < 599; i++) loop.note(400);
    expect(loop.state()).toEqual({ p99Ms: null, worstMs: null });
    loop.note(5);
    expect(loop.state()).toEqual({ p99Ms: 400, worstMs: 400 });
  });

  it('speaks of the last minute only, and of more than one moment in it', () => {
    const loop = new EventLoop({ monotonic: () => 0 });
    loop.note(4_000);
    for (let i = 0; i < 599; i++) loop.note(1);
    expect(loop.state()).toEqual({ p99Ms: 1, worstMs: 4_000 });
    loop.note(1);
    expect(loop.state().worstMs).toBe(1);
  });

  it('notices work that holds everything up', async () => {
    const stop = new AbortController();
    const delayed = Promise.withResolvers<number>();
    const loop = new EventLoop({
      monotonic: () => performance.now(),
      delayed: (ms) => {
        if (ms > 100) delayed.resolve(ms);
      },
    });
    loop.start(stop.signal);
    const busyUntil = performance.now() + 350;
    while (performance.now() < busyUntil);
    // The timer does not keep a process alive, and this promise does not either.
    const alive = setInterval(() => {}, 1_000);
    expect(await delayed.promise).toBeGreaterThan(200);
    clearInterval(alive);
    stop.abort();
  });
});
