import { describe, expect, it } from 'vitest';
import type { FileWithRows } from '../../../gateway/pipeline/catalogued-file.ts';
import { packedMetrics } from '../../../gateway/pipeline/chunk-codec.ts';
import { LatestReadings } from '../../../gateway/pipeline/latest-readings.ts';
import { STATE_METRIC } from '../../../gateway/pipeline/readings.ts';
import type { StoredChunks } from '../../../gateway/pipeline/stored-chunks.ts';
import { MACHINE_STATES } from '../../../shared/sources.ts';

const METRICS = [
  { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 },
  { id: 'pressure', name: 'Pressure', unit: 'bar', resolution: 0.25 },
];
const ofFiles = (mapping = 'm1') => new LatestReadings({ metrics: METRICS, mapping, hasFiles: true });
const shown = (latest: LatestReadings) => latest.values().map(({ id, value, at }) => ({ id, value, at }));
const nothingStored = { lastChunk: async () => null } as unknown as StoredChunks;
const newest = { id: 'b.0' } as FileWithRows;

describe('the latest readings of a source', () => {
  it('are of each metric that said something, in its unit', () => {
    const latest = ofFiles();
    latest.show('a.0', 1_000, [1814, null]);
    latest.show('a.0', 2_000, [1815, null]);
    expect(shown(latest)).toEqual([{ id: 'temperature', value: 181.5, at: 2_000 }]);
    expect(latest.at).toBe(2_000);
  });

  it('go back with the clock of the machine, but not with an older file that comes late', () => {
    const latest = ofFiles();
    latest.show('b.0', 2_000, [1, 1]);
    latest.show('b.0', 1_500, [2, null]);
    latest.show('a.0', 1_000, [3, 3]);
    expect(shown(latest).map(({ value, at }) => [value, at])).toEqual([
      [0.2, 1_500],
      [0.25, 2_000],
    ]);
  });

  it('of a port are whatever came last', () => {
    const latest = new LatestReadings({ metrics: METRICS, mapping: 'm1', hasFiles: false });
    latest.show('boot2.0', 2_000, [1, 1]);
    latest.show('boot1.0', 1_000, [3, 3]);
    expect(latest.values().map(({ at }) => at)).toEqual([1_000, 1_000]);
  });

  it('are there again after a start, with since when they are so', async () => {
    const before = new LatestReadings({ metrics: [STATE_METRIC], mapping: 'm1', hasFiles: true });
    for (const at of [1_000, 2_000]) before.show('a.0', at, [MACHINE_STATES.indexOf('Held')]);
    const after = new LatestReadings({ metrics: [STATE_METRIC], mapping: 'm1', hasFiles: true });
    await after.restore(before.saved(), nothingStored, undefined);
    expect(after.machineState()).toEqual({ state: 'Held', since: 1_000, at: 2_000 });
    expect(after.values()).toEqual([]);
  });

  it('that were read by another mapping are those of the newest chunk that was read by this one', async () => {
    const before = ofFiles('m1');
    before.show('a.0', 5_000, [9, 9]);
    const [temperature] = packedMetrics([{ at: 4_000, offset: 0, values: [7, null] }], 2);
    const stored = {
      lastChunk: async (_: unknown, metric: string) =>
        metric === 'temperature' ? { ...temperature, configVersion: 'm2' } : { ...temperature, configVersion: 'm1' },
    } as unknown as StoredChunks;
    const after = ofFiles('m2');
    await after.restore(before.saved(), stored, newest);
    expect(shown(after)).toEqual([{ id: 'temperature', value: 0.7, at: 4_000 }]);
  });
});
