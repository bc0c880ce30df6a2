import { appendFile, copyFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileTail } from '../../../gateway/sources/file-tail.ts';
import { look, openRegularFile } from '../../../gateway/sources/regular-file.ts';
import { inTemporaryDirectory, Received } from './received.ts';

const rule = { sourceId: 'line8/vision' };
/** Longer than a file that is shorter than before may take to grow back. */
const A_MOMENT_MS = 4_000;
const signal = new AbortController().signal;
const [A, B, C, X, Y, Z] = ['a', 'b', 'c', 'x', 'y', 'z'].map(
  (name) => `1330700,159159,${name},1,10/11/22 06:12:07.378\n`,
);
const rowsFrom = (...rows: (string | undefined)[]): string => rows.join('');

interface Machine {
  path: string;
  received: Received;
  /** What the source does at a wake-up; resolves with everything received so far. */
  read(): Promise<string>;
  /** What a restarted gateway does: it remembers nothing but what was received. */
  restart(): Promise<void>;
}

function following(work: (machine: Machine) => Promise<void>): Promise<void> {
  return inTemporaryDirectory(async (directory) => {
    const path = join(directory, 'PR20221011.txt');
    const received = new Received();
    let tail = new FileTail('PR20221011.txt');
    const release = (): Promise<void> => tail.release();
    await work({
      path,
      received,
      async read() {
        if (tail.sees(await look(path), received.now(), false)) {
          await tail.catchUp(await openRegularFile(path), { rule, parts: received, finished: false, signal });
        }
        return received.text;
      },
      async restart() {
        await tail.release();
        tail = new FileTail('PR20221011.txt');
      },
    }).finally(release);
  });
}

describe('following a file that a machine writes', () => {
  it('takes rows as they are appended, each once', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, A!);
      expect(await read()).toBe(A);
      expect(await read()).toBe(A);
      await appendFile(path, rowsFrom(B, C));
      expect(await read()).toBe(rowsFrom(A, B, C));
      expect(received.blocks.map(({ file, generation, offset }) => [file, generation, offset])).toEqual([
        ['PR20221011.txt', 0, 0],
        ['PR20221011.txt', 0, A!.length],
      ]);
    }));

  it('waits with half a row until its newline is there', () =>
    following(async ({ path, read }) => {
      await writeFile(path, A!.slice(0, 10));
      expect(await read()).toBe('');
      await appendFile(path, A!.slice(10, -1));
      expect(await read()).toBe('');
      await appendFile(path, `\n${B!.slice(0, 5)}`);
      expect(await read()).toBe(A);
      await appendFile(path, B!.slice(5));
      expect(await read()).toBe(rowsFrom(A, B));
    }));

  it('starts a new generation when the file was copied away and truncated, then begins again with the same row', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B, C));
      await read();
      await truncate(path, 0);
      await read();
      await appendFile(path, rowsFrom(A, X));
      await read();
      received.laterMs = A_MOMENT_MS;
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B, C), rowsFrom(A, X)]);
      expect(received.blocks.map((block) => block.generation)).toEqual([0, 1]);
    }));

  it('reads nothing twice when the whole file is uploaded again from its start', () =>
    following(async ({ path, received, read, restart }) => {
      await writeFile(path, rowsFrom(A, B, C));
      await read();
      await writeFile(path, rowsFrom(A, B).slice(0, -20));
      await read();
      await restart();
      await read();
      await writeFile(path, rowsFrom(A, B, C, X));
      expect(await read()).toBe(rowsFrom(A, B, C, X));
      expect(received.byGeneration).toHaveLength(1);
    }));

  it('gives a file up for rewritten that stays shorter for a minute, however often it changes', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B, C, ...Array<string>(70).fill(B!)));
      await read();
      await writeFile(path, A!);
      for (let second = 0; second <= 60; second++) {
        expect(received.byGeneration).toHaveLength(1);
        await appendFile(path, X!);
        await read();
        received.laterMs += 1_000;
      }
      expect(received.byGeneration[1]).toBe(rowsFrom(A, ...Array<string>(61).fill(X!)));
    }));

  it('reads a file once more when the step of its time stamp is over, since a rewrite within it shows nowhere', () =>
    inTemporaryDirectory(async (directory) => {
      const path = join(directory, 'PR20221011.txt');
      await writeFile(path, A!);
      const received = new Received();
      const tail = new FileTail('PR20221011.txt');
      const seen = await look(path);
      const catchUp = async (): Promise<void> => {
        await tail.catchUp(await openRegularFile(path), { rule, parts: received, finished: false, signal });
      };
      expect(tail.sees(seen, received.now(), false)).toBe(true);
      await catchUp();
      expect(tail.sees(seen, received.now(), false)).toBe(false);
      received.laterMs = 2_000;
      expect(tail.sees(seen, received.now(), false)).toBe(true);
      await catchUp();
      expect(tail.sees(seen, received.now(), false)).toBe(false);
      await tail.release();
    }));

  it('starts a new generation when the file was rewritten and is longer than before', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await writeFile(path, rowsFrom(A, X, Y, Z));
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B), rowsFrom(A, X, Y, Z)]);
      expect(new Set(received.blocks.map((block) => block.fileKey)).size).toBe(1);
    }));

  it('takes a file that was deleted and made anew with another first row for another file', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await rm(path);
      await writeFile(path, rowsFrom(X, B, Y));
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B), rowsFrom(X, B, Y)]);
      expect(received.blocks.map((block) => block.generation)).toEqual([0, 0]);
    }));

  it('goes on behind what it has when a copy with more rows was renamed over the file', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await writeFile(`${path}.tmp`, rowsFrom(A, B, C));
      await rename(`${path}.tmp`, path);
      expect(await read()).toBe(rowsFrom(A, B, C));
      expect(received.byGeneration).toHaveLength(1);
    }));

  it('goes on in the old generation when a replaced file is restored', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await writeFile(path, rowsFrom(A, X, Y));
      await read();
      await writeFile(path, rowsFrom(A, B, C));
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B, C), rowsFrom(A, X, Y)]);
    }));

  it('reads a file anew when a byte just before the place was changed, since nobody knows what else was', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await writeFile(path, rowsFrom(A, B!.replace('378', '379')));
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B), rowsFrom(A, B!.replace('378', '379'))]);
    }));

  it('keeps what it read, and goes on, when a byte was changed that lies beyond the fingerprints', () =>
    following(async ({ path, received, read }) => {
      const before = rowsFrom(A, B, C, X, Y);
      await writeFile(path, before);
      await read();
      await writeFile(path, rowsFrom(A, B, C!.replace('378', '999'), X, Y, Z));
      expect(await read()).toBe(before + Z);
      expect(received.byGeneration).toHaveLength(1);
    }));

  it('loses no row when a copy of the file goes its own way', () =>
    following(async ({ path, received, read }) => {
      const copy = new FileTail('copy.txt');
      const readCopy = async (): Promise<void> => {
        const file = await openRegularFile(`${path}.copy`);
        await copy.catchUp(file, { rule, parts: received, finished: false, signal });
      };
      await writeFile(path, rowsFrom(A, B));
      await copyFile(path, `${path}.copy`);
      await read();
      await readCopy();
      expect(received.byGeneration).toEqual([rowsFrom(A, B)]);
      await appendFile(path, C!);
      await appendFile(`${path}.copy`, X!);
      await read();
      await readCopy();
      await copy.release();
      expect(received.byGeneration).toEqual([rowsFrom(A, B, C), rowsFrom(A, B, X)]);
    }));

  it('goes on where the last run of the gateway ended', () =>
    following(async ({ path, received, read, restart }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await appendFile(path, rowsFrom(C));
      await restart();
      expect(await read()).toBe(rowsFrom(A, B, C));
      expect(received.byGeneration).toHaveLength(1);
    }));

  it('notices after a restart that the file was rewritten meanwhile', () =>
    following(async ({ path, received, read, restart }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await writeFile(path, rowsFrom(A, X, Y));
      await restart();
      await read();
      await restart();
      await read();
      expect(received.byGeneration).toEqual([rowsFrom(A, B), rowsFrom(A, X, Y)]);
    }));

  it('knows a file by its first row whether or not it has a byte order mark, and counts the mark in offsets', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, `\ufeff\r\n${A}`);
      await read();
      await writeFile(path, rowsFrom(A, B));
      await read();
      const [marked, plain] = received.blocks;
      expect(marked!.fileKey).toBe(plain!.fileKey);
      expect(marked!.bytes.length).toBe(3 + 2 + A!.length);
      await appendFile(path, rowsFrom(C));
      await read();
      expect(received.blocks.at(-1)).toMatchObject({ generation: 1, offset: A!.length + B!.length });
    }));

  it('cuts a row that reaches 64 kB without newline and goes on behind it', () =>
    following(async ({ path, received, read }) => {
      const endless = 'x'.repeat(150_000);
      await writeFile(path, rowsFrom(A, endless));
      await read();
      expect(received.blocks.map((block) => block.bytes.length)).toEqual([A!.length, 65_536, 65_536]);
      await appendFile(path, rowsFrom('\n', B));
      expect(await read()).toBe(rowsFrom(A, endless, '\n', B));
    }));

  it('hands over every byte once and in order, however the machine writes and whenever the gateway restarts', async () => {
    const step = fc.record({
      bytes: fc.string({ unit: fc.constantFrom('a', '7', ',', '\n', '\r'), maxLength: 300 }),
      restart: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
        following(async ({ path, received, read, restart }) => {
          let written = A!;
          await writeFile(path, A!);
          for (const { bytes, restart: restarts } of steps) {
            written += bytes;
            await appendFile(path, bytes);
            if (restarts) await restart();
            await read();
          }
          await appendFile(path, '\n');
          expect(await read()).toBe(`${written}\n`);
          let next = 0;
          for (const block of received.blocks) {
            expect(block.offset).toBe(next);
            next += block.bytes.length;
          }
          expect(received.byGeneration).toHaveLength(1);
        }),
      ),
      { numRuns: 60 },
    );
  });

  it('offers a refused block again and leaves no hole', () =>
    following(async ({ path, received, read }) => {
      await writeFile(path, rowsFrom(A, B));
      await read();
      await appendFile(path, rowsFrom(C, X));
      received.full = true;
      await expect(read()).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
      received.full = false;
      expect(await read()).toBe(rowsFrom(A, B, C, X));
    }));
});
