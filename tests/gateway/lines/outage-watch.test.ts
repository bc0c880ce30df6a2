import { afterEach, describe, expect, it, vi } from 'vitest';
import { OutageWatch, type WatchedSource } from '../../../gateway/lines/outage-watch.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { recordedOutages } from '../../../gateway/pipeline/recorded-outages.ts';
import type { SourceStatus } from '../../../gateway/sources/source.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import type { Outage } from '../../../shared/documents/outage.ts';
import { AppError } from '../../../shared/errors.ts';
import { EIGHT } from '../pipeline/recorded-line.ts';

const status = (state: SourceStatus['state'], since = EIGHT): SourceStatus => ({
  ...{ state, since, detail: `it is ${state}`, problems: [], behindBytes: 0, lastBlockAt: null },
});

/** A gateway's watch over one source, on a clock of its own. */
class Watched {
  now = EIGHT;
  says = status('live');
  readonly opened: (number | null)[] = [];
  readonly over: Outage[] = [];
  readonly writer: FactWriter;
  readonly watch: OutageWatch;
  readonly #stop = new AbortController();

  constructor(store: Store) {
    this.writer = new FactWriter({ store, gateway: 'gw', log: () => undefined });
    this.watch = new OutageWatch({
      ...{ store, gateway: 'gw', writer: this.writer, log: () => undefined, now: () => this.now },
      open: (_, __, since) => this.opened.push(since),
      over: (outage) => this.over.push(outage),
      bug: (error) => {
        throw error;
      },
    });
  }

  async start(source: Partial<WatchedSource> = {}): Promise<this> {
    const about = { line: 'line8', source: 'vision', isPort: false, heardBefore: null, status: () => this.says };
    await this.watch.start([{ ...about, ...source }], this.#stop.signal);
    return this;
  }

  async look(now: number, says: SourceStatus): Promise<void> {
    this.now = now;
    this.says = says;
    await this.watch.look();
  }

  end(): void {
    this.#stop.abort();
  }
}

let open: Watched[] = [];
afterEach(() => {
  for (const each of open) each.end();
  open = [];
});
async function watching(store: Store, source: Partial<WatchedSource> = {}): Promise<Watched> {
  const watched = new Watched(store);
  open.push(watched);
  return watched.start(source);
}
const recorded = async (store: Store) =>
  (await recordedOutages(store, 'line8', 'vision')).map(({ from, to, cause }) => [from - EIGHT, to - EIGHT, cause]);

describe('a folder that cannot be listed', () => {
  it('is an outage from when it was lost until it can be listed again, recorded once', async () => {
    const store = new MemoryStore();
    const watched = await watching(store);
    await watched.look(EIGHT + 11_000, status('lost', EIGHT + 10_000));
    await watched.look(EIGHT + 12_000, status('lost', EIGHT + 10_000));
    expect(watched.watch.since('line8', 'vision')).toBe(EIGHT + 10_000);
    await watched.look(EIGHT + 60_000, status('live', EIGHT + 60_000));
    await watched.look(EIGHT + 61_000, status('live', EIGHT + 60_000));
    await watched.writer.drained();
    expect(await recorded(store)).toEqual([[10_000, 60_000, 'lost']]);
    expect(watched.opened).toEqual([EIGHT + 10_000, null]);
    expect(watched.over).toHaveLength(1);
    expect(watched.watch.since('line8', 'vision')).toBeNull();
  });

  it('for less than two seconds is no outage', async () => {
    const store = new MemoryStore();
    const watched = await watching(store);
    await watched.look(EIGHT + 1_000, status('lost', EIGHT + 500));
    await watched.look(EIGHT + 2_000, status('live', EIGHT + 2_000));
    await watched.writer.drained();
    expect(await recorded(store)).toEqual([]);
    expect(watched.opened).toEqual([EIGHT + 500, null]);
  });

  it('with no new file for days is no outage: nobody has to write', async () => {
    const store = new MemoryStore();
    const watched = await watching(store);
    await watched.look(EIGHT + 3 * 86_400_000, status('waiting', EIGHT));
    expect(watched.opened).toEqual([]);
  });
});

describe('a port', () => {
  it('that is silent is an outage since it was heard last; the first bytes end it', async () => {
    const store = new MemoryStore();
    const watched = await watching(store, { isPort: true });
    await watched.look(EIGHT + 60_000, status('waiting', EIGHT));
    await watched.look(EIGHT + 70_000, status('live', EIGHT + 70_000));
    expect(watched.watch.since('line8', 'vision')).toBe(EIGHT);
    watched.watch.heard('line8', 'vision', EIGHT + 75_000);
    await watched.writer.drained();
    expect(await recorded(store)).toEqual([[0, 75_000, 'silent']]);
  });

  it('was not heard while the gateway did not run', async () => {
    const store = new MemoryStore();
    const watched = await watching(store, { isPort: true, heardBefore: EIGHT - 600_000 });
    watched.watch.heard('line8', 'vision', EIGHT);
    await watched.writer.drained();
    expect(await recorded(store)).toEqual([[-600_000, 0, 'gateway']]);
  });
});

describe('a gateway that ends while a source is away', () => {
  it('knows after its start since when', async () => {
    const store = new MemoryStore();
    const before = await watching(store);
    await before.look(EIGHT + 10_000, status('lost', EIGHT + 10_000));
    before.end();
    const after = await watching(store);
    expect(after.opened).toEqual([EIGHT + 10_000]);
    await after.look(EIGHT + 90_000, status('live', EIGHT + 90_000));
    await after.writer.drained();
    expect(await recorded(store)).toEqual([[10_000, 90_000, 'lost']]);
  });

  it('just after it is back does not record it a second time', async () => {
    const store = new MemoryStore();
    const before = await watching(store);
    await before.look(EIGHT + 10_000, status('lost', EIGHT + 10_000));
    before.watch.heard('line8', 'vision', EIGHT + 60_000);
    await before.writer.drained();
    before.end();
    const after = await watching(store);
    await after.look(EIGHT + 90_000, status('live', EIGHT + 90_000));
    await after.writer.drained();
    expect(await recorded(store)).toEqual([[10_000, 60_000, 'lost']]);
  });

  it('before the outage is stored does not forget it, although the store took smaller things', async () => {
    const left = await leftByOutage();
    const after = await watching(left);
    await after.look(EIGHT + 90_000, status('live', EIGHT + 90_000));
    await after.writer.drained();
    expect((await recorded(left)).map(([from]) => from)).toEqual([10_000]);
  });

  it('before the outage is stored tells it to the line, whose hours would say standstill otherwise', async () => {
    const after = await watching(await leftByOutage());
    await after.writer.drained();
    expect(after.over.map(({ from }) => from - EIGHT)).toEqual([10_000]);
  });
});

/** What a store has when the process ended while an outage that was over waited behind a month of chunks. */
async function leftByOutage(): Promise<MemoryStore> {
  const store = new MemoryStore();
  const insert = store.insert.bind(store);
  store.insert = () => Promise.reject(new AppError('STORE_UNREACHABLE', 'The store is busy.'));
  const before = await watching(store);
  await before.look(EIGHT + 10_000, status('lost', EIGHT + 10_000));
  await before.look(EIGHT + 60_000, status('live', EIGHT + 60_000));
  before.end();
  const left = new MemoryStore();
  for (const database of await store.databases(''))
    await left.put(database, await store.range(database, { from: '', to: '~' }));
  store.insert = insert;
  await before.writer.drained();
  return left;
}

describe('a store that is away', () => {
  it('is told of the open outage when it is back', async () => {
    const store = new MemoryStore();
    const put = store.put.bind(store);
    store.put = vi.fn().mockRejectedValueOnce(new AppError('STORE_UNREACHABLE', 'away')).mockImplementation(put);
    const watched = await watching(store);
    await watched.look(EIGHT + 10_000, status('lost', EIGHT + 10_000));
    await watched.look(EIGHT + 11_000, status('lost', EIGHT + 10_000));
    watched.end();
    expect((await watching(store)).opened).toEqual([EIGHT + 10_000]);
  });

  it('and slow has in the end what holds, not what held before', async () => {
    const store = new MemoryStore();
    const put = store.put.bind(store);
    const slow = Promise.withResolvers<void>();
    let calls = 0;
    store.put = async (...of) => {
      if (calls++ === 0) await slow.promise;
      return put(...of);
    };
    const watched = await watching(store);
    const first = watched.look(EIGHT + 10_000, status('lost', EIGHT + 10_000));
    const second = watched.look(EIGHT + 60_000, status('live', EIGHT + 60_000));
    slow.resolve();
    await Promise.all([first, second]);
    watched.end();
    expect((await watching(store)).opened).toEqual([]);
  });
});
