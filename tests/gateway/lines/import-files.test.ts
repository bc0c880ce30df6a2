import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles, type ImportResult } from '../../../gateway/lines/import-files.ts';
import { bestHours } from '../../../gateway/store/best-hours.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { EIGHT, LATER, running, total, pipelineOver } from '../pipeline/recorded-line.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-import-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function importing(store = new MemoryStore()) {
  const pipeline = await pipelineOver(store);
  const read = (source: string, ...files: string[]): Promise<ImportResult> =>
    importFiles({ pipeline, source, files, now: () => LATER, live: false, signal: new AbortController().signal });
  return { store, read };
}

async function written(name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

const produced = async (store: MemoryStore) =>
  total([...(await bestHours(store, 'line8', { from: 0, to: LATER })).values()], 'produced');

describe('an import', () => {
  it('reads files, states their hours, and lists what could not be read', async () => {
    const { store, read } = await importing();
    const path = await written(
      'PR1.txt',
      `${running(EIGHT, EIGHT + 90_000)}bad\n${running(EIGHT + 90_000, EIGHT + 180_000).trimEnd()}`,
    );
    const result = await read('vision', path);
    expect(result).toMatchObject({
      line: 'line8',
      source: 'vision',
      rows: 201,
      rejectedRows: 1,
      rejected: [{ file: 'PR1.txt', text: 'bad' }],
    });
    expect(await produced(store)).toBe(200);
  });

  it('repeated reads nothing again, also after a restart; a file that grew is read on', async () => {
    const { store, read } = await importing();
    const text = running(EIGHT + 86_400_000, EIGHT + 86_400_000 + 90_000);
    const path = await written('PR2.txt', text);
    await read('vision', path);
    expect(await read('vision', path)).toMatchObject({ rows: 0, files: [{ bytes: 0 }] });
    await written('PR2.txt', text + running(EIGHT + 86_400_000 + 90_000, EIGHT + 86_400_000 + 99_000));
    expect(await read('vision', path)).toMatchObject({ rows: 10 });
    expect(await produced(store)).toBe(110);
  });

  it('says which sources there are when it is told another', async () => {
    const { read } = await importing();
    await expect(read('camera', 'x')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('"vision"') as string,
    });
    await expect(read('vision', join(directory, 'missing.txt'))).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });
});
