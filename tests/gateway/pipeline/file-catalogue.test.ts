import { describe, expect, it } from 'vitest';
import { FileCatalogue } from '../../../gateway/pipeline/file-catalogue.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store, StoredDocument } from '../../../gateway/store/store.ts';

const FILE = { file: 'a.csv', fileKey: 'f00d', generation: 0, tail: '', firstAt: 1, lastAt: 2, endsAt: 2, rows: 10 };

/** Documents of one request land one by one, in any order, and the gateway is killed after so many of them. */
function dying(store: MemoryStore, after: number, order: (documents: StoredDocument[]) => StoredDocument[]): Store {
  let left = after;
  const put: Store['put'] = async (database, documents) => {
    const landing = order([...documents]).slice(0, left);
    left -= landing.length;
    if (landing.length > 0) await store.put(database, landing);
    if (landing.length < documents.length) throw new Error('killed');
  };
  return new Proxy(store, {
    get: (target, name) => (name === 'put' ? put : (Reflect.get(target, name) as () => void).bind(target)),
  });
}

function catalogue(store: Store): FileCatalogue {
  const scope = {
    gateway: 'gw',
    line: 'line8',
    source: 'oven',
    metric: 'temperature',
    configVersion: 'v1',
    hasHoles: false,
  };
  return new FileCatalogue({ store, ...scope, rereadings: () => ({}) });
}

describe('positions of files', () => {
  it.each([0, 1, 2].flatMap((after) => [[after, 'as sent'] as const, [after, 'the other way round'] as const]))(
    'never say that the journal is not needed for what they do not hold: killed after %i documents, %s',
    async (after, how) => {
      const store = new MemoryStore();
      const before = catalogue(store);
      await before.load();
      before.extend({ ...FILE, toPos: 100 });
      await before.save({ hoursFrom: null, journalFrom: 5 }, [], []);

      const killed = catalogue(
        dying(store, after, (documents) => (how === 'as sent' ? documents : documents.reverse())),
      );
      await killed.load();
      killed.extend({ ...FILE, toPos: 200 });
      const saved = killed.save({ hoursFrom: null, journalFrom: 9 }, [], []);
      await (after < 2 ? expect(saved).rejects.toThrow('killed') : saved);

      const next = catalogue(store);
      const progress = await next.load();
      const { toPos } = next.get('f00d.0')!;
      expect({ toPos, journalFrom: progress?.journalFrom }).toEqual(
        [
          { toPos: 100, journalFrom: 5 },
          { toPos: 200, journalFrom: 5 },
          { toPos: 200, journalFrom: 9 },
        ][after],
      );
    },
  );
});
