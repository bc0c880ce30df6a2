import { describe, expect, it } from 'vitest';
import { leaving, SeriesCache } from '../../../pwa/data/series-cache.ts';
import { MemoryCache } from './memory-cache.ts';

const answer = (text: string) => ({ bytes: new TextEncoder().encode(text), etag: `"${text}"`, keptAt: 5 });
const use = (bytes: number, usedAt: number) => ({ bytes, usedAt });

describe('what leaves the cache', () => {
  it('is nothing while there is room', () => {
    expect(leaving(new Map([['a', use(10, 1)]]), { entries: 1, bytes: 10 })).toEqual([]);
  });

  it('is what was not looked at for longest', () => {
    const uses = new Map([
      ['a', use(1, 3)],
      ['b', use(1, 1)],
      ['c', use(1, 2)],
    ]);
    expect(leaving(uses, { entries: 2, bytes: 100 })).toEqual(['b']);
    expect(leaving(uses, { entries: 3, bytes: 1 })).toEqual(['b', 'c']);
  });
});

describe('answers kept on this device', () => {
  const limits = { entries: 2, bytes: 1000 };

  it('come back as they were', async () => {
    const cache = new SeriesCache(
      () => Promise.resolve(new MemoryCache()),
      () => 1,
      limits,
    );
    await cache.put('/api/series?a', answer('a'));
    expect(await cache.get('/api/series?a')).toEqual(answer('a'));
    expect(await cache.get('/api/series?b')).toBeNull();
  });

  it('stay within their bound, and reading one keeps it', async () => {
    let now = 0;
    const store = new MemoryCache();
    const cache = new SeriesCache(
      () => Promise.resolve(store),
      () => now++,
      limits,
    );
    await cache.put('/api/series?a', answer('a'));
    await cache.put('/api/series?b', answer('b'));
    await cache.get('/api/series?a');
    await cache.put('/api/series?c', answer('c'));
    expect(await cache.get('/api/series?b')).toBeNull();
    expect(await cache.get('/api/series?a')).not.toBeNull();
    expect(await cache.get('/api/series?c')).not.toBeNull();
  });

  it('are bounded also when another page kept them', async () => {
    const store = new MemoryCache();
    const open = () => Promise.resolve(store);
    const before = new SeriesCache(open, () => 1, limits);
    await before.put('/api/series?a', answer('a'));
    await before.put('/api/series?b', answer('b'));
    await new SeriesCache(open, () => 2, limits).put('/api/series?c', answer('c'));
    expect((await store.keys()).length).toBeLessThanOrEqual(limits.entries);
  });

  it('are none on a device that refuses storage, which is no failure', async () => {
    const cache = new SeriesCache(
      () => Promise.reject(new Error('no storage')),
      () => 1,
    );
    await cache.put('/api/series?a', answer('a'));
    expect(await cache.get('/api/series?a')).toBeNull();
  });

  it('are not kept when there is no space left, which is no failure', async () => {
    const full = new MemoryCache();
    full.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    const cache = new SeriesCache(
      () => Promise.resolve(full),
      () => 1,
    );
    await cache.put('/api/series?a', answer('a'));
    expect(await cache.get('/api/series?a')).toBeNull();
  });
});
