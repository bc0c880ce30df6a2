import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FactWriter, type Waiting } from '../../../gateway/pipeline/fact-writer.ts';
import { Overflow } from '../../../gateway/pipeline/overflow.ts';
import { Turns } from '../../../gateway/pipeline/turns.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, StoredDocument } from '../../../gateway/store/store.ts';
import { AppError } from '../../../shared/errors.ts';

const DATABASE = 'series_gw_line8_2022_10';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-overflow-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** A store that can be taken away, and that notes the order in which documents came. */
class DistantStore extends MemoryStore {
  isAway = true;
  readonly order: string[] = [];

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isAway) throw new AppError('STORE_UNREACHABLE', 'The store is away.');
    this.order.push(...documents.map(({ _id }) => _id));
    return super.insert(database, documents);
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const turns = async (count: number): Promise<null> => {
  for (let i = 0; i < count; i++) await turn();
  return null;
};
const id = (n: number) => `c${String(n).padStart(6, '0')}`;

describe('what waits for a store that is away', () => {
  it('is written in order when it is back, although rows go on coming meanwhile: none is forgotten', async () => {
    const store = new DistantStore();
    const overflow = await Overflow.open<Waiting>(join(directory, 'waiting'), () => undefined);
    const writer = new FactWriter({ store, gateway: 'gw', log: () => undefined, overflow });
    let added = 0;
    const add = () => writer.add(DATABASE, { _id: id(added++) });
    for (let i = 0; i < 1_500; i++) add();
    await turn();
    await turn();
    for (let i = 0; i < 5_000; i++) {
      await writer.room();
      add();
    }
    store.isAway = false;
    while (writer.waiting > 0 || added < 8_000) {
      await turn();
      add();
      if (added > 60_000) break;
      if (store.order.length >= 6_500 && added > 8_000) break;
    }
    await writer.drained();
    expect(store.order.length).toBe(added);
    expect(store.order).toEqual(Array.from({ length: added }, (_, n) => id(n)));
  });

  it('lets work that builds on it begin as soon as it is durable', async () => {
    const store = new DistantStore();
    const overflow = await Overflow.open<Waiting>(join(directory, 'waiting'), () => undefined);
    const writer = new FactWriter({ store, gateway: 'gw', log: () => undefined, overflow });
    for (let i = 0; i < 1_500; i++) writer.add(DATABASE, { _id: id(i) });
    await turn();
    await turn();
    for (let i = 1_500; i < 4_000; i++) writer.add(DATABASE, { _id: id(i) });
    store.isAway = false;
    const ticket = writer.add(DATABASE, { _id: 'mine' });
    const work = writer.inDurableTurn(
      new Turns(),
      () => ticket,
      () => store.get(DATABASE, ['mine']),
    );
    expect(await work).toEqual([{ _id: 'mine' }]);
  });

  it('keeps a document that comes at the very moment when the last of the others leave the disk', async () => {
    const store = new DistantStore();
    const overflow = await Overflow.open<Waiting>(join(directory, 'waiting'), () => undefined);
    const writer = new FactWriter({ store, gateway: 'gw', log: () => undefined, overflow });
    for (let i = 0; i < 1_500; i++) writer.add(DATABASE, { _id: id(i) });
    await turn();
    await turn();
    for (let i = 1_500; i < 2_500; i++) writer.add(DATABASE, { _id: id(i) });
    await overflow.room();
    store.isAway = false;
    while (overflow.length > 0) await turn();
    writer.add(DATABASE, { _id: 'late' });
    await writer.drained();
    expect(store.order).toHaveLength(2_501);
    expect(store.order.at(-1)).toBe('late');
  });

  it('begins empty: what an earlier run left is made anew from the journal', async () => {
    const place = join(directory, 'waiting');
    const before = await Overflow.open<number>(place, () => undefined);
    for (let i = 0; i < 1_200; i++) before.push(i);
    await before.room();
    const after = await Overflow.open<number>(place, () => undefined);
    expect(after.length).toBe(0);
    expect(await after.take()).toEqual([]);
  });

  it('says so when it cannot be put to disk, and is written all the same when the store is back', async () => {
    const place = join(directory, 'waiting');
    const log: string[] = [];
    const overflow = await Overflow.open<number>(place, (message) => log.push(message));
    await writeFile(place, 'a file where the folder should be');
    for (let i = 0; i < 600; i++) overflow.push(i);
    await vi.waitFor(() => expect(log[0]).toContain('waiting'));
    const taken = await Promise.race([overflow.take(), turns(200)]);
    await rm(place);
    expect(taken).toHaveLength(600);
  });
});
