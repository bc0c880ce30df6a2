import { describe, expect, it } from 'vitest';
import { bytesOf, ReceivedBytes } from '../../../../gateway/replication/received/received-bytes.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';

const FACTS = 'facts_gw-1_line8_2026_11';
const open = (store: MemoryStore) => ReceivedBytes.open({ store, plant: 'plant' });
const going = new AbortController().signal;

describe('what a plant holds of each gateway', () => {
  it('is counted by gateway, and known after a restart', async () => {
    const store = new MemoryStore();
    const first = await open(store);
    first.add(FACTS, 100);
    first.add(FACTS, 11);
    first.add('config_gw-1', 7);
    first.add('config_gw-2', 0);
    await first.close();
    const second = await open(store);
    expect(second.of('gw-1')).toEqual({ bytes: 118, databases: 2 });
    expect(second.of('gw-2')).toEqual({ bytes: 0, databases: 1 });
    expect(second.of('gw-3')).toEqual({ bytes: 0, databases: 0 });
  });

  it('is kept behind by itself, soon', async () => {
    const store = new MemoryStore();
    const held = await open(store);
    held.add(FACTS, 100);
    await expect.poll(async () => (await open(store)).of('gw-1').bytes, { timeout: 5_000 }).toBe(100);
    await held.close();
  });

  it('is no longer what was dropped', async () => {
    const store = new MemoryStore();
    const held = await open(store);
    held.add(FACTS, 100);
    held.add('config_gw-1', 7);
    const before = held.filled();
    held.add('plan_gw-1_2026_11', 5);
    held.forgetDropped(before, ['config_gw-1']);
    // What came while the names were asked for is not taken for dropped.
    expect(held.of('gw-1')).toEqual({ bytes: 12, databases: 2 });
    await held.close();
    expect((await open(store)).of('gw-1')).toEqual({ bytes: 12, databases: 2 });
  });

  it('is counted from what is stored where nothing was kept', async () => {
    const store = new MemoryStore();
    const documents = Array.from({ length: 250 }, (_, i) => ({ _id: `a${i}`, text: 'ü'.repeat(i) }));
    await store.insert(FACTS, documents);
    await store.insert('config_plant', documents);
    await store.insert('config_gw-2', documents);
    const held = await open(store);
    held.add('config_gw-2', 3);
    await held.countUnknown(going);
    const bytes = documents.reduce((sum, document) => sum + bytesOf(document), 0);
    expect(held.of('gw-1')).toEqual({ bytes, databases: 1 });
    expect(held.of('gw-2')).toEqual({ bytes: 3, databases: 1 });
    expect(held.of('plant')).toEqual({ bytes: 0, databases: 0 });
    await held.close();
  });
});
