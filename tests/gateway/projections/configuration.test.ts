import { describe, expect, it } from 'vitest';
import { lineVersion, recordConfiguration, referenceRows } from '../../../gateway/projections/configuration.ts';
import { currentEpoch, isBuilt, markBuilt } from '../../../gateway/projections/epoch.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { LINE } from '../pipeline/recorded-line.ts';

const plant: PlantDefinition = {
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  reasons: [{ code: 'jam', name: 'Jam' }],
  lines: [LINE],
};
const renamed: PlantDefinition = { ...plant, lines: [{ ...LINE, name: 'Line eight' }] };
const record = (store: MemoryStore, now: number, given = plant) =>
  recordConfiguration({ store, gateway: 'gw', plant: given, now });
const versions = async (store: MemoryStore) =>
  (await store.range('config_gw', { from: 'cfg:', to: 'cfg:~' })).map(({ _id }) => _id);

describe('the plant file as configuration', () => {
  it('is recorded at the first start, and again only for what changed', async () => {
    const store = new MemoryStore();
    expect(await record(store, 1_000)).toBe(3);
    expect(await record(store, 2_000)).toBe(0);
    expect(await record(store, 3_000, renamed)).toBe(1);
    expect(await record(store, 4_000, renamed)).toBe(0);
    expect((await versions(store)).filter((id) => id.startsWith('cfg:line:line8:'))).toHaveLength(2);
  });

  it('that goes back to what it was is one more version', async () => {
    const store = new MemoryStore();
    await record(store, 1_000);
    await record(store, 2_000, renamed);
    expect(await record(store, 3_000)).toBe(1);
    expect(await record(store, 4_000)).toBe(0);
  });

  it('changes the version of a line with what its figures depend on', () => {
    expect(lineVersion(plant, LINE)).toMatch(/^[0-9a-f]{12}$/);
    expect(lineVersion({ ...plant, plant: { ...plant.plant, timezone: 'Europe/Berlin' } }, LINE)).not.toBe(
      lineVersion(plant, LINE),
    );
    expect(lineVersion({ ...plant, plant: { ...plant.plant, name: 'Other' } }, LINE)).toBe(lineVersion(plant, LINE));
  });

  it('tells devices nothing of where files lie', () => {
    const rows = referenceRows(plant, true, []);
    expect(rows.map(({ id }) => id)).toEqual(['plant', 'reasons', 'gateways', 'line:line8']);
    expect(rows[0]!.body).toMatchObject({ productionDayStart: '06:00', demo: true });
    expect(JSON.stringify(rows)).not.toContain('PR*.txt');
  });
});

describe('the epoch of the projections', () => {
  it('stays over restarts; another build takes a fresh one and drops the old rows', async () => {
    const store = new MemoryStore();
    expect(await currentEpoch(store, 'gw', 'aaaa')).toBe('aaaa');
    expect(await currentEpoch(store, 'gw', 'bbbb')).toBe('aaaa');
    await store.put('local_gw_hours_aaaa', [{ _id: 'x' }]);
    await store.put('local_gw_positions', [{ _id: 'x' }]);
    await store.put('local_gw_meta', [{ _id: 'epoch', build: -1, epoch: 'aaaa' }]);
    expect(await currentEpoch(store, 'gw', 'cccc')).toBe('cccc');
    expect(await store.databases('local_gw_')).toEqual(['local_gw_meta', 'local_gw_positions']);
  });

  it('is built when all facts were handled once, and another build is not', async () => {
    const store = new MemoryStore();
    expect(await isBuilt(store, 'gw')).toBe(false);
    const epoch = await currentEpoch(store, 'gw', 'aaaa');
    expect(await isBuilt(store, 'gw')).toBe(false);
    await markBuilt(store, 'gw', epoch);
    expect(await isBuilt(store, 'gw')).toBe(true);
    expect(await currentEpoch(store, 'gw', 'bbbb')).toBe('aaaa');
  });
});
