import { createRxDatabase, type RxJsonSchema } from 'rxdb/plugins/core';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../pwa/data/collections.ts';
import { openEntries, type Place } from '../../../pwa/data/database.ts';
import { newPlace, newSafe } from './device.ts';

/** As the release before kept them; never changed. */
const id = { type: 'string', maxLength: 200 } as const;
const OUTBOX_0: RxJsonSchema<object> = {
  version: 0,
  primaryKey: 'id' as never,
  type: 'object',
  properties: { id, fact: { type: 'object' }, acceptedAt: { type: ['integer', 'null'] } } as never,
  required: ['id', 'fact'] as never,
};
const REJECTED_0: RxJsonSchema<object> = {
  version: 0,
  primaryKey: 'id' as never,
  type: 'object',
  properties: { id, code: { type: 'string' }, reason: { type: 'string' }, fact: { type: 'object' } } as never,
  required: ['id', 'code', 'reason', 'fact'] as never,
};

const entry = (n: number, acceptedAt: number | null = null) => ({
  id: `reason:${n}`,
  fact: { _id: `reason:${n}`, type: 'reason', code: 'jam', comment: `typed ${n}` },
  acceptedAt,
});

/** A device that the release before left behind. */
async function formerDevice(rows: readonly object[]): Promise<Place> {
  const place = newPlace();
  const database = await createRxDatabase({
    name: `${place.name}-entries`,
    storage: place.strict,
    multiInstance: false,
  });
  await database.addCollections({ outbox: { schema: OUTBOX_0 }, rejected: { schema: REJECTED_0 } });
  const { outbox } = database.collections;
  await outbox!.bulkInsert([...rows, entry(50)]);
  await outbox!.bulkRemove([entry(50).id]);
  await database.collections['rejected']!.insert({ id: 'reason:r', code: 'clock', reason: 'x', fact: entry(0).fact });
  await database.close();
  return place;
}

const kept = async (
  place: Place,
  safe = newSafe(),
  fault: (error: unknown) => void = (error) => expect.unreachable(String(error)),
) => {
  const entries = await openEntries(place, safe, fault);
  const outbox = (await entries.outbox.find().exec()).map((one) => one.toJSON() as Entry);
  const refused = (await entries.rejected.find().exec()).length;
  await entries.close();
  return { outbox, refused };
};

/** Fails to write what passes through the new outbox. */
function failing(place: Place, times: number): Place {
  let failures = times;
  const { strict } = place;
  return {
    ...place,
    strict: {
      name: strict.name,
      rxdbVersion: strict.rxdbVersion,
      async createStorageInstance(params) {
        const instance = await strict.createStorageInstance(params);
        if (params.collectionName !== 'outbox' || params.schema.version !== 1) return instance;
        const write = instance.bulkWrite.bind(instance);
        instance.bulkWrite = (rows, context) =>
          failures-- > 0 ? Promise.reject(new Error('the disk is full')) : write(rows, context);
        return instance;
      },
    },
  };
}

describe('entries that the release before kept', () => {
  it('are all here after an update, as they were typed, sent or not', async () => {
    const place = await formerDevice([entry(1), entry(2, 5), entry(3)]);
    const { outbox, refused } = await kept(place);
    expect(outbox).toEqual([entry(1), entry(2, 5), entry(3)].map((one) => ({ ...one, waits: null, tried: false })));
    expect(refused).toBe(1);
  });

  it('do not come back when the app is opened once more after they have left', async () => {
    const place = await formerDevice([entry(1)]);
    const safe = newSafe();
    const entries = await openEntries(place, safe);
    await entries.outbox.bulkRemove(['reason:1']);
    await entries.close();
    expect((await kept(place, safe)).outbox).toEqual([]);
    expect(await safe.get('copy of outbox')).toBeUndefined();
  });

  it('are copied before anything is changed: a device that cannot keep the copy changes nothing', async () => {
    const place = await formerDevice([entry(1)]);
    const full = { ...newSafe(), put: () => Promise.reject(new Error('the disk is full')) };
    await expect(openEntries(place, full)).rejects.toThrow('the disk is full');
  });

  it('are put back from the copy when the migration fails, and no later start brings back what has left since', async () => {
    const place = await formerDevice([entry(1), entry(2)]);
    const faults: unknown[] = [];
    const safe = newSafe();
    const entries = await openEntries(failing(place, 1), safe, (error) => faults.push(error));
    expect(faults).toHaveLength(1);
    expect((await entries.outbox.find().exec()).map((one) => one.id)).toEqual(['reason:1', 'reason:2']);
    await entries.outbox.bulkRemove(['reason:1']);
    await entries.close();
    expect((await kept(place, safe)).outbox.map((one) => one.id)).toEqual(['reason:2']);
  });

  it('are put back by the next start when the device was killed in the middle', async () => {
    const place = newPlace();
    const safe = newSafe();
    await safe.put('copy of outbox', [entry(1), entry(2)]);
    const { outbox } = await kept(place, safe);
    expect(outbox.map((one) => one.id)).toEqual(['reason:1', 'reason:2']);
    expect(outbox[0]).toMatchObject({ waits: null, tried: false, fact: { comment: 'typed 1' } });
  });

  it('are many on a device that was away for long', async () => {
    const place = await formerDevice(Array.from({ length: 2_500 }, (_, i) => entry(i + 1_000)));
    expect((await kept(place)).outbox).toHaveLength(2_500);
  });
});
