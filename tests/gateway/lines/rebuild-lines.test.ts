import { describe, expect, it } from 'vitest';
import { FormerGateways } from '../../../gateway/pipeline/former-gateways.ts';
import { isFresh, RebuildLines, untilDone } from '../../../gateway/lines/rebuild-lines.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { AppError } from '../../../shared/errors.ts';

const OFFERED = [
  'facts_old_line8_2026_11',
  'series_old_line8_2026_11',
  'facts_old_line9_2026_11',
  'series_old_line9_2026_11',
];

class Replacement {
  readonly store = new MemoryStore();
  readonly fetched: string[] = [];
  readonly reopened: string[] = [];
  readonly logged: string[] = [];
  away = false;
  former!: FormerGateways;
  rebuild!: RebuildLines;

  static async open(): Promise<Replacement> {
    const gateway = new Replacement();
    gateway.former = await FormerGateways.load({ store: gateway.store, gateway: 'new' });
    gateway.rebuild = new RebuildLines({
      former: gateway.former,
      fetch: async (database) => {
        if (gateway.away) throw new AppError('STORE_UNREACHABLE', 'the plant is away');
        gateway.fetched.push(database);
        await gateway.store.insert(database, [{ _id: 'something' }]);
      },
      reopen: async (line) => void gateway.reopened.push(line),
      log: (message) => gateway.logged.push(message),
    });
    return gateway;
  }
}

describe('a gateway that took the place of another', () => {
  it('brings what that one wrote, line by line, and opens each anew', async () => {
    const gateway = await Replacement.open();
    await gateway.rebuild.take(OFFERED);
    const [ofLine8, ofLine9] = [OFFERED.slice(0, 2), OFFERED.slice(2)];
    expect(gateway.fetched).toEqual(['config_old', ...ofLine8, 'config_old', ...ofLine9]);
    expect(gateway.reopened).toEqual(['line8', 'line9']);
    expect(gateway.former.of('line8')).toEqual(['old']);
    expect(gateway.former.waiting('line8')).toBeNull();
  });

  it('does so once, however often the plant offers it', async () => {
    const gateway = await Replacement.open();
    await gateway.rebuild.take(OFFERED);
    await gateway.rebuild.take(OFFERED);
    await gateway.rebuild.take([]);
    expect(gateway.fetched).toHaveLength(OFFERED.length + 2);
    expect(gateway.reopened).toHaveLength(2);
  });

  it('waits with its lines while the plant is away in the middle, and goes on when it is back', async () => {
    const gateway = await Replacement.open();
    gateway.away = true;
    await expect(gateway.rebuild.take(OFFERED)).rejects.toThrow('away');
    expect(gateway.former.waiting('line8')).toContain('"old"');
    expect(gateway.reopened).toEqual([]);
    await untilDone(
      () => gateway.rebuild.take(OFFERED),
      async () => void (gateway.away = false),
    );
    expect(gateway.former.waiting('line8')).toBeNull();
    expect(gateway.reopened).toEqual(['line8', 'line9']);
  });

  it('is fresh until it has written about a line', async () => {
    const { store } = await Replacement.open();
    await store.insert('config_new', [{ _id: 'cfg' }]);
    await store.insert('facts_old_line8_2026_11', [{ _id: 'a' }]);
    expect(await isFresh(store, 'new')).toBe(true);
    await store.insert('facts_new_line8_2026_11', [{ _id: 'a' }]);
    expect(await isFresh(store, 'new')).toBe(false);
  });
});
