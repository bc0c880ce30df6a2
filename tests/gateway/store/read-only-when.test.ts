import { describe, expect, it } from 'vitest';
import { readOnlyWhen } from '../../../gateway/store/read-only-when.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';

describe('the store on a full disk', () => {
  it('takes nothing, answers all the same, and takes again when there is room', async () => {
    let full = false;
    const store = readOnlyWhen(() => full, new MemoryStore());
    await store.insert('facts_x', [{ _id: 'a' }]);
    await store.put('local_x', [{ _id: 'b' }]);
    full = true;
    for (const write of [
      () => store.insert('facts_x', [{ _id: 'c' }]),
      () => store.put('local_x', [{ _id: 'c' }]),
      () => store.remove('local_x', ['b']),
    ])
      await expect(write()).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' });
    expect(await store.databases('')).toEqual(['facts_x', 'local_x']);
    expect(await store.get('facts_x', ['a', 'c'])).toEqual([{ _id: 'a' }, null]);
    expect(await store.range('local_x', { from: '', to: '~' })).toEqual([{ _id: 'b' }]);
    expect((await store.changes('facts_x', '0', 10)).documents).toHaveLength(1);
    full = false;
    expect(await store.insert('facts_x', [{ _id: 'c' }])).toEqual(['inserted']);
  });
});
