import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeriesCache } from '../../../pwa/data/series-cache.ts';
import { SeriesStore } from '../../../pwa/data/series.ts';
import { TILE_MS } from '../../../pwa/data/series-tiles.ts';
import { encodeReply, type SeriesReply } from '../../../shared/series/reply.ts';
import type { RollupTier } from '../../../shared/series/tiers.ts';
import { STEP_MS } from '../../../shared/series/tiers.ts';
import { MemoryCache } from './memory-cache.ts';
import { cellReply } from './series-replies.ts';

const DAY = 86_400_000;
/** Noon of a day whose tile of minutes is half over. */
const NOON = 20_000 * DAY + DAY / 2;

/** Answers with cells of 7 up to now; notes what it was asked. */
class Gateway {
  readonly asked: { from: number; tier: string; etag: string | null }[] = [];
  away = false;
  now = NOON;

  readonly fetch = (address: string, init: RequestInit): Promise<Response> => {
    const query = new URL(address, 'http://gateway').searchParams;
    const from = Number(query.get('from'));
    const tier = query.get('tier') as RollupTier;
    const etag = new Headers(init.headers).get('if-none-match');
    this.asked.push({ from, tier, etag });
    if (this.away) return Promise.reject(new TypeError('Failed to fetch'));
    const reply = this.reply(tier, from, Number(query.get('to')));
    const own = `"${reply.points}"`;
    if (etag === own) return Promise.resolve(new Response(null, { status: 304 }));
    return Promise.resolve(new Response(encodeReply(reply).slice(), { headers: { etag: own } }));
  };

  reply(tier: RollupTier, from: number, to: number): SeriesReply {
    const cells = Math.min((to - from) / STEP_MS[tier], Math.max(0, Math.floor((this.now - from) / STEP_MS[tier])));
    return { ...cellReply(tier, from, new Array<number>(cells).fill(7), Math.min(to, this.now)), to };
  }
}

describe('the series that a screen wants', () => {
  let gateway: Gateway;
  let storage: MemoryCache;
  const open = () => {
    const now = () => gateway.now;
    const cache = new SeriesCache(() => Promise.resolve(storage), now);
    return new SeriesStore({ fetch: gateway.fetch, cache, now, changed: () => undefined });
  };
  const today = { tier: '1m' as const, window: { from: NOON - 60_000, to: NOON } };
  const threeDays = { tier: '1m' as const, window: { from: NOON - 2 * DAY, to: NOON } };
  const metrics = ['line8/a'];
  let store: SeriesStore;

  beforeEach(() => {
    gateway = new Gateway();
    storage = new MemoryCache();
    store = open();
  });
  afterEach(() => store.close());

  it('come tile by tile, the latest first', async () => {
    store.want([{ metrics, ...threeDays }]);
    expect(store.read('line8/a', threeDays)).toMatchObject({ reply: null, pending: true, missing: [threeDays.window] });
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).missing).toEqual([]));
    expect(gateway.asked.map(({ from }) => from)).toEqual([0, 1, 2].map((day) => NOON - DAY / 2 - day * DAY));
    expect(store.read('line8/a', threeDays).reply).toMatchObject({ tier: '1m', points: 2.5 * 1440, metric: 'line8/a' });
  });

  it('say when the gateway last spoke of what still grows', async () => {
    store.want([{ metrics, ...threeDays }]);
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).asOf).toBe(NOON));
    const past = { tier: '1m' as const, window: { from: NOON - 2 * DAY, to: NOON - DAY } };
    await vi.waitFor(() => expect(store.read('line8/a', past)).toMatchObject({ asOf: null, missing: [] }));
  });

  it('are asked for again where they grow, at most once in two seconds, and not where they are settled', async () => {
    store.want([{ metrics, ...threeDays }]);
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).missing).toEqual([]));
    gateway.now += 1_000;
    store.renew();
    gateway.now += 61_000;
    store.renew();
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).reply?.points).toBe(2.5 * 1440 + 1));
    expect(gateway.asked).toHaveLength(4);
    expect(gateway.asked[3]).toMatchObject({ from: NOON - DAY / 2, etag: `"${720}"` });
  });

  it('are shown from this device at once and confirmed by the gateway without being sent again', async () => {
    store.want([{ metrics, ...today }]);
    await vi.waitFor(async () => expect(await storage.keys()).toHaveLength(1));
    store.close();
    store = open();
    store.want([{ metrics, ...today }]);
    await vi.waitFor(() => expect(store.read('line8/a', today).reply?.points).toBe(720));
    await vi.waitFor(() => expect(gateway.asked.at(-1)!.etag).toBe('"720"'));
  });

  it('are what this device has when the gateway is out of reach, and what is missing is said', async () => {
    store.want([{ metrics, ...today }]);
    await vi.waitFor(async () => expect(await storage.keys()).toHaveLength(1));
    store.close();
    gateway.away = true;
    gateway.now += 5_000;
    store = open();
    store.want([{ metrics, ...threeDays }]);
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).trouble).toEqual({ kind: 'unreachable' }));
    const begins = NOON - DAY / 2;
    await vi.waitFor(() =>
      expect(store.read('line8/a', threeDays)).toMatchObject({
        pending: false,
        asOf: NOON,
        missing: [{ from: threeDays.window.from, to: begins }],
      }),
    );
  });

  it('stand in for another resolution until that is here, and while it cannot be had', async () => {
    const hours = { tier: '1h' as const, window: threeDays.window };
    store.want([{ metrics, ...hours }]);
    await vi.waitFor(() => expect(store.read('line8/a', hours).missing).toEqual([]));
    gateway.away = true;
    store.want([{ metrics, ...threeDays }]);
    expect(store.read('line8/a', threeDays)).toMatchObject({ missing: [], pending: true });
    expect(store.read('line8/a', threeDays).reply!.tier).toBe('1h');
  });

  it('are asked for again as soon as the gateway is back', async () => {
    gateway.away = true;
    store.want([{ metrics, ...today }]);
    await vi.waitFor(() => expect(store.read('line8/a', today).trouble).not.toBeNull());
    gateway.away = false;
    store.retry();
    await vi.waitFor(() => expect(store.read('line8/a', today)).toMatchObject({ trouble: null, missing: [] }));
  });

  it('are not asked for all at once: the event stream needs a connection too', async () => {
    let asking = 0;
    let most = 0;
    const { fetch } = gateway;
    const slow: typeof fetch = async (...asked) => {
      most = Math.max(most, ++asking);
      await new Promise((resolve) => setImmediate(resolve));
      asking--;
      return fetch(...asked);
    };
    const cache = new SeriesCache(
      () => Promise.resolve(storage),
      () => gateway.now,
    );
    const busy = new SeriesStore({ fetch: slow, cache, now: () => gateway.now, changed: () => undefined });
    const month = { tier: '1m' as const, window: { from: NOON - 20 * DAY, to: NOON } };
    busy.want([{ metrics, ...month }]);
    await vi.waitFor(() => expect(busy.read('line8/a', month).missing).toEqual([]));
    busy.close();
    expect(most).toBe(4);
  });

  it('give the same answer object while nothing has changed, so that nothing is computed twice', async () => {
    store.want([{ metrics, ...threeDays }]);
    await vi.waitFor(() => expect(store.read('line8/a', threeDays).missing).toEqual([]));
    const shifted = { ...threeDays, window: { from: threeDays.window.from - 1, to: threeDays.window.to - 1 } };
    expect(store.read('line8/a', shifted).reply).toBe(store.read('line8/a', threeDays).reply);
    expect(TILE_MS['1m']).toBe(DAY);
  });
});
