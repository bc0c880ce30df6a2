import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openIngest, type Ingest } from '../../../gateway/lines/ingest.ts';
import { runGoOn } from '../../../gateway/jobs/jobs.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { headFileIn } from '../../../gateway/audit/head-file.ts';
import { verify } from '../../../gateway/jobs/verify.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import { EIGHT, file, LATER, LINE, RecordedLine, running, SOURCE, total } from '../pipeline/recorded-line.ts';
import { bestHours } from '../../../gateway/store/best-hours.ts';

const OVEN: SourceDefinition = {
  id: 'oven',
  kind: 'csv',
  path: 'oven*.csv',
  meaning: 'samples',
  columns: ['time', 'temperature'],
  metrics: [{ id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 }],
  time: { column: 'time', format: 'epoch-ms' },
};
const KEEP = { ms: 0, bytes: 0 };
const MINUTE_MS = 60_000;

let directory: string;
let store: MemoryStore;
let open: Ingest[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-ingest-'));
  store = new MemoryStore();
});
afterEach(async () => {
  for (const ingest of open) await ingest.close();
  open = [];
  await rm(directory, { recursive: true, force: true });
});

const plantWith = (...sources: SourceDefinition[]): PlantDefinition => ({
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [{ ...LINE, sources }],
});

async function start(plant: PlantDefinition): Promise<Ingest> {
  const ingest = await openIngest({
    ...{ dataDir: directory, gateway: 'gw', plant, store, keepJournal: KEEP, now: () => LATER },
    log: () => {},
  });
  open.push(ingest);
  return ingest;
}

async function end(ingest: Ingest): Promise<void> {
  open = open.filter((each) => each !== ingest);
  await ingest.close();
}

/** Bytes of a file from where the line knows it, a few minutes a block. */
async function append(ingest: Ingest, source: string, file: string, text: string): Promise<void> {
  const line = ingest.lines[0]!;
  const sourceId = `line8/${source}`;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, Math.min(bytes.length - 1, at + 8_000)) + 1 || bytes.length;
    const offset = line.known(sourceId, file)?.offset ?? 0;
    await line.accept({
      ...{ sourceId, file, fileKey: file, generation: 0, offset, receivedAt: LATER },
      bytes: bytes.subarray(at, end),
    });
    at = end;
  }
}

const produced = async () => total([...(await bestHours(store, 'line8', { from: 0, to: LATER })).values()], 'produced');

async function trimmed(ingest: Ingest): Promise<number> {
  await ingest.lines[0]!.advance(LATER);
  await ingest.lines[0]!.save();
  await ingest.trimJournal();
  return ingest.journal.bytes;
}

describe('a line in the place of a gateway that is gone', () => {
  const former = async (): Promise<MemoryStore> => {
    const burnt = new MemoryStore();
    const line = await RecordedLine.start({ store: burnt, gateway: 'gw-old' });
    await line.import(file('PR1.txt', running(EIGHT, EIGHT + 30 * MINUTE_MS)));
    return burnt;
  };
  const whole = running(EIGHT, EIGHT + 60 * MINUTE_MS);
  const first = { sourceId: 'line8/vision', file: 'PR1.txt', fileKey: 'PR1.txt', generation: 0, receivedAt: LATER };
  const again = (ingest: Ingest) =>
    ingest.replaceLine('line8', {
      ...{ plant: plantWith(SOURCE), openings: async () => new Map() },
      decide: async () => void (await ingest.former.arrived('line8')),
    });

  it('reads nothing before the other’s chunks have come, then reads on where they end', async () => {
    const ingest = await start(plantWith(SOURCE));
    await ingest.former.takesPlaceOf('line8', ['gw-old']);
    const burnt = await former();
    for (const kind of ['series_', 'facts_'])
      for (const name of await burnt.databases(kind))
        await store.insert(name, await burnt.range(name, { from: '', to: '~' }));
    await expect(ingest.accept('line8', { ...first, offset: 0, bytes: Buffer.from(whole) })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(ingest.line('line8')!.waiting).toMatch('"gw-old"');
    await again(ingest);
    expect(ingest.line('line8')!.waiting).toBeNull();
    const known = ingest.line('line8')!.known('line8/vision', 'PR1.txt')!;
    expect(known.offset).toBeGreaterThan(0);
    await append(ingest, 'vision', 'PR1.txt', whole.slice(known.offset));
    await ingest.lines[0]!.finish();
    expect(await produced()).toBe(4_000);
    const ids: string[] = [];
    for (const name of await store.databases('series_'))
      ids.push(...(await store.range(name, { from: '', to: '~' })).map(({ _id }) => _id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('reads from the start what is still there when a person says so', async () => {
    const ingest = await start(plantWith(SOURCE));
    await ingest.former.takesPlaceOf('line8', ['gw-old']);
    const orders: string[] = [];
    const audit = { record: async ({ subject }: { subject: string }) => void orders.push(subject) };
    await runGoOn({ ingest, audit }, { line: 'line8' });
    await append(ingest, 'vision', 'PR1.txt', whole);
    expect(orders).toEqual(['go-on line8']);
    await expect(runGoOn({ ingest, audit }, { line: 'line8' })).rejects.toThrow(/waits for nothing/);
  });

  it('takes what its ports say meanwhile', async () => {
    const sealer: SourceDefinition = {
      ...{ id: 'sealer', kind: 'serial', path: '/dev/ttyUSB0', meaning: 'samples', columns: ['temperature'] },
      metrics: [{ id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 }],
    };
    const ingest = await start(plantWith(SOURCE, sealer));
    await ingest.former.takesPlaceOf('line8', ['gw-old']);
    const said = { ...first, sourceId: 'line8/sealer', fileKey: 'boot', offset: 0, bytes: Buffer.from('180\r\n') };
    expect(await ingest.accept('line8', said)).toMatchObject({ rows: 1 });
  });
});

describe('the journal of a gateway', () => {
  it('stays as it is while it is held, and shrinks afterwards', async () => {
    const ingest = await start(plantWith(SOURCE));
    await append(ingest, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 60 * MINUTE_MS));
    const before = ingest.journal.bytes;
    await ingest.holdJournal(async () => expect(await trimmed(ingest)).toBe(before));
    expect(await trimmed(ingest)).toBeLessThan(before);
  });

  it('shrinks once the store has its rows, and a restart after that loses nothing', async () => {
    const ingest = await start(plantWith(SOURCE));
    await append(ingest, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 60 * MINUTE_MS));
    const before = ingest.journal.bytes;
    expect(await trimmed(ingest)).toBeLessThan(before);
    await end(ingest);
    const again = await start(plantWith(SOURCE));
    await append(again, 'vision', 'PR1.txt', running(EIGHT + 60 * MINUTE_MS, EIGHT + 70 * MINUTE_MS));
    await trimmed(again);
    expect(await produced()).toBe(4_000 + 667);
  });

  it('shrinks also while another source of the plant has never said anything', async () => {
    const ingest = await start(plantWith(SOURCE, OVEN));
    await append(ingest, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 60 * MINUTE_MS));
    const before = ingest.journal.bytes;
    expect(await trimmed(ingest)).toBeLessThan(before);
  });

  it('shrinks also while another source rests since yesterday', async () => {
    const ingest = await start(plantWith(SOURCE, OVEN));
    await append(ingest, 'oven', 'oven1.csv', `${EIGHT - 86_400_000},20\n`);
    await append(ingest, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 60 * MINUTE_MS));
    const before = ingest.journal.bytes;
    expect(await trimmed(ingest)).toBeLessThan(before);
  });

  it('shrinks also after a restart in which one of the sources rests, and verify finds nothing wrong', async () => {
    const plant = plantWith(SOURCE, OVEN);
    const first = await start(plant);
    await append(first, 'oven', 'oven1.csv', `${EIGHT},20\n`);
    await append(first, 'oven', 'oven2.csv', `${EIGHT + 1},20\n`);
    await append(first, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 30 * MINUTE_MS));
    await trimmed(first);
    await end(first);
    const second = await start(plant);
    await append(second, 'vision', 'PR1.txt', running(EIGHT + 30 * MINUTE_MS, EIGHT + 90 * MINUTE_MS));
    await trimmed(second);
    const { findings } = await verify({
      ...{ store, gateway: 'gw', plant, now: () => LATER, journalDirectory: join(directory, 'journal') },
      audit: { headFile: headFileIn(directory) },
    });
    expect(findings).toEqual([]);
    expect(second.lines[0]!.journalFrom()).toBeGreaterThan(0);
  });

  it('is not asked for records that are gone: what was saved before a restart is not forgotten after it', async () => {
    const plant = plantWith(SOURCE);
    const first = await start(plant);
    await append(first, 'vision', 'PR1.txt', running(EIGHT, EIGHT + 30 * MINUTE_MS));
    await append(first, 'vision', 'PR2.txt', running(EIGHT + 40 * MINUTE_MS, EIGHT + 50 * MINUTE_MS));
    await trimmed(first);
    const from = first.lines[0]!.journalFrom();
    await end(first);
    const second = await start(plant);
    await trimmed(second);
    expect(second.lines[0]!.journalFrom()).toBeGreaterThanOrEqual(from);
  });

  it('is replayed by a start in the middle of a file whose header lies in what was trimmed', async () => {
    const { columns: _, ...rest } = OVEN as Extract<SourceDefinition, { kind: 'csv' }>;
    const named = { ...rest, header: { lines: 1, names: true } } as SourceDefinition;
    const plant = plantWith(named);
    const rows = (from: number, to: number) =>
      Array.from({ length: (to - from) / 500 }, (_, i) => `${from + i * 500},${20 + (i % 9)}\n`).join('');
    const first = await start(plant);
    await append(
      first,
      'oven',
      'oven.csv',
      `made by a machine\ntime,temperature\n${rows(EIGHT, EIGHT + 60 * MINUTE_MS)}`,
    );
    const before = first.journal.bytes;
    expect(await trimmed(first)).toBeLessThan(before);
    await end(first);
    const second = await start(plant);
    await append(second, 'oven', 'oven.csv', rows(EIGHT + 60 * MINUTE_MS, EIGHT + 75 * MINUTE_MS));
    await append(second, 'oven', 'oven2.csv', `x\ntime,temperature\n${EIGHT + 80 * MINUTE_MS},1\n`);
    await second.lines[0]!.save();
    const chunks = (await store.range('series_gw_line8_2022_10', { from: '', to: '~' })) as unknown as {
      rows: number;
      rejected: unknown[];
    }[];
    expect(chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(75 * 120);
    expect(chunks.flatMap(({ rejected }) => rejected)).toEqual([]);
  });

  it('has no place for what waited in an earlier run', async () => {
    await start(plantWith(SOURCE));
    expect(await readdir(directory)).not.toContain('waiting');
  });
});
