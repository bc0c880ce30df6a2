import { describe, expect, it } from 'vitest';
import { OPEN, entryCollections, viewCollections } from '../../../pwa/data/collections.ts';
import { openEntries, openView } from '../../../pwa/data/database.ts';
import { evictOver } from '../../../pwa/data/lead.ts';
import { hourRow, newPlace, newSafe } from './device.ts';

describe('the collections of a device', () => {
  it('are at most 8: the free edition allows 13 a page, and slows down before', () => {
    expect(Object.keys({ ...viewCollections, ...entryCollections }).length).toBeLessThanOrEqual(8);
  });

  it('are all open at the same time', async () => {
    const place = newPlace();
    const [view, entries] = [await openView(place), await openEntries(place, newSafe())];
    const open = [...Object.values(view.collections), ...Object.values(entries.collections)];
    expect(open.map(({ name }) => name).sort()).toEqual([
      'drafts',
      'hours',
      'lines',
      'lots',
      'outbox',
      'plan',
      'reference',
      'rejected',
    ]);
    expect(await Promise.all(open.map((collection) => collection.count().exec()))).toEqual(open.map(() => 0));
    await Promise.all([view.close(), entries.close()]);
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

  it('loses what nobody needs any more, and keeps what is open', async () => {
    const view = await openView(newPlace());
    const plan = (id: string, until: number | null) => ({
      ...{ id, view: 'v', until: until ?? OPEN },
      row: { id, entity: 'order' as const, state: {}, facts: [], until },
    });
    await view.plan.bulkInsert([plan('order:over', 99), plan('order:later', 100), plan('order:open', null)]);
    const pace = (line: string) => ({ id: `pace:${line}`, line, paces: [], until: null });
    await view.lots.insert({ id: 'pace:line8', view: 'v', until: OPEN, row: pace('line8') });
    await evictOver(view, 100);
    expect((await view.plan.find().exec()).map(({ id }) => id).sort()).toEqual(['order:later', 'order:open']);
    expect(await view.lots.count().exec()).toBe(1);
    await view.close();
  });
});
