import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LinePipeline } from '../../../gateway/pipeline/line-pipeline.ts';
import { SourceViews } from '../../../gateway/lines/source-views.ts';
import type { SourceStatus } from '../../../gateway/sources/source.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Outage } from '../../../shared/documents/outage.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import { blocksOf, EIGHT, file, LATER, pipelineOver, row, SOURCE } from '../pipeline/recorded-line.ts';

const STATUS: SourceStatus = {
  ...{ state: 'live', since: EIGHT, detail: 'all is well', problems: [], behindBytes: 0, lastBlockAt: null },
};
const DAY_MS = 86_400_000;

let directory: string;
let store: MemoryStore;
let pipeline: LinePipeline;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-views-'));
  store = new MemoryStore();
  pipeline = await pipelineOver(store);
});
afterEach(() => rm(directory, { recursive: true }));

async function views(status: Partial<SourceStatus>, definition: SourceDefinition = SOURCE, now = LATER) {
  const source = { id: 'line8/vision', run: async () => {}, status: () => ({ ...STATUS, ...status }) };
  const made = new SourceViews({
    ...{ line: () => pipeline, directory, store, gateway: 'gw', now: () => now },
    sources: () => [{ line: 'line8', definition, source }],
    outageSince: () => null,
  });
  await made.start();
  return made;
}

const outage = (from: number): Outage => ({
  ...{ _id: `outage:line8:vision:${from}`, type: 'outage', schema: 1, line: 'line8', at: from, received: from },
  by: { origin: 'gw', user: null },
  ...{ source: 'vision', from, to: from + 60_000, cause: 'lost' },
});

describe('what is said of a source', () => {
  it('is its state in words that engineers use', async () => {
    const port = { ...SOURCE, id: 'vision', kind: 'serial' } as unknown as SourceDefinition;
    const said = async (status: Partial<SourceStatus>, definition?: SourceDefinition) =>
      (await views(status, definition)).summaries()[0]!.state;
    expect(await said({ state: 'lost' })).toBe('reconnecting');
    expect(await said({ state: 'waiting' })).toBe('waiting');
    expect(await said({ state: 'waiting' }, port)).toBe('silent');
    expect(await said({ state: 'live', behindBytes: 10 })).toBe('live');
    expect(await said({ state: 'live', behindBytes: 1_000_000 })).toBe('lagging');
    expect(await said({ state: 'starting' })).toBe('starting');
  });

  it('has its outages of the last seven days, newest first', async () => {
    const made = await views({});
    for (const from of [LATER - 30 * DAY_MS, LATER - 2 * DAY_MS, LATER - DAY_MS]) made.outageOver(outage(from));
    expect(made.summaries()[0]!.outages.map(({ from }) => from)).toEqual([LATER - DAY_MS, LATER - 2 * DAY_MS]);
  });

  it('lists its files, newest name first, with how far and how many rows; one that is gone has no size', async () => {
    const text = row(EIGHT) + row(EIGHT + 900);
    await writeFile(join(directory, 'PR2.txt'), text);
    for (const name of ['PR1.txt', 'PR2.txt'])
      for (const block of blocksOf(file(name, text))) await pipeline.accept(block);
    const detail = await (await views({})).detail('line8/vision');
    expect(detail!.files).toEqual([
      { name: 'PR2.txt', size: text.length, position: text.length, rows: 2 },
      { name: 'PR1.txt', size: null, position: text.length, rows: 2 },
    ]);
    expect(detail!.rowsRead).toBe(4);
    expect(detail!.lastRows[0]).toMatchObject({ file: 'PR2.txt', offset: row(EIGHT).length, reason: null });
  });

  it('names rejected rows by file, place and reason, so that their bytes can be found', async () => {
    for (const block of blocksOf(file('PR1.v2.txt', `${row(EIGHT)}not a row\n`))) await pipeline.accept(block);
    const [rejected] = (await views({})).rejected('line8/vision')!;
    expect(rejected).toMatchObject({
      fileKey: 'PR1.v2.txt',
      generation: 0,
      offset: row(EIGHT).length,
      text: 'not a row',
    });
    expect((await views({})).summaries()[0]).toMatchObject({ rowsRead: 2, rejectedRows: 1 });
  });

  it('is nothing when there is no such source', async () => {
    const made = await views({});
    expect([await made.detail('line8/camera'), made.rejected('line8/camera'), made.find('line9/vision')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
