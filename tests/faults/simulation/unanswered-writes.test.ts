/** What the simulation has found: writes that happened, and of which the store did not say so. */
import { describe, expect, it } from 'vitest';
import { announcing } from '../../../gateway/store/announcing-store.ts';
import { LocalRows } from '../../../gateway/projections/local-rows.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { InsertOutcome, StoredDocument } from '../../../gateway/store/store.ts';
import { AppError } from '../../../shared/errors.ts';

const silent = (): never => {
  throw new AppError('STORE_UNREACHABLE', 'The store did not answer.');
};

class SilentStore extends MemoryStore {
  override async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    await super.put(database, documents);
    silent();
  }

  override async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    await super.insert(database, documents);
    return silent();
  }
}

describe('a store that takes what is written and does not say so', () => {
  it('has rows of which devices are told: the same rows are not written again', async () => {
    let told = 0;
    const parts = { store: new SilentStore(), gateway: 'gw-1', collection: 'hours', epoch: 'e1' };
    const rows = new LocalRows({ ...parts, changed: () => void (told += 1) });
    await expect(rows.put([{ id: 'hour:line8:2026-11-30T18' }])).rejects.toThrow(AppError);
    expect(told).toBe(1);
  });

  it('has databases that are known to be there, and that somebody is woken for', async () => {
    const told: string[] = [];
    const store = announcing(new SilentStore(), (database) => void told.push(database));
    expect(await store.databases('')).toEqual([]);
    const database = 'facts_gw-1_line8_2026_11';
    await expect(store.insert(database, [{ _id: 'reason:1' }])).rejects.toThrow(AppError);
    expect(await store.databases('')).toEqual([database]);
    expect(told).toEqual([database]);
  });
});
