import { describe, expect, it } from 'vitest';
import { refusingDropped } from '../../../gateway/store/refusing-dropped.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';

describe('a month that was dropped', () => {
  it('is not made anew by what comes late: that is kept aside and counted', async () => {
    const inside = new MemoryStore();
    const refused: [string, number][] = [];
    const store = refusingDropped(inside, {
      gateway: 'gw',
      isDropped: (database) => database.endsWith('2020_01'),
      refused: (...what) => refused.push(what),
    });
    expect(await store.insert('facts_gw_line8_2020_01', [{ _id: 'late' }, { _id: 'later' }])).toEqual([
      'exists',
      'exists',
    ]);
    expect(await store.insert('facts_gw_line8_2020_02', [{ _id: 'fine' }])).toEqual(['inserted']);
    expect(await inside.databases('facts_')).toEqual(['facts_gw_line8_2020_02']);
    expect(refused).toEqual([['facts_gw_line8_2020_01', 2]]);
    expect(await inside.get('local_gw_faults', ['dropped:late'])).toMatchObject([
      { database: 'facts_gw_line8_2020_01', document: { _id: 'late' } },
    ]);
  });
});
