import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJournal, type Journal } from '../../../gateway/journal/journal.ts';
import type { FileWithRows } from '../../../gateway/pipeline/catalogued-file.ts';
import { RawBytesOf } from '../../../gateway/lines/raw-bytes.ts';
import { readWholeFile } from '../../../gateway/sources/read-whole-file.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import type { CsvSamples, ModbusSource, SerialSource, SourceDefinition } from '../../../shared/sources.ts';
import { EIGHT } from '../pipeline/recorded-line.ts';

const metrics = [{ id: 'weight', name: 'Weight', unit: 'g', resolution: 1 }];
const SCALE: CsvSamples = {
  id: 'scale',
  kind: 'csv',
  path: 'Scale/*.csv',
  meaning: 'samples',
  columns: ['time', 'weight'],
  metrics,
  time: { column: 'time', format: 'epoch-ms' },
};
const PORT: SerialSource = {
  id: 'scale',
  kind: 'serial',
  path: '/dev/ttyS9',
  meaning: 'samples',
  columns: ['weight'],
  metrics,
};
const PRESS: ModbusSource = {
  ...{ id: 'scale', kind: 'modbus', host: 'press', unit: 1, meaning: 'samples', metrics },
  registers: [{ metric: 'weight', table: 'holding', address: 0 }],
};
const ROWS = '1665388800000,1\n1665388801000,2\n1665388802000,3\n';
const REACH = { before: 100, after: 100 };

let directory: string;
let journal: Journal;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-raw-'));
  await mkdir(join(directory, 'Scale'));
  journal = await openJournal({ directory: join(directory, 'journal'), bootId: 'boot1', log: () => undefined });
});
afterEach(async () => {
  await journal.close();
  await rm(directory, { recursive: true });
});

const raw = () => new RawBytesOf({ journal, directory });
const of = (definition: SourceDefinition) => ({ line: 'line8', definition });
const path = (name: string) => join(directory, 'Scale', name);

/** Writes the file and reads it into the journal; answers its key. */
async function read(name: string, text: string | Buffer): Promise<string> {
  await writeFile(path(name), text);
  const { fileKey } = await readWholeFile({
    sourceId: 'line8/scale',
    path: path(name),
    signal: new AbortController().signal,
    parts: {
      now: () => EIGHT,
      known: async () => null,
      accept: async (block) => void (await journal.append({ ...block, bytes: Buffer.from(block.bytes) })),
    },
  });
  return fileKey!;
}

const place = (fileKey: string, offset: number, generation = 0) => ({ fileKey, generation, offset });
const asFile = (fileKey: string, bytes: Buffer, name = 'a.csv'): FileWithRows => ({
  ...{ id: `${fileKey}.0`, file: name, fileKey, generation: 0, rows: 3, toPos: bytes.length, chunkedTo: bytes.length },
  ...{ firstAt: EIGHT, lastAt: EIGHT + 2_000, endsAt: EIGHT + 2_000 },
  tail: bytes.subarray(-64).toString('base64'),
});
async function all(blocks: AsyncIterable<Block> | string): Promise<Buffer> {
  if (typeof blocks === 'string') throw new Error(blocks);
  const read: Buffer[] = [];
  for await (const { bytes } of blocks) read.push(Buffer.from(bytes));
  return Buffer.concat(read);
}

describe('the bytes of a row', () => {
  it('come from its file, also when that was renamed', async () => {
    const key = await read('a.csv', ROWS);
    await rename(path('a.csv'), path('b.csv'));
    const found = await raw().around(of(SCALE), place(key, 16), REACH);
    expect(found).toMatchObject({ at: 16, length: null, from: 'file', encoding: 'utf-8' });
    expect(found!.bytes.toString()).toBe(ROWS);
  });

  it('come from the journal when the file is gone, or says something else there by now', async () => {
    const key = await read('a.csv', ROWS);
    await writeFile(path('a.csv'), ROWS.replace(',2', ',9'));
    const changed = await raw().around(of(SCALE), place(key, 16), REACH);
    expect(changed).toMatchObject({ from: 'journal', at: 16 });
    expect(changed!.bytes.toString()).toContain(',2\n');
    await rm(path('a.csv'));
    expect(await raw().around(of(SCALE), place(key, 16), REACH)).toMatchObject({ from: 'journal', at: 16 });
  });

  it('are nowhere when neither has them: of another file, or beyond its end', async () => {
    const key = await read('a.csv', ROWS);
    expect(await raw().around(of(SCALE), place('nobody', 0), REACH)).toBeNull();
    expect(await raw().around(of(SCALE), place(key, 5_000), REACH)).toBeNull();
  });

  it('of a port are the record that is meant, among those that came with it', async () => {
    const bytes = Buffer.from('11\r\n12\r\n13\r\n');
    await journal.append({
      ...{
        sourceId: 'line8/scale',
        file: '/dev/ttyS9',
        fileKey: 'boot1',
        generation: 0,
        offset: 40,
        receivedAt: EIGHT,
      },
      bytes,
    });
    const found = await raw().around(of(PORT), place('boot1', 41), { before: 0, after: 100 });
    expect(found!.bytes.subarray(found!.at).toString()).toMatch(/^12/);
    const words = Buffer.from('000100020003', 'hex');
    await journal.append({
      ...{ sourceId: 'line8/scale', file: 'press', fileKey: 'boot2', generation: 0, offset: 0, receivedAt: EIGHT },
      bytes: words,
    });
    const poll = await raw().around(of(PRESS), place('boot2', 2), { before: 0, after: 100 });
    expect(poll).toMatchObject({ length: 2, from: 'journal' });
    expect(poll!.bytes.subarray(poll!.at).toString('hex')).toBe('0003');
  });
});

describe('all bytes of a file', () => {
  it('are the same from the file and from the journal', async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `${EIGHT + i * 1_000},${i}\n`).join('');
    const key = await read('a.csv', text);
    const file = asFile(key, Buffer.from(text));
    expect((await all(await raw().blocks(of(SCALE), file, EIGHT))).toString() === text).toBe(true);
    await rm(path('a.csv'));
    expect((await all(await raw().blocks(of(SCALE), file, EIGHT))).toString() === text).toBe(true);
  });

  it('do not end before a line that is longer than a block', async () => {
    const text = `${ROWS}${'x'.repeat(1_100_000)}\n${ROWS}`;
    const key = await read('a.csv', text);
    const blocks = await raw().blocks(of(SCALE), asFile(key, Buffer.from(text)), EIGHT);
    expect((await all(blocks)).length).toBe(text.length);
  });

  it('do not stop at a row that is cut by the border between two reads', async () => {
    const text = `${'1665388800000,1\n'.repeat(40_000)}`;
    const key = await read('a.csv', text);
    for await (const { bytes } of (await raw().blocks(
      of(SCALE),
      asFile(key, Buffer.from(text)),
      EIGHT,
    )) as AsyncIterable<Block>)
      expect(bytes.at(-1)).toBe(10);
  });

  it('that are nowhere whole are said to be nowhere, by the name of the file', async () => {
    expect(await raw().blocks(of(SCALE), asFile('nobody', Buffer.from(ROWS)), EIGHT)).toContain('"a.csv"');
  });

  it('that the journal has only from the middle on are nowhere whole', async () => {
    const key = await read('a.csv', ROWS);
    await rm(path('a.csv'));
    await journal.close();
    await rm(join(directory, 'journal'), { recursive: true });
    journal = await openJournal({ directory: join(directory, 'journal'), bootId: 'boot2', log: () => undefined });
    await journal.append({
      ...{ sourceId: 'line8/scale', file: 'a.csv', fileKey: key, generation: 0, offset: 16, receivedAt: EIGHT },
      bytes: Buffer.from(ROWS.slice(16)),
    });
    expect(typeof (await raw().blocks(of(SCALE), asFile(key, Buffer.from(ROWS)), EIGHT))).toBe('string');
  });

  it('that the journal has with a hole are nowhere whole', async () => {
    const key = await read('b.csv', ROWS);
    await rm(path('b.csv'));
    await journal.close();
    await rm(join(directory, 'journal'), { recursive: true });
    journal = await openJournal({ directory: join(directory, 'journal'), bootId: 'boot2', log: () => undefined });
    for (const [from, to] of [
      [0, 16],
      [32, 48],
    ] as const)
      await journal.append({
        ...{ sourceId: 'line8/scale', file: 'b.csv', fileKey: key, generation: 0, offset: from, receivedAt: EIGHT },
        bytes: Buffer.from(ROWS.slice(from, to)),
      });
    expect(typeof (await raw().blocks(of(SCALE), asFile(key, Buffer.from(ROWS), 'b.csv'), EIGHT))).toBe('string');
  });
});
