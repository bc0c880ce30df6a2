import { describe, expect, it } from 'vitest';
import { numbered, type StoreGiven } from './given.ts';

export function describeFacts(given: StoreGiven): void {
  describe('facts', () => {
    it('keeps a fact under an id made of every allowed character', async () => {
      const facts = given.fresh('facts');
      const fact = {
        _id: 'AZaz09:.-_' + 'x'.repeat(190),
        text: 'é ü 漢 😀 " \\ \n',
        list: [1, null, { deep: true }],
      };
      expect(await given.store.insert(facts, [fact])).toEqual(['inserted']);
      expect(await given.store.get(facts, [fact._id])).toEqual([fact]);
    });

    it('takes the same fact again without storing it twice, whenever it was received', async () => {
      const facts = given.fresh('facts');
      const fact = { _id: 'count:1', at: 5, received: 7, by: { origin: 'tablet-1', user: null } };
      await given.store.insert(facts, [fact]);
      const again = { by: { user: null, origin: 'tablet-1' }, received: 8, at: 5, _id: 'count:1' };
      expect(await given.store.insert(facts, [fact, again])).toEqual(['exists', 'exists']);
      expect(await given.store.get(facts, ['count:1'])).toEqual([fact]);
    });

    it('says that another fact has the id already, and keeps the first', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, [{ _id: 'count:1', pieces: 5 }]);
      expect(await given.store.insert(facts, [{ _id: 'count:1', pieces: 6 }])).toEqual(['differs']);
      expect(await given.store.insert(facts, [{ _id: 'count:1', pieces: 5, more: null }])).toEqual(['differs']);
      expect(await given.store.get(facts, ['count:1'])).toEqual([{ _id: 'count:1', pieces: 5 }]);
    });

    it('answers in the order of the documents, new ones and old ones mixed', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, [{ _id: 'b', n: 1 }]);
      const batch = [{ _id: 'c' }, { _id: 'b', n: 1 }, { _id: 'a' }, { _id: 'b', n: 2 }, { _id: 'a' }];
      expect(await given.store.insert(facts, batch)).toEqual(['inserted', 'exists', 'inserted', 'differs', 'exists']);
      expect(await given.store.insert(facts, [])).toEqual([]);
    });

    it('takes 3,000 facts in one call, twice', async () => {
      const facts = given.fresh('facts');
      const many = numbered(3000);
      expect(new Set(await given.store.insert(facts, many))).toEqual(new Set(['inserted']));
      expect(new Set(await given.store.insert(facts, many))).toEqual(new Set(['exists']));
      const read = await given.store.get(facts, [...many.map(({ _id }) => _id), 'n:absent']);
      expect(read).toEqual([...many, null]);
    });

    it('takes a fact of 1 MB', async () => {
      const facts = given.fresh('facts');
      const large = { _id: 'large', text: 'é'.repeat(500_000) };
      expect(await given.store.insert(facts, [large, { ...large, _id: 'large.2' }])).toEqual(['inserted', 'inserted']);
      expect(await given.store.insert(facts, [large])).toEqual(['exists']);
      expect(await given.store.get(facts, ['large'])).toEqual([large]);
    });

    it('inserts a fact once when it comes ten times at the same moment', async () => {
      const facts = given.fresh('facts');
      const answers = await Promise.all(numbered(10).map(() => given.store.insert(facts, [{ _id: 'once', n: 1 }])));
      expect(answers.flat().sort()).toEqual([...Array<string>(9).fill('exists'), 'inserted']);
    });

    it.each([
      ['an id that begins with "_"', { _id: '_design/evil' }],
      ['an id with a space', { _id: 'a b' }],
      ['an id that is too long', { _id: 'a'.repeat(201) }],
      ['a revision', { _id: 'a', _rev: '1-a' }],
      ['a deletion', { _id: 'a', _deleted: true }],
    ])('refuses %s and then stores nothing of the call', async (_, document) => {
      const facts = given.fresh('facts');
      await expect(given.store.insert(facts, [{ _id: 'good' }, document])).rejects.toMatchObject({
        code: 'STORE_REFUSED',
      });
      expect(await given.store.get(facts, ['good'])).toEqual([null]);
    });

    it.each(['_users', 'Facts', 'a/b', '../a', ''])('refuses a database called "%s"', async (database) => {
      await expect(given.store.insert(database, [{ _id: 'a' }])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
      await expect(given.store.get(database, ['a'])).rejects.toMatchObject({ code: 'STORE_REFUSED' });
    });
  });
}
