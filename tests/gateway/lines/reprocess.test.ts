import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFiles } from '../../../gateway/lines/import-files.ts';
import { openIngest, type Ingest } from '../../../gateway/lines/ingest.ts';
import { bestHours } from '../../../gateway/store/best-hours.ts';
import { RawBytesOf } from '../../../gateway/lines/raw-bytes.ts';
import { reprocess } from '../../../gateway/lines/reprocess.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { EIGHT, LATER, LINE, running, SOURCE, total } from '../pipeline/recorded-line.ts';

const plantIn = (zone: string): PlantDefinition => ({
  plant: { id: 'demo', name: 'Demo', timezone: zone },
  lines: [LINE],
});

let directory: string;
let store: MemoryStore;
let open: Ingest | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-reprocess-'));
  store = new MemoryStore();
});
afterEach(async () => {
  await open?.close();
  open = null;
  await rm(directory, { recursive: true, force: true });
});

async function start(zone: string): Promise<Ingest> {
  await open?.close();
  open = await openIngest({
    dataDir: directory,
    gateway: 'gw',
    plant: plantIn(zone),
    store,
    keepJournal: { ms: 0, bytes: 0 },
    now: () => LATER,
    log: () => {},
  });
  return open;
}

async function importFile(ingest: Ingest, name: string, text: string): Promise<void> {
  await writeFile(join(directory, name), text);
  await importFiles({
    pipeline: ingest.lines[0]!,
    source: SOURCE.id,
    files: [join(directory, name)],
    now: () => LATER,
    live: false,
    signal: new AbortController().signal,
  });
}

async function readAnew(ingest: Ingest, from = 0, to = LATER) {
  const pipeline = ingest.lines[0]!;
  const raw = new RawBytesOf({ journal: ingest.journal, directory });
  const result = await reprocess({
    ...{ pipeline, store, gateway: 'gw', source: SOURCE.id, from, to },
    bytesOf: (file) => raw.blocks({ line: LINE.id, definition: SOURCE }, file, LATER),
    now: () => LATER,
    signal: new AbortController().signal,
  });
  await pipeline.finish();
  await pipeline.save();
  return result;
}

const hours = async () => [...(await bestHours(store, LINE.id, { from: 0, to: LATER + 1e12 })).values()];
const producedIn = async (hourAt: number) => {
  const hour = (await hours()).find((each) => each.hourAt === hourAt);
  return hour ? total([hour], 'produced') : null;
};

describe('a source whose clock was declared in the wrong zone', () => {
  it('is right after its files were read anew: parts move to their real hours, none is lost, none is there twice', async () => {
    await importFile(await start('UTC'), 'PR1.txt', running(EIGHT, EIGHT + HOUR_MS));
    expect(await producedIn(EIGHT)).toBe(4_000);
    // Two hours ahead of UTC in October: eight o'clock there is six o'clock UTC.
    const ingest = await start('Europe/Berlin');
    const result = await readAnew(ingest);
    // The other 666 were in no chunk yet: they came from the journal and were read by the new zone at the start.
    expect(result.files).toEqual([{ file: 'PR1.txt', rows: 3_334, rejectedRows: 0 }]);
    expect(await producedIn(EIGHT - 2 * HOUR_MS)).toBe(4_000);
    expect(await producedIn(EIGHT)).toBe(0);
    const { files } = await ingest.lines[0]!.cycles!.files(0, LATER);
    expect(files.map(({ cycles }) => [cycles.length, cycles[0]!.at])).toEqual([[4_000, EIGHT - 2 * HOUR_MS]]);
  });

  it('stays right after a restart, also when all positions are lost', async () => {
    await importFile(await start('UTC'), 'PR1.txt', running(EIGHT, EIGHT + HOUR_MS));
    await readAnew(await start('Europe/Berlin'));
    for (const database of await store.databases('local_')) await store.drop(database);
    const again = await start('Europe/Berlin');
    await again.lines[0]!.finish();
    expect(await producedIn(EIGHT - 2 * HOUR_MS)).toBe(4_000);
    expect(await producedIn(EIGHT)).toBe(0);
    expect(again.lines[0]!.known('line8/vision', (await firstKey(again))!)?.generation).toBe(0);
  });

  it('goes on with the rows that its file gets afterwards', async () => {
    const name = 'PR1.txt';
    await importFile(await start('UTC'), name, running(EIGHT, EIGHT + HOUR_MS));
    const ingest = await start('Europe/Berlin');
    await readAnew(ingest);
    await importFile(ingest, name, running(EIGHT, EIGHT + 1.5 * HOUR_MS));
    expect(await producedIn(EIGHT - 2 * HOUR_MS)).toBe(4_000);
    expect(await producedIn(EIGHT - HOUR_MS)).toBe(2_000);
    expect(await producedIn(EIGHT + HOUR_MS)).toBe(null);
  });

  it('keeps its old figures when the process ends before all is read', async () => {
    await importFile(await start('UTC'), 'PR1.txt', running(EIGHT, EIGHT + HOUR_MS));
    const ingest = await start('Europe/Berlin');
    const stop = new AbortController();
    const raw = new RawBytesOf({ journal: ingest.journal, directory });
    const broken = reprocess({
      ...{ pipeline: ingest.lines[0]!, store, gateway: 'gw', source: SOURCE.id, from: 0, to: LATER },
      bytesOf: async (file) => {
        const blocks = await raw.blocks({ line: LINE.id, definition: SOURCE }, file, LATER);
        stop.abort(new Error('the process ends'));
        return blocks;
      },
      now: () => LATER,
      signal: stop.signal,
    });
    await expect(broken).rejects.toThrow('the process ends');
    const again = await start('Europe/Berlin');
    await again.lines[0]!.finish();
    expect(await producedIn(EIGHT)).toBe(4_000);
  });

  it('reads a file anew from the journal when it is gone, and says so of one that is nowhere', async () => {
    await importFile(await start('UTC'), 'PR1.txt', running(EIGHT, EIGHT + HOUR_MS));
    await rm(join(directory, 'PR1.txt'));
    const ingest = await start('Europe/Berlin');
    expect((await readAnew(ingest)).files).toMatchObject([{ rows: 3_334 }]);
    await rm(join(directory, 'journal'), { recursive: true });
    const without = await start('UTC');
    const result = await readAnew(without);
    expect(result.files).toEqual([]);
    expect(result.missing).toMatchObject([{ file: 'PR1.txt', why: expect.stringContaining('neither') as string }]);
  });
});

async function firstKey(ingest: Ingest): Promise<string | undefined> {
  return ingest.lines[0]!.cycles!.filesBetween(0, LATER)[0]?.fileKey;
}
