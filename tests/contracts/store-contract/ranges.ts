import { describe, expect, it } from 'vitest';
import { prefixRange, type StoredDocument } from '../../../gateway/store/store.ts';
import { numbered, type StoreGiven } from './given.ts';

export function describeRanges(given: StoreGiven): void {
  describe('ranges', () => {
    const letters = ['a', 'b', 'b:1', 'c'].map((_id) => ({ _id }));
    const ids = async (read: Promise<StoredDocument[]>) => (await read).map(({ _id }) => _id);

    it('include the first id and exclude the last, either way', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, letters);
      expect(await ids(given.store.range(facts, { from: 'a', to: 'c' }))).toEqual(['a', 'b', 'b:1']);
      expect(await ids(given.store.range(facts, { from: 'a', to: 'c', descending: true }))).toEqual(['b:1', 'b', 'a']);
      expect(await ids(given.store.range(facts, { from: 'b', to: 'b' }))).toEqual([]);
      expect(await ids(given.store.range(facts, { from: 'c', to: 'a' }))).toEqual([]);
      expect(await ids(given.store.range(facts, prefixRange('b')))).toEqual(['b', 'b:1']);
    });

    it('stop at the limit, counted from the end that was asked for', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, letters);
      expect(await ids(given.store.range(facts, { from: 'a', to: 'd', limit: 2 }))).toEqual(['a', 'b']);
      expect(await ids(given.store.range(facts, { from: 'a', to: 'c', limit: 1, descending: true }))).toEqual(['b:1']);
      expect(await ids(given.store.range(facts, { from: 'a', to: 'd', limit: 0 }))).toEqual([]);
    });

    it('of any length come whole', async () => {
      const facts = given.fresh('facts');
      const many = numbered(1501);
      await given.store.insert(facts, many);
      expect(await given.store.range(facts, prefixRange('n:'))).toEqual(many);
      expect(await given.store.range(facts, { ...prefixRange('n:'), descending: true })).toEqual([...many].reverse());
    });

    it('of a missing database are empty, as are its documents and changes', async () => {
      const facts = given.fresh('facts');
      expect(await given.store.range(facts, { from: 'a', to: 'z' })).toEqual([]);
      expect(await given.store.get(facts, ['a', 'b'])).toEqual([null, null]);
      expect(await given.store.changes(facts, '0', 10)).toEqual({ documents: [], since: '0', pending: 0 });
      expect(await given.store.databases(facts)).toEqual([]);
    });
  });
}
