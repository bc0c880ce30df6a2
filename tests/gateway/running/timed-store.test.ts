import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { timed } from '../../../gateway/running/timed-store.ts';

describe('a store that is listened to', () => {
  const listening = (store: MemoryStore) => {
    const heard: string[] = [];
    let now = 0;
    const listener = {
      answered: (operation: string, seconds: number) => void heard.push(`${operation} ${seconds}`),
      failed: (operation: string) => void heard.push(`${operation} failed`),
    };
    return { heard, store: timed(store, listener, () => (now += 500)) };
  };

  it('does what the store does, and says how long it took', async () => {
    const { heard, store } = listening(new MemoryStore());
    expect(await store.insert('facts_gw-1_line8_2026_11', [{ _id: 'a' }])).toEqual(['inserted']);
    expect(await store.get('facts_gw-1_line8_2026_11', ['a'])).toEqual([{ _id: 'a' }]);
    expect(heard).toEqual(['insert 0.5', 'read 0.5']);
  });

  it('tells an answer from silence: what the store refuses, it has heard', async () => {
    const memory = new MemoryStore();
    const { heard, store } = listening(memory);
    memory.get = () => Promise.reject(new AppError('STORE_REFUSED', 'no'));
    await expect(store.get('a', ['b'])).rejects.toThrow('no');
    memory.get = () => Promise.reject(new AppError('STORE_UNREACHABLE', 'away'));
    await expect(store.get('a', ['b'])).rejects.toThrow('away');
    expect(heard).toEqual(['read failed']);
  });
});
