import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Roaming, type Admission } from '../../../pwa/data/roaming.ts';
import type { GatewayReference } from '../../../shared/sync/rows.ts';

const line = (n: number): GatewayReference => ({
  id: `gw-${n}`,
  name: `Line ${n}`,
  origin: `https://line${n}.plant.example`,
  role: 'line',
  lines: [`line${n}`],
});
const EIGHT = line(8);
const FIVE = line(5);

/** Places as they are at the moment: `home`, `gw-8`, `gw-5`. What is in reach is heard at once. */
class Places {
  readonly up = new Set(['home', 'gw-8', 'gw-5']);
  /** Where the device leads, in order. */
  readonly walk: string[] = [];
  readonly closed: string[] = [];
  /** Gateways that were asked to let the device in. */
  readonly asked: string[] = [];
  lookedAt: string | null = null;
  protocol = 2;
  askedHome = 0;
  /** Answers of gateways that let one wait. */
  slow = new Map<string, number>();
  wakes = 0;
  now = 0;
  readonly roaming: Roaming<Admission>;

  constructor() {
    this.roaming = new Roaming({
      lead: (at) => {
        const id = at?.gateway.id ?? 'home';
        this.walk.push(id);
        let open = true;
        const tick = () => {
          if (!open) return;
          if (this.up.has(id)) this.roaming.heard({ type: 'beat', now: 0 });
          else this.roaming.lost();
        };
        queueMicrotask(() => {
          if (open && this.up.has(id)) this.roaming.heard(this.#hello(id));
        });
        const ticking = setInterval(tick, 500);
        return {
          wake: () => this.wakes++,
          again: () => undefined,
          stop() {
            open = false;
            clearInterval(ticking);
            return Promise.resolve();
          },
        };
      },
      homeAnswers: () => {
        this.askedHome++;
        return Promise.resolve(this.up.has('home'));
      },
      others: () => (this.lookedAt === 'line5' ? [FIVE, EIGHT] : [EIGHT, FIVE]),
      open: async (gateway) => {
        this.asked.push(gateway.id);
        const waits = this.slow.get(gateway.id) ?? 0;
        if (waits > 0) await new Promise((resolve) => setTimeout(resolve, waits));
        if (!this.up.has(gateway.id)) return null;
        const close = () => void this.closed.push(gateway.id);
        return { gateway, renewed: () => undefined, follow: () => Promise.resolve(), close };
      },
      lookedAt: () => this.lookedAt,
      moved: () => undefined,
      clock: () => Date.now(),
      random: () => 1,
      fault: (error) => expect.unreachable(String(error)),
    });
  }

  #hello(id: string) {
    return { type: 'hello', gateway: id, epoch: 'e1', now: 0, version: '0', protocol: this.protocol } as const;
  }

  get at(): string {
    return this.walk.at(-1)!;
  }
}

describe('a device whose home is out of reach', () => {
  let places: Places;
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

  beforeEach(async () => {
    vi.useFakeTimers();
    places = new Places();
    await pass(2);
  });
  afterEach(async () => {
    await places.roaming.stop();
    vi.useRealTimers();
  });

  it('stays at home while home is heard, and asks nobody', async () => {
    await pass(600);
    expect([places.walk, places.asked, places.askedHome]).toEqual([['home'], [], 0]);
  });

  it('is not moved by a hiccup', async () => {
    for (let i = 0; i < 10; i++) {
      places.up.delete('home');
      await pass(4);
      places.up.add('home');
      await pass(3);
    }
    expect(places.walk).toEqual(['home']);
  });

  it('is not moved by a stream that breaks although home answers', async () => {
    places.roaming.lost();
    await pass(1);
    expect(places.walk).toEqual(['home']);
  });

  it('goes on with the gateway of its line after some seconds', async () => {
    places.up.delete('home');
    await pass(5);
    expect(places.at).toBe('home');
    await pass(5);
    expect(places.at).toBe('gw-8');
  });

  it('goes to the next one when that is out of reach, too, and tries again when none is', async () => {
    places.up.clear();
    await pass(60);
    expect(places.at).toBe('home');
    expect(places.asked.slice(0, 2)).toEqual(['gw-8', 'gw-5']);
    places.up.add('gw-5');
    await pass(31);
    expect(places.at).toBe('gw-5');
  });

  it('waits for no gateway that lets itself be waited for', async () => {
    places.slow.set('gw-8', 8_000);
    places.up.delete('home');
    await pass(12);
    expect(places.at).toBe('gw-5');
    await pass(10);
    expect([places.at, places.closed]).toEqual(['gw-5', ['gw-8']]);
  });

  it('tries at once when the network is back', async () => {
    places.up.clear();
    await pass(300);
    places.up.add('gw-8');
    places.roaming.wake();
    await pass(1);
    expect(places.at).toBe('gw-8');
  });

  it('goes home when home has answered for a while, and asks it less often until then', async () => {
    places.up.delete('home');
    await pass(20);
    places.askedHome = 0;
    await pass(300);
    expect(places.askedHome).toBeLessThan(15);
    places.up.add('home');
    await pass(9);
    expect(places.at).toBe('gw-8');
    await pass(40);
    expect(places.walk).toEqual(['home', 'gw-8', 'home']);
    expect(places.closed).toEqual(['gw-8']);
  });

  it('does not go home for an answer now and then', async () => {
    places.up.delete('home');
    await pass(20);
    for (let i = 0; i < 20; i++) {
      places.up.add('home');
      await pass(6);
      places.up.delete('home');
      await pass(6);
    }
    expect(places.walk).toEqual(['home', 'gw-8']);
  });

  it('waits longer each time when home does not last', async () => {
    const stays: number[] = [];
    for (let i = 0; i < 4; i++) {
      places.up.delete('home');
      await pass(15);
      expect(places.at).toBe('gw-8');
      places.up.add('home');
      const from = Date.now();
      while (places.at !== 'home') await pass(1);
      stays.push(Date.now() - from);
      await pass(5);
    }
    for (const [i, stay] of stays.entries()) if (i > 0) expect(stay).toBeGreaterThan(stays[i - 1]! + 4_000);
  });

  it('is patient with home again after a long stay there', async () => {
    for (const stay of [5, 5, 5, 600, 5]) {
      places.up.delete('home');
      await pass(15);
      places.up.add('home');
      while (places.at !== 'home') await pass(1);
      await pass(stay);
    }
    places.up.delete('home');
    await pass(15);
    places.up.add('home');
    await pass(40);
    expect(places.at).toBe('home');
  });

  it('goes from one line to the next when that is the one in reach', async () => {
    places.up.delete('home');
    await pass(15);
    places.up.delete('gw-8');
    await pass(15);
    expect(places.walk).toEqual(['home', 'gw-8', 'gw-5']);
  });

  it('goes home without further waiting when the other gateway is gone', async () => {
    places.up.delete('home');
    await pass(15);
    places.up.delete('gw-8');
    places.up.delete('gw-5');
    places.up.add('home');
    await pass(10);
    expect(places.at).toBe('home');
  });

  it('goes where somebody looks, if that is for longer than a glance', async () => {
    places.up.delete('home');
    await pass(15);
    places.lookedAt = 'line5';
    await pass(2);
    places.lookedAt = 'line8';
    await pass(4);
    expect(places.at).toBe('gw-8');
    places.lookedAt = 'line5';
    await pass(8);
    expect(places.walk).toEqual(['home', 'gw-8', 'gw-5']);
  });

  it('stays where it is when the line that somebody looks at is out of reach', async () => {
    places.up.delete('home');
    places.up.delete('gw-5');
    await pass(15);
    places.asked.length = 0;
    places.lookedAt = 'line5';
    await pass(60);
    expect(places.at).toBe('gw-8');
    expect(places.asked.length).toBeLessThan(4);
  });

  it('takes nothing from a gateway whose release it does not understand', async () => {
    places.protocol = 9;
    places.up.delete('home');
    places.up.delete('gw-5');
    await pass(15);
    expect(places.walk).toEqual(['home', 'gw-8', 'home']);
    places.up.add('gw-5');
    places.protocol = 3;
    await pass(45);
    expect(places.at).toBe('gw-5');
  });

  it('goes nowhere once it is stopped', async () => {
    places.up.delete('home');
    await pass(4);
    await places.roaming.stop();
    await pass(60);
    expect([places.walk, places.asked]).toEqual([['home'], []]);
  });
});
