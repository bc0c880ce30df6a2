import { appendFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWholeFile } from '../../../gateway/sources/read-whole-file.ts';
import { inTemporaryDirectory, Received } from './received.ts';

const signal = new AbortController().signal;
const read = (path: string, parts: Received): ReturnType<typeof readWholeFile> =>
  readWholeFile({ sourceId: 'line8/vision', path, parts, signal });

describe('reading a finished file', () => {
  it('hands over all of it in large blocks of whole rows, in order', () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, 'PR20221011.txt');
      const content = Array.from({ length: 60_000 }, (_, i) => `1330700,159159,${i},1,10/11/22 06:12:07.378\n`).join(
        '',
      );
      await writeFile(path, content);
      const received = new Received();
      expect(await read(path, received)).toMatchObject({ newBytes: content.length });
      expect(received.text).toBe(content);
      expect(received.blocks.length).toBeLessThan(20);
      for (const block of received.blocks) expect(block.bytes.at(-1)).toBe(10);
    }));

  it('reads nothing when it is read again', () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, 'PR20221011.txt');
      await writeFile(path, 'a,1\nb,2');
      const received = new Received();
      await read(path, received);
      expect(await read(path, received)).toMatchObject({ newBytes: 0 });
      expect(received.text).toBe('a,1\nb,2');
    }));

  it('takes the last row without newline, and goes on right behind it when the file grows after all', () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, 'PR20221011.txt');
      await writeFile(path, 'a,1\nb,2');
      const received = new Received();
      await read(path, received);
      expect(received.text).toBe('a,1\nb,2');
      await appendFile(path, '\nc,3');
      await read(path, received);
      expect(received.blocks.map(({ offset, bytes }) => [offset, bytes.toString()])).toEqual([
        [0, 'a,1\nb,2'],
        [7, '\nc,3'],
      ]);
      expect(received.byGeneration).toHaveLength(1);
    }));

  it('reads a file of one row without newline, and of nothing at all', () =>
    inTemporaryDirectory(async (directory) => {
      const received = new Received();
      await writeFile(join(directory, 'one.txt'), 'a,1');
      await writeFile(join(directory, 'none.txt'), '');
      expect(await read(join(directory, 'one.txt'), received)).toMatchObject({ newBytes: 3 });
      expect(await read(join(directory, 'none.txt'), received)).toEqual({ fileKey: null, newBytes: 0 });
    }));

  it('keeps files apart that begin with the same header, with and without being told of it', () =>
    inTemporaryDirectory(async (directory) => {
      const files = ['item,lot\n1,1\n', 'item,lot\n2,2\n', 'item,lot\n3,3\n'];
      const paths = files.map((_, i) => join(directory, `day${i}.txt`));
      await Promise.all(files.map((content, i) => writeFile(paths[i]!, content)));
      for (const header of [undefined, { names: true }]) {
        const received = new Received();
        for (const path of [...paths, ...paths]) {
          await readWholeFile({ sourceId: 'line8/vision', path, header, parts: received, signal });
        }
        expect(received.byGeneration).toEqual(files);
        expect(new Set(received.blocks.map((block) => block.fileKey)).size).toBe(header ? 3 : 1);
      }
    }));

  it('says which file it could not read and refuses what is no file', () =>
    inTemporaryDirectory(async (directory) => {
      const received = new Received();
      const link = join(directory, 'link.txt');
      await symlink('/etc/passwd', link);
      for (const path of [join(directory, 'missing.txt'), link, directory]) {
        const refused = { code: 'SOURCE_UNAVAILABLE', message: expect.stringContaining(path) as string };
        await expect(read(path, received)).rejects.toMatchObject(refused);
      }
      expect(received.blocks).toEqual([]);
    }));
});
