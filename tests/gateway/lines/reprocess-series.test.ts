import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawBytesOf } from '../../../gateway/lines/raw-bytes.ts';
import { reprocess } from '../../../gateway/lines/reprocess.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { FINE, firstOf, MeasuringPlant, MINUTE_MS, OVEN, rows } from '../measuring-plant.ts';
import { EIGHT, LATER, LINE } from '../pipeline/recorded-line.ts';

let plant: MeasuringPlant;
beforeEach(async () => {
  plant = await MeasuringPlant.make();
});
afterEach(() => plant.remove());

describe('series of readings that were read anew', () => {
  it('are those of a fresh import under the same mapping', async () => {
    const text = rows(EIGHT, EIGHT + 90 * MINUTE_MS) + rows(EIGHT + 120 * MINUTE_MS, EIGHT + 121 * MINUTE_MS);
    await writeFile(join(plant.directory, 'oven.csv'), text);
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    await plant.shown(first, OVEN);
    const ingest = await plant.start(FINE);
    const after = await plant.shown(ingest, FINE, async (series) => {
      const { span } = await plant.readAnew(ingest, FINE);
      await series.reread('line8', 'oven', span!);
    });
    plant.store = new MemoryStore();
    await plant.end();
    await rm(join(plant.directory, 'journal'), { recursive: true });
    const fresh = await plant.start(FINE);
    await plant.importFile(fresh, 'oven.csv');
    const right = await plant.shown(fresh, FINE);
    expect(right.map(({ points }) => points)).toEqual([546, 546, 7, 91, 91, 7, 3, 3, 3]);
    expect(after).toEqual(right);
  });
});

describe('a gateway that ends between the new rows and their rollups', () => {
  it('makes the rollups after its start: what counts and what screens show is the same', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 90 * MINUTE_MS));
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    await plant.shown(first, OVEN);
    const ingest = await plant.start(FINE);
    await plant.readAnew(ingest, FINE);
    const after = await plant.start(FINE);
    const temperature = (await plant.shown(after, FINE)).filter(({ metric }) => metric === 'line8/temperature');
    expect(temperature.map(firstOf)).toEqual([20.4, 20.4, 20.4]);
  });
});

describe('a gateway that ends between the switch and the rollups, when these had passed by the new rows before', () => {
  it('makes the rollups after its start', async () => {
    const first = await plant.start(OVEN);
    for (const [i, name] of ['oven.csv', 'oven2.csv'].entries()) {
      await writeFile(join(plant.directory, name), rows(EIGHT + i * 30 * MINUTE_MS, EIGHT + (i * 30 + 25) * MINUTE_MS));
      await plant.importFile(first, name);
    }
    await plant.shown(first, OVEN);
    const ingest = await plant.start(FINE);
    // The first attempt ends after the first file: its new rows are stored, and do not count yet.
    const raw = new RawBytesOf({ journal: ingest.journal, directory: plant.directory });
    let files = 0;
    const attempt = reprocess({
      ...{ pipeline: ingest.lines[0]!, store: plant.store, gateway: 'gw', source: 'oven', from: 0, to: LATER },
      bytesOf: (file) => {
        if (++files === 2) throw new Error('the process ends');
        return raw.blocks({ line: LINE.id, definition: FINE }, file, LATER);
      },
      now: () => LATER,
      signal: new AbortController().signal,
    });
    await expect(attempt).rejects.toThrow('the process ends');
    await plant.shown(ingest, FINE);
    await plant.readAnew(ingest, FINE);
    const replies = await plant.shown(await plant.start(FINE), FINE);
    const temperature = replies.filter(({ metric }) => metric === 'line8/temperature');
    expect(temperature.map(firstOf)).toEqual([20.4, 20.4, 20.4]);
  });
});

describe('readings that are kept by an earlier resolution', () => {
  it('are shown as what they were until they are read anew, not as a tenth of it', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    await plant.shown(first, OVEN);
    const temperature = (await plant.shown(await plant.start(FINE), FINE)).filter(
      ({ metric }) => metric === 'line8/temperature',
    );
    expect(temperature.map(firstOf)).toEqual([20, 20, 20]);
  });
});
