import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, type Events, type EventStream } from '../../../pwa/data/events.ts';
import type { LiveEvent } from '../../../shared/sync/protocol.ts';

class FakeStream implements EventStream {
  closed = false;
  readonly #listeners = new Map<string, (event: { data?: unknown }) => void>();
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void {
    this.#listeners.set(type, listener);
  }
  say(type: string, data: unknown = { now: 1 }): void {
    this.#listeners.get(type)?.({ data: typeof data === 'string' ? data : JSON.stringify(data) });
  }
  close(): void {
    this.closed = true;
  }
}

describe('the event stream', () => {
  let streams: FakeStream[];
  let heard: LiveEvent[];
  let lost: number;
  let events: Events;
  const last = () => streams.at(-1)!;

  beforeEach(() => {
    vi.useFakeTimers();
    [streams, heard, lost] = [[], [], 0];
    events = listen({
      open: () => {
        streams.push(new FakeStream());
        return last();
      },
      heard: (event) => heard.push(event),
      lost: () => lost++,
      random: () => 1,
    });
  });
  afterEach(() => {
    events.stop();
    vi.useRealTimers();
  });

  it('passes on what it hears, with its type', () => {
    last().say('beat', { now: 7 });
    expect(heard).toEqual([{ type: 'beat', now: 7 }]);
  });

  it('is lost and reopened after 12 s of silence', () => {
    last().say('hello');
    vi.advanceTimersByTime(11_999);
    expect(lost).toBe(0);
    vi.advanceTimersByTime(1);
    expect([lost, streams[0]!.closed]).toEqual([1, true]);
    vi.advanceTimersByTime(500);
    expect(streams.length).toBe(2);
  });

  it('stays while beats come', () => {
    for (let i = 0; i < 20; i++) {
      last().say('beat');
      vi.advanceTimersByTime(5_000);
    }
    expect([lost, streams.length]).toEqual([0, 1]);
  });

  it('waits longer after each failure, at most 5 s, and starts over after a hello', () => {
    const waits = [500, 1_000, 2_000, 4_000, 5_000, 5_000];
    for (const [i, wait] of waits.entries()) {
      last().say('error');
      vi.advanceTimersByTime(wait - 1);
      expect(streams.length).toBe(i + 1);
      vi.advanceTimersByTime(1);
      expect(streams.length).toBe(i + 2);
    }
    last().say('hello');
    last().say('error');
    vi.advanceTimersByTime(500);
    expect(streams.length).toBe(waits.length + 2);
  });

  it('tries at once when the network is back', () => {
    for (let i = 0; i < 5; i++) {
      last().say('error');
      vi.advanceTimersByTime(5_000);
    }
    last().say('error');
    const before = streams.length;
    events.wake();
    expect(streams.length).toBe(before + 1);
  });

  it('leaves an open stream alone when the network is back', () => {
    last().say('hello');
    events.wake();
    expect(streams.length).toBe(1);
  });

  it.each(['{', 'null', '7'])('starts over on %s, which is no event', (data) => {
    last().say('hello');
    last().say('minutes', data);
    expect([heard.length, lost, streams[0]!.closed]).toEqual([1, 1, true]);
  });

  it('hears nothing of a stream that it has left', () => {
    const first = last();
    first.say('error');
    first.say('beat');
    expect(heard).toEqual([]);
  });

  it('does not open again once stopped', () => {
    events.stop();
    vi.advanceTimersByTime(60_000);
    expect(streams.length).toBe(1);
  });
});
