import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Asked } from '../../../pwa/data/sources.ts';
import { Polled } from '../../../pwa/pages/source-poll.ts';

class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  renders = 0;
  addController(_controller: ReactiveController): void {}
  removeController(): void {}
  requestUpdate(): void {
    this.renders++;
  }
}

describe('a page that follows what the gateway answers', () => {
  let polled: Polled<number>;
  let host: Host;
  let asked: number;
  let answer: () => Promise<Asked<number>>;
  const ask = () => {
    asked++;
    return answer();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('document', { hidden: false });
    host = new Host();
    polled = new Polled(host, 1_000, () => 77);
    asked = 0;
    answer = async () => ({ ok: true, value: asked });
    polled.hostConnected();
  });
  afterEach(() => {
    polled.hostDisconnected();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('asks at once, and again when the answer is old enough', async () => {
    polled.follow('a', ask);
    polled.follow('a', ask);
    await vi.advanceTimersByTimeAsync(0);
    expect([polled.value, polled.answeredAt, asked]).toEqual([1, 77, 1]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect([polled.value, asked, host.renders]).toEqual([3, 3, 3]);
  });

  it('keeps the last answer while the gateway is out of reach, and says that it is', async () => {
    polled.follow('a', ask);
    await vi.advanceTimersByTimeAsync(0);
    answer = async () => ({ ok: false, why: 'unreachable', detail: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect([polled.value, polled.failure]).toEqual([1, 'unreachable']);
  });

  it('asks nothing while nobody looks, nor after the page is gone', async () => {
    vi.stubGlobal('document', { hidden: true });
    polled.follow('a', ask);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked).toBe(0);
    vi.stubGlobal('document', { hidden: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toBe(1);
    polled.hostDisconnected();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked).toBe(1);
  });

  it('does not show the answer to a question that it no longer has', async () => {
    let late = (_: Asked<number>) => {};
    answer = () => new Promise((resolve) => (late = resolve));
    polled.follow('a', ask);
    answer = async () => ({ ok: true, value: 8 });
    polled.follow('b', ask);
    late({ ok: true, value: 7 });
    await vi.advanceTimersByTimeAsync(0);
    expect(polled.value).toBe(8);
    polled.follow('b', null);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked).toBe(2);
  });
});
