import { describe, expect, it, vi } from 'vitest';
import { FactFeed } from '../../../gateway/projections/fact-feed.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { AppError } from '../../../shared/errors.ts';

const DATABASE = 'facts_gw_line8_2022_10';
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ _id: `f${String(from + i).padStart(4, '0')}` }));

interface Feeding {
  feed: FactFeed;
  handled: string[];
  /** Resolves when so many facts were handled. */
  until: (count: number) => Promise<void>;
  stop: () => Promise<void>;
}

function feeding(
  store: MemoryStore,
  { epoch = 'e1', atOnce = false, handle = async (_: StoredDocument[]) => {} } = {},
): Feeding {
  const handled: string[] = [];
  let look = () => {};
  const feed = new FactFeed({
    store,
    gateway: 'gw',
    epoch,
    prefix: 'facts_',
    atOnce,
    handle: async (facts) => {
      await handle(facts);
      handled.push(...facts.map(({ _id }) => _id));
      look();
    },
  });
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const ready = new Promise<void>((resolve) => (running = feed.run(stopping.signal, resolve)));
  return {
    feed,
    handled,
    until: async (count) => {
      await ready;
      await new Promise<void>((resolve) => {
        look = () => handled.length >= count && resolve();
        look();
      });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

describe('the feed of facts', () => {
  it('hands on what is there at the start, page by page, and what it is woken for', async () => {
    const store = new MemoryStore();
    await store.insert(DATABASE, ids(0, 1_200));
    const { feed, handled, until, stop } = feeding(store);
    await until(1_200);
    await store.insert(DATABASE, ids(1_200, 1_203));
    feed.wake(DATABASE);
    feed.wake('series_gw_line8_2022_10');
    await until(1_203);
    await stop();
    expect(handled).toEqual(ids(0, 1_203).map(({ _id }) => _id));
  });

  it('goes on after a restart where it left off, and from the start in another epoch', async () => {
    const store = new MemoryStore();
    await store.insert(DATABASE, ids(0, 3));
    const first = feeding(store);
    await first.until(3);
    await first.stop();
    await store.insert(DATABASE, ids(3, 5));
    const second = feeding(store);
    await second.until(2);
    await second.stop();
    expect(second.handled).toEqual(['f0003', 'f0004']);
    const rebuilt = feeding(store, { epoch: 'e2' });
    await rebuilt.until(5);
    await rebuilt.stop();
  });

  it('hands facts on again when what follows from them was not stored', async () => {
    const store = new MemoryStore();
    await store.insert(DATABASE, ids(0, 2));
    let failures = 1;
    const { handled, until, stop } = feeding(store, {
      handle: async () => {
        if (failures-- > 0) throw new AppError('STORE_UNREACHABLE', 'away');
      },
    });
    await until(2);
    await stop();
    expect(handled).toEqual(['f0000', 'f0001']);
  });

  it('ends at once when it is told to while it works', async () => {
    const store = new MemoryStore();
    await store.insert(DATABASE, ids(0, 1));
    const stopping = new AbortController();
    const feed = new FactFeed({
      store,
      gateway: 'gw',
      epoch: 'e1',
      prefix: 'facts_gw_',
      handle: async () => stopping.abort(),
    });
    const ended = feed.run(stopping.signal, () => {}).then(() => 'ended');
    const waited = new Promise((resolve) => setTimeout(() => resolve('still running'), 1_000));
    expect(await Promise.race([ended, waited])).toBe('ended');
  });

  it('hands on at once what it is told, and once more when it has read it', async () => {
    const store = new MemoryStore();
    await store.insert(DATABASE, ids(0, 1));
    const { feed, handled, until, stop } = feeding(store, { atOnce: true });
    await until(1);
    const reads = vi.spyOn(store, 'changes');
    await store.insert(DATABASE, ids(1, 2));
    feed.wake(DATABASE, ids(1, 2));
    await until(2);
    expect(reads).not.toHaveBeenCalled();
    await until(3);
    await stop();
    expect(handled).toEqual(['f0000', 'f0001', 'f0001']);
    const after = feeding(store);
    await after.until(0);
    await after.stop();
    expect(after.handled).toEqual([]);
  });

  it('loses nothing that it was told when what follows from it could not be stored', async () => {
    const store = new MemoryStore();
    let failures = 0;
    const { feed, handled, until, stop } = feeding(store, {
      atOnce: true,
      handle: async () => {
        if (failures-- > 0) throw new AppError('STORE_UNREACHABLE', 'away');
      },
    });
    await until(0);
    failures = 1;
    await store.insert(DATABASE, ids(0, 1));
    feed.wake(DATABASE, ids(0, 1));
    await until(1);
    await stop();
    expect(handled).toEqual(['f0000']);
  });

  it('hands on what it is told before it looks at hundreds of databases', async () => {
    const store = new MemoryStore();
    const databases = Array.from({ length: 500 }, (_, i) => `facts_gw-${i}_line8_2022_10`);
    for (const database of databases) await store.insert(database, [{ _id: `${database}-fact` }]);
    let told = false;
    const { feed, handled, until, stop } = feeding(store, {
      atOnce: true,
      handle: async () => {
        if (told) return;
        told = true;
        feed.wake(databases[499]!, [{ _id: 'urgent' }]);
      },
    });
    await until(501);
    await stop();
    expect(handled.indexOf('urgent')).toBe(1);
  });
});
