import { describe, expect, it } from 'vitest';
import { announcing } from '../../../gateway/store/announcing-store.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';

class Counting extends MemoryStore {
  asked = 0;
  override databases(prefix: string): Promise<string[]> {
    this.asked++;
    return super.databases(prefix);
  }
}

describe('the store that tells what is new', () => {
  it('tells of facts that are new, and not of those that were there', async () => {
    const told: string[] = [];
    const store = announcing(new MemoryStore(), (database, facts) =>
      told.push([database, ...facts.map(({ _id }) => _id)].join(' ')),
    );
    await store.insert('facts_gw_line8_2026_11', [{ _id: 'a' }]);
    await store.insert('facts_gw_line8_2026_11', [{ _id: 'a' }, { _id: 'b' }]);
    await store.put('local_gw_x', [{ _id: 'b' }]);
    store.announce('facts_plant_line8_2026_11');
    expect(told).toEqual(['facts_gw_line8_2026_11 a', 'facts_gw_line8_2026_11 b', 'facts_plant_line8_2026_11']);
  });

  it('knows the names of databases, old and new, by asking once', async () => {
    const inside = new Counting();
    await inside.insert('facts_gw_line8_2026_10', [{ _id: 'a' }]);
    const store = announcing(inside, () => {});
    expect(await store.databases('facts_')).toEqual(['facts_gw_line8_2026_10']);
    await store.insert('facts_gw_line8_2026_11', [{ _id: 'a' }]);
    await store.put('local_gw_x', [{ _id: 'b' }]);
    store.announce('config_plant');
    await store.drop('facts_gw_line8_2026_10');
    await expect.poll(() => store.databases('')).toEqual(['config_plant', 'facts_gw_line8_2026_11', 'local_gw_x']);
    expect(inside.asked).toBe(1);
  });

  it('asks again when the store was away', async () => {
    const inside = new MemoryStore();
    let away = true;
    const store = announcing(
      Object.assign(Object.create(inside) as MemoryStore, {
        databases: (prefix: string) => (away ? Promise.reject(new Error('away')) : inside.databases(prefix)),
      }),
      () => {},
    );
    await expect(store.databases('')).rejects.toThrow('away');
    away = false;
    expect(await store.databases('')).toEqual([]);
  });
});
