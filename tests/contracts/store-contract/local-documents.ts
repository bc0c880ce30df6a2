import { describe, expect, it } from 'vitest';
import { prefixRange } from '../../../gateway/store/store.ts';
import { numbered, type StoreGiven } from './given.ts';

export function describeLocalDocuments(given: StoreGiven): void {
  describe('local documents', () => {
    it('are overwritten; the last write wins', async () => {
      const local = given.fresh('local');
      await given.store.put(local, [{ _id: 'position', offset: 1 }]);
      await given.store.put(local, [{ _id: 'position', offset: 2 }]);
      await given.store.put(local, [
        { _id: 'position', offset: 3 },
        { _id: 'position', offset: 4 },
      ]);
      expect(await given.store.get(local, ['position'])).toEqual([{ _id: 'position', offset: 4 }]);
    });

    it('end as the later call wants it when nobody waited for the earlier', async () => {
      const local = given.fresh('local');
      await Promise.all(numbered(20).map(({ n }) => given.store.put(local, [{ _id: 'row', n }, { _id: `row:${n}` }])));
      expect(await given.store.get(local, ['row'])).toEqual([{ _id: 'row', n: 19 }]);
    });

    it('are overwritten by the thousand, those that are there and those that are not', async () => {
      const local = given.fresh('local');
      await given.store.put(local, numbered(1500));
      const newer = numbered(2500).map((document) => ({ ...document, edition: 2 }));
      await given.store.put(local, newer);
      expect(await given.store.range(local, prefixRange('n:'))).toEqual(newer);
    });

    it('are gone after their removal, and can come back', async () => {
      const local = given.fresh('local');
      await given.store.put(local, [{ _id: 'a' }, { _id: 'b' }]);
      await given.store.remove(local, ['a', 'never-there']);
      expect(await given.store.get(local, ['a', 'b'])).toEqual([null, { _id: 'b' }]);
      expect(await given.store.range(local, { from: 'a', to: 'c' })).toEqual([{ _id: 'b' }]);
      await given.store.put(local, [{ _id: 'a', again: true }]);
      expect(await given.store.get(local, ['a'])).toEqual([{ _id: 'a', again: true }]);
    });

    it('are the only ones that can be overwritten or removed', async () => {
      const facts = given.fresh('facts');
      await expect(given.store.put(facts, [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      await expect(given.store.remove(facts, ['a'])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    });
  });
}
