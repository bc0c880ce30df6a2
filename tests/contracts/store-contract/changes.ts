import { describe, expect, it } from 'vitest';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { numbered, type StoreGiven } from './given.ts';

export function describeChanges(given: StoreGiven): void {
  describe('changes', () => {
    it('lead from the start to the end in steps, losing nothing', async () => {
      const facts = given.fresh('facts');
      const many = numbered(50);
      for (let at = 0; at < 50; at += 10) await given.store.insert(facts, many.slice(at, at + 10));
      const { documents, steps } = await readAll(facts, '0', 7);
      expect(documents.sort(byId)).toEqual(many);
      expect(steps).toBeGreaterThanOrEqual(8);
    });

    it('go on from where one stopped', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, numbered(5));
      const { since } = await given.store.changes(facts, '0', 100);
      expect(await given.store.changes(facts, since, 100)).toMatchObject({ documents: [], pending: 0 });
      await given.store.insert(facts, [{ _id: 'later' }]);
      expect((await given.store.changes(facts, since, 100)).documents).toContainEqual({ _id: 'later' });
    });

    it('have a mark for now: behind it comes what is written from then on, and nothing else', async () => {
      const local = given.fresh('local');
      expect(await given.store.changes(local, 'now', 1)).toEqual({ documents: [], since: 'now', pending: 0 });
      await given.store.put(local, [{ _id: 'a' }, { _id: 'b' }]);
      const { documents, since } = await given.store.changes(local, 'now', 1);
      expect(documents).toEqual([]);
      await given.store.put(local, [{ _id: 'c' }]);
      expect((await given.store.changes(local, since, 10)).documents).toEqual([{ _id: 'c' }]);
    });

    it('show each document once, in its latest state, and removed ones as deleted', async () => {
      const local = given.fresh('local');
      await given.store.put(local, [{ _id: 'a', n: 1 }, { _id: 'b' }]);
      await given.store.put(local, [{ _id: 'a', n: 2 }]);
      await given.store.remove(local, ['b']);
      const { documents } = await given.store.changes(local, '0', 100);
      expect(documents.sort(byId)).toEqual([
        { _id: 'a', n: 2 },
        { _id: 'b', _deleted: true },
      ]);
    });

    it('say whether more are left', async () => {
      const facts = given.fresh('facts');
      await given.store.insert(facts, numbered(6));
      expect((await given.store.changes(facts, '0', 4)).pending).toBe(2);
      expect((await given.store.changes(facts, '0', 6)).pending).toBe(0);
    });

    async function readAll(database: string, from: string, limit: number) {
      const documents: StoredDocument[] = [];
      let since = from;
      for (let steps = 1; ; steps += 1) {
        const changes = await given.store.changes(database, since, limit);
        documents.push(...changes.documents);
        if (changes.documents.length === 0) return { documents, steps };
        since = changes.since;
      }
    }
  });
}

function byId(one: StoredDocument, other: StoredDocument): number {
  return one._id < other._id ? -1 : 1;
}
