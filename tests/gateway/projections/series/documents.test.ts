import { describe, expect, it } from 'vitest';
import { DecodedCache } from '../../../../gateway/projections/series/decoded-cache.ts';
import { Documents, type Place } from '../../../../gateway/projections/series/documents.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import type { Store } from '../../../../gateway/store/store.ts';

const place: Place = { database: 'local_gw_x', id: 'a' };

function documentsOn(store: Store) {
  return new Documents<{ value: number }, Place>({
    store,
    decode: ({ value }) => ({ value: Number(value) }),
    encode: ({ value }, { id }) => ({ _id: id, value }),
    bytes: () => 100,
    cacheBytes: 1_000,
  });
}

describe('Decoded documents', () => {
  it('are read from the store once', async () => {
    const store = new MemoryStore();
    let reads = 0;
    const get = store.get.bind(store);
    store.get = (...asked) => (reads++, get(...asked));
    const documents = documentsOn(store);
    expect(await documents.read([place])).toEqual([null]);
    await documents.write([{ place, value: { value: 1 } }]);
    expect(await documents.read([place])).toEqual([{ value: 1 }]);
    expect(reads).toBe(1);
  });

  it('that were read before a write are not remembered after it', async () => {
    const store = new MemoryStore();
    await store.put(place.database, [{ _id: 'a', value: 1 }]);
    let answer = () => {};
    const get = store.get.bind(store);
    store.get = async (...asked) => {
      const found = await get(...asked);
      await new Promise<void>((resolve) => (answer = resolve));
      return found;
    };
    const documents = documentsOn(store);
    const slow = documents.read([place]);
    await new Promise((resolve) => setImmediate(resolve));
    await documents.write([{ place, value: { value: 2 } }]);
    answer();
    expect(await slow).toEqual([{ value: 1 }]);
    expect(await documents.read([place])).toEqual([{ value: 2 }]);
  });

  it('leave by age, so that memory stays bounded', () => {
    const cache = new DecodedCache<string>(300);
    for (const key of ['a', 'b', 'c']) cache.set(key, key, 100);
    cache.get('a');
    cache.set('d', 'd', 100);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual(['a', undefined, 'c', 'd']);
    cache.set('large', 'l', 400);
    expect(cache.get('large')).toBeUndefined();
  });
});
