import { describe, expect, it } from 'vitest';
import { entryCollections, viewCollections } from '../../../pwa/data/collections.ts';
import { openView } from '../../../pwa/data/database.ts';
import { hourRow, newPlace } from './device.ts';

describe('the collections of a device', () => {
  it('are at most 8: the free edition allows 13 a page, and slows down before', () => {
    expect(Object.keys({ ...viewCollections, ...entryCollections }).length).toBeLessThanOrEqual(8);
  });
});

describe('the view of a device', () => {
  it('is removed when a newer version leaves it behind', async () => {
    const place = newPlace();
    place.keep.setItem('complete', 'hours,lines,reference');
    place.keep.setItem('view', `${place.name}-view-0`);
    const view = await openView(place);
    expect(place.keep.getItem('complete')).toBe('');
    expect(place.keep.getItem('view')).toBe(view.name);
    await view.close();
  });

  it('is begun anew when it cannot be opened', async () => {
    const place = newPlace();
    const view = await openView(place);
    const row = hourRow('line8', 0);
    await view.hours.insert({ id: row.id, view: 'v', line: 'line8', hourAt: 0, row });
    await view.close();
    let failures = 1;
    const relaxed = place.relaxed;
    const failing: typeof relaxed = {
      name: relaxed.name,
      rxdbVersion: relaxed.rxdbVersion,
      createStorageInstance: (params) =>
        params.collectionName === 'hours' && failures-- > 0
          ? Promise.reject(new Error('the file is damaged'))
          : relaxed.createStorageInstance(params),
    };
    const anew = await openView({ ...place, relaxed: failing });
    expect(await anew.hours.find().exec()).toEqual([]);
    await anew.close();
  });
});
