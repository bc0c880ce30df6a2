import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../gateway/store/store.ts';
import { describeChanges } from './store-contract/changes.ts';
import { describeFacts } from './store-contract/facts.ts';
import type { StoreGiven } from './store-contract/given.ts';
import { describeLocalDocuments } from './store-contract/local-documents.ts';
import { describeRanges } from './store-contract/ranges.ts';

export interface StoreFixture {
  store: Store;
  tearDown(): Promise<void>;
}

/** What every store promises, whatever is behind it. Each implementation runs this suite. */
export function describeStore(name: string, setUp: () => Promise<StoreFixture>): void {
  describe(`${name} as a store`, () => {
    let fixture: StoreFixture;
    const used: string[] = [];
    const given: StoreGiven = {
      get store() {
        return fixture.store;
      },
      fresh(kind) {
        const database = `${kind}_contract_${used.length}`;
        used.push(database);
        return database;
      },
    };

    beforeAll(async () => {
      fixture = await setUp();
      const { store } = fixture;
      // A run that was broken off may have left some in a store that outlives it.
      const left = [...(await store.databases('facts_contract_')), ...(await store.databases('local_contract_'))];
      for (const database of left) await store.drop(database);
    });

    afterAll(async () => {
      for (const database of used) await fixture.store.drop(database);
      await fixture.tearDown();
    });

    describeFacts(given);
    describeLocalDocuments(given);
    describeRanges(given);
    describeChanges(given);

    it('lists the databases with a prefix, and not those that were dropped', async () => {
      const [kept, dropped] = [given.fresh('local'), given.fresh('local')];
      await given.store.put(kept, [{ _id: 'a' }]);
      await given.store.put(dropped, [{ _id: 'a', old: true }]);
      await given.store.drop(dropped);
      await given.store.drop(dropped);
      const names = await given.store.databases('local_contract_');
      expect(names).toContain(kept);
      expect(names).not.toContain(dropped);
      expect(names).toEqual([...names].sort());
      expect(names.every((each) => each.startsWith('local_contract_'))).toBe(true);

      await given.store.put(dropped, [{ _id: 'a' }]);
      expect(await given.store.get(dropped, ['a'])).toEqual([{ _id: 'a' }]);
    });
  });
}
