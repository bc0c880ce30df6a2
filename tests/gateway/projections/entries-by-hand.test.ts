import { describe, expect, it } from 'vitest';
import { entriesByHand } from '../../../gateway/projections/entries-by-hand.ts';
import { HourRows, type StoredHourRow } from '../../../gateway/projections/hour-rows.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { StoredDocument } from '../../../gateway/store/store.ts';
import { factsDatabase } from '../../../shared/documents/database-names.ts';
import { personFactId } from '../../../shared/documents/reason.ts';
import { START } from '../../shared/production/cycle-stream.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const envelope = { schema: 1, line: 'line8', by: { origin: 'tablet1', user: null }, supersedes: null };
const at = (minutes: number) => START + minutes * MINUTE_MS;

const count = (counter: number, from: number, to: number, said = at(to)): StoredDocument => ({
  ...envelope,
  _id: personFactId('manual-count', said, 'tablet1', counter),
  type: 'manual-count',
  at: said,
  received: said,
  from: at(from),
  to: at(to),
  produced: 10,
  good: 9,
  rework: 0,
});
const running: StoredDocument = {
  ...envelope,
  _id: personFactId('manual-state', at(20), 'tablet1', 9),
  type: 'manual-state',
  at: at(20),
  received: at(20),
  from: at(20),
  until: at(50),
  state: 'Execute',
  reason: null,
};

async function rowsAfter(...facts: StoredDocument[]): Promise<(StoredHourRow | null)[]> {
  const place = { store: new MemoryStore(), gateway: 'gw', collection: 'hours', epoch: 'e1', changed: () => {} };
  const rows = new LocalRows<StoredHourRow>(place);
  const hours = new HourRows(rows, () => START + DAY_MS);
  for (const fact of facts) await hours.handle([fact]);
  return rows.get(['hour:line8:2022-10-10T13', 'hour:line8:2022-10-10T14', 'hour:line8:2022-10-10T15']);
}

describe('what people said by hand', () => {
  it('is in the row of every hour that it touches, and its id among the facts of the row', async () => {
    const fact = count(1, 30, 120);
    const [first, second, third] = await rowsAfter(fact);
    for (const row of [first, second]) {
      expect(row!.manual!.map(({ id }) => id)).toEqual([fact._id]);
      expect(row!.facts).toEqual([fact._id]);
    }
    expect(third).toBeNull();
  });

  it('leaves the counts of the row as the machine said them', async () => {
    const [row] = await rowsAfter(count(1, 0, 60));
    expect(row!.produced.every((made) => made === 0)).toBe(true);
  });

  it('is the same in whatever order it comes, and how often', async () => {
    const [one, two] = [count(1, 0, 30), count(2, 30, 60)];
    const [row] = await rowsAfter(one, two, running);
    expect((await rowsAfter(running, two, two, one))[0]!.manual).toEqual(row!.manual);
    expect(row!.manual).toHaveLength(3);
  });

  it('is found for a report whenever it was said, and nothing else is', async () => {
    const store = new MemoryStore();
    const late = count(3, 10, 20, START + 40 * DAY_MS);
    const facts = [running, late, count(4, 200, 260)];
    for (const fact of facts) await store.insert(factsDatabase('gw', 'line8', Number(fact.at)), [fact]);
    const found = await entriesByHand(store, 'line8', { from: START, to: at(60) });
    expect(found.map(({ id }) => id).sort()).toEqual([late._id, running._id].sort());
    expect(await entriesByHand(store, 'line9', { from: START, to: at(60) })).toEqual([]);
  });
});
