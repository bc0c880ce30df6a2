import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { identify, type IdentityRule } from '../../../gateway/sources/file-identity.ts';
import type { Header } from '../../../shared/sources.ts';
import { inTemporaryDirectory } from './received.ts';

async function keyOf(
  content: string | Buffer,
  rule: Partial<IdentityRule> = {},
  finished = false,
): Promise<string | null> {
  let key: string | null = null;
  await inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'file');
    await writeFile(path, content);
    const handle = await open(path);
    key = (await identify(handle, { sourceId: 'line8/vision', ...rule }, finished))?.fileKey ?? null;
    await handle.close();
  });
  return key;
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('what a file is', () => {
  it('is told by its first row of data, not by mark, line end, empty lines and what follows', async () => {
    const key = await keyOf('a,1\n');
    expect(await keyOf('\ufeff\r\n \na,1\r\nb,2\n')).toBe(key);
    expect(await keyOf('a,2\n')).not.toBe(key);
    expect(await keyOf('a,1\n', { sourceId: 'line9/vision' })).not.toBe(key);
  });

  it('is unknown while that row is not complete, unless nothing will follow', async () => {
    expect(await keyOf('a,1')).toBeNull();
    expect(await keyOf('a,1', {}, true)).toBe(await keyOf('a,1\n'));
    expect(await keyOf('')).toBeNull();
  });

  it.each<[string, Header, string]>([
    ['a line of names', { names: true }, 'item,lot\n'],
    ['two lines', { lines: 2 }, 'Machine 7\n\n'],
    ['two lines and names behind an empty one', { lines: 2, names: true }, 'Machine\n7\n\nitem,lot\n'],
    ['lines up to a text, twice', { until: '***End', times: 2, names: true }, 'LV\n***End***\nx\n***End***\t\nX,Y\n'],
    ['a header that is there twice', { lines: 1, names: true }, 'Machine 7\nitem,lot\nMachine 7\nitem,lot\n'],
  ])('is told by the row behind %s', async (_, header, text) => {
    expect(await keyOf(`${text}a,1\n`, { header })).toBe(await keyOf('a,1\n'));
    expect(await keyOf(text, { header })).toBeNull();
    expect(await keyOf(utf16be(`\ufeff${text}a,1\n`), { header })).toBe(
      await keyOf(utf16be('a,1\n'), { encoding: 'utf-16be' }),
    );
  });

  it('is told by its first row when the declared header is not in it: its rows must be read to be refused', async () => {
    const header = { until: '***End' };
    expect(await keyOf('a,1\nb,2\n', { header })).toBeNull();
    expect(await keyOf('a,1\nb,2\n', { header }, true)).toBe(await keyOf('a,1\n'));
    expect(await keyOf('a,1\n'.repeat(50_000), { header })).toBe(await keyOf('a,1\n'));
  });
});
