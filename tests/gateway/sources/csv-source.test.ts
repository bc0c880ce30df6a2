import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, open, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { csvSource } from '../../../gateway/sources/csv-source.ts';
import type { Source } from '../../../gateway/sources/source.ts';
import { inTemporaryDirectory, Received } from './received.ts';

interface Following {
  directory: string;
  received: Received;
  source: Source;
  /** Waits until exactly this was received. */
  has(text: string): Promise<void>;
}

interface Setting {
  watch?: 'events' | 'poll';
  sweepMs?: number;
  pattern?: string;
  received?: Received;
}

/** Runs a source over a directory while `work` plays the machine. */
async function follow(
  directory: string,
  setting: Setting,
  work: (following: Following) => Promise<void>,
): Promise<void> {
  const { received = new Received(), ...options } = setting;
  const source = csvSource({
    id: 'line8/vision',
    root: directory,
    pattern: 'PR*.txt',
    watch: 'events',
    sweepMs: 20,
    parts: received,
    ...options,
  });
  const stop = new AbortController();
  const running = source.run(stop.signal);
  try {
    const has = (text: string): Promise<void> =>
      vi.waitFor(() => expect(received.text).toBe(text), { timeout: 10_000, interval: 3 });
    await work({ directory, received, source, has });
  } finally {
    stop.abort();
    await running;
  }
}

/** What is wrong beside the state. */
const names = (source: Source, problem: string): Promise<void> =>
  vi.waitFor(() => expect(source.status().problems.join('; ')).toContain(problem), { timeout: 10_000, interval: 3 });

const says = (source: Source, state: string, detail: string): Promise<void> =>
  vi.waitFor(
    () => expect(source.status()).toMatchObject({ state, detail: expect.stringContaining(detail) as string }),
    {
      timeout: 10_000,
      interval: 3,
    },
  );

describe.each([
  ['with wake-ups only', { watch: 'events' as const, sweepMs: 3_600_000 }],
  ['by its own looks only, as on a network share', { watch: 'poll' as const, sweepMs: 20 }],
])('a csv source %s', (_, setting) => {
  it('takes rows as they come, over several files', () =>
    inTemporaryDirectory((directory) =>
      follow(directory, setting, async ({ source, has }) => {
        await says(source, 'waiting', 'No file to read');
        // The watcher needs a moment to be up; until then only a look of its own would find the file.
        await vi.waitFor(
          async () => {
            await writeFile(join(directory, 'PR1.txt'), 'a,1\n');
            expect(source.status().lastBlockAt).not.toBeNull();
          },
          { timeout: 10_000, interval: 50 },
        );
        await appendFile(join(directory, 'PR1.txt'), 'a,2\na,');
        await has('a,1\na,2\n');
        // The status follows a moment after the rows.
        await vi.waitFor(() => expect(source.status()).toMatchObject({ state: 'live', behindBytes: 2 }));
        await appendFile(join(directory, 'PR1.txt'), '3\n');
        await has('a,1\na,2\na,3\n');
        await writeFile(join(directory, 'PR2.txt'), 'b,1\n');
        await has('a,1\na,2\na,3\nb,1\n');
        await vi.waitFor(() => expect(source.status()).toMatchObject({ state: 'live', behindBytes: 0 }));
      }),
    ));
});

describe('a csv source', () => {
  it('reads files one after the other in order of name, the oldest first', () =>
    inTemporaryDirectory(async (directory) => {
      for (const day of [3, 1, 2])
        await writeFile(join(directory, `PR2022101${day}.txt`), `day ${day}\n`.repeat(50_000));
      await follow(directory, {}, ({ has }) => has([1, 2, 3].map((day) => `day ${day}\n`.repeat(50_000)).join('')));
    }));

  it('goes on behind what is known after a restart', () =>
    inTemporaryDirectory(async (directory) => {
      const received = new Received();
      const path = join(directory, 'PR1.txt');
      await writeFile(path, 'a,1\n');
      await follow(directory, { received }, ({ has }) => has('a,1\n'));
      await appendFile(path, 'a,2\n');
      await follow(directory, { received }, ({ has }) => has('a,1\na,2\n'));
    }));

  it('finds the rest of a file that was rotated away, and the new file in its place', () =>
    inTemporaryDirectory((directory) =>
      follow(directory, { pattern: 'log*' }, async ({ received, has }) => {
        await writeFile(join(directory, 'log'), 'old,1\n');
        await has('old,1\n');
        await appendFile(join(directory, 'log'), 'old,2\n');
        await rename(join(directory, 'log'), join(directory, 'log.1'));
        await writeFile(join(directory, 'log'), 'new,1\n');
        await vi.waitFor(() => expect(received.byGeneration).toEqual(['old,1\nold,2\n', 'new,1\n']), {
          timeout: 10_000,
        });
      }),
    ));

  it('leaves half-copied files until they have their name', () =>
    inTemporaryDirectory((directory) =>
      follow(directory, { pattern: '*' }, async ({ has }) => {
        await writeFile(join(directory, 'day.tmp'), 'a,1\na,2\n');
        await writeFile(join(directory, 'first'), 'x,1\n');
        await has('x,1\n');
        await rename(join(directory, 'day.tmp'), join(directory, 'second'));
        await has('x,1\na,1\na,2\n');
      }),
    ));

  it('has lost a folder that is missing, says since when, and goes on when it returns', () =>
    inTemporaryDirectory((parent) => {
      const directory = join(parent, 'Line8');
      return follow(directory, {}, async ({ source, received, has }) => {
        await says(source, 'lost', `"${directory}" cannot be listed`);
        await mkdir(directory);
        await writeFile(join(directory, 'PR1.txt'), 'a,1\n');
        await has('a,1\n');
        await says(source, 'live', 'PR1.txt');
        const before = received.now();
        await rm(directory, { recursive: true });
        await says(source, 'lost', `"${directory}" cannot be listed`);
        const { since } = source.status();
        expect(since).toBeGreaterThanOrEqual(before);
        received.laterMs = 60_000;
        await says(source, 'lost', `"${directory}" cannot be listed`);
        expect(source.status().since).toBe(since);
        await mkdir(directory);
        await writeFile(join(directory, 'PR1.txt'), 'a,1\na,2\n');
        await has('a,1\na,2\n');
        await says(source, 'live', 'PR1.txt');
      });
    }));

  it.each([
    ['was renamed to a name that it does not follow', (path: string) => rename(path, `${path}.old`)],
    ['was deleted', (path: string) => rm(path)],
    [
      'was replaced by another',
      async (path: string) => {
        await writeFile(`${path}.tmp`, 'b,1\n');
        await rename(`${path}.tmp`, path);
      },
    ],
  ])('still reads the last rows of a file that %s before they were read', (_, lose) =>
    inTemporaryDirectory((directory) =>
      follow(directory, {}, async ({ received, has }) => {
        const path = join(directory, 'PR1.txt');
        await writeFile(path, 'a,1\n');
        await has('a,1\n');
        // One turn of the event loop: no look can come between.
        appendFileSync(path, 'a,2\n');
        await lose(path);
        await vi.waitFor(() => expect(received.byGeneration[0]).toBe('a,1\na,2\n'), { timeout: 10_000 });
      }),
    ),
  );

  it('goes on reading from a writer that has not noticed that its file was rotated away', () =>
    inTemporaryDirectory((directory) =>
      follow(directory, {}, async ({ received, has }) => {
        const path = join(directory, 'PR1.txt');
        const writer = await open(path, 'a');
        await writer.write('a,1\n');
        await has('a,1\n');
        await rename(path, join(directory, 'old.1'));
        await writeFile(path, 'b,1\n');
        await has('a,1\nb,1\n');
        await writer.write('a,2\n');
        await vi.waitFor(() => expect(received.byGeneration).toEqual(['a,1\na,2\n', 'b,1\n']), { timeout: 10_000 });
        await writer.close();
      }),
    ));

  it('does not take half a row of the live file for whole because an older file has a later name', () =>
    inTemporaryDirectory(async (directory) => {
      await writeFile(join(directory, 'log.1'), 'a,1\n');
      const yesterday = Date.now() / 1000 - 86_400;
      await utimes(join(directory, 'log.1'), yesterday, yesterday);
      await writeFile(join(directory, 'log'), 'b,1\nb,');
      await follow(directory, { pattern: 'log*' }, async ({ received, has }) => {
        await has('b,1\na,1\n');
        received.laterMs = 3_600_000;
        await appendFile(join(directory, 'log.1'), 'a,2\n');
        await has('b,1\na,1\na,2\n');
        await appendFile(join(directory, 'log'), '2\n');
        await has('b,1\na,1\na,2\nb,2\n');
      });
    }));

  it.each(['events', 'poll'] as const)('follows files in folders, new ones too, by %s', (watch) =>
    inTemporaryDirectory((directory) =>
      follow(directory, { watch, pattern: '2026-??/PR*.txt' }, async ({ received, has }) => {
        await mkdir(join(directory, '2026-10'));
        await writeFile(join(directory, '2026-10', 'PR1.txt'), 'a,1\n');
        await writeFile(join(directory, 'PR0.txt'), 'not this\n');
        await has('a,1\n');
        await mkdir(join(directory, '2026-11', 'deeper'), { recursive: true });
        await writeFile(join(directory, '2026-11', 'PR1.txt'), 'b,1\n');
        await writeFile(join(directory, '2026-11', 'deeper', 'PR1.txt'), 'nor this\n');
        await has('a,1\nb,1\n');
        expect(received.blocks.map(({ file }) => file)).toEqual(['2026-10/PR1.txt', '2026-11/PR1.txt']);
      }),
    ),
  );

  it('looks through no linked folder, even one inside its own', () =>
    inTemporaryDirectory(async (directory) => {
      await mkdir(join(directory, 'real'));
      await writeFile(join(directory, 'real', 'PR1.txt'), 'a,1\n');
      await symlink(join(directory, 'real'), join(directory, 'linked'));
      await symlink('/etc', join(directory, 'etc'));
      await follow(directory, { pattern: '**/*' }, async ({ source, received, has }) => {
        await has('a,1\n');
        await names(source, 'linked" is a symbolic link');
        await names(source, 'etc" is a symbolic link');
        expect(received.blocks).toHaveLength(1);
      });
    }));

  it('reads no links, pipes and folders, and names them', () =>
    inTemporaryDirectory(async (directory) => {
      await symlink('/etc/passwd', join(directory, 'PR1.txt'));
      await mkdir(join(directory, 'PR2.txt'));
      if (process.platform !== 'win32') execFileSync('mkfifo', [join(directory, 'PR3.txt')]);
      await writeFile(join(directory, 'PR4.txt'), 'a,1\n');
      await follow(directory, {}, async ({ source, has }) => {
        await has('a,1\n');
        await names(source, 'PR1.txt" is a symbolic link');
        await names(source, 'PR2.txt" is a folder');
        if (process.platform !== 'win32') await names(source, 'PR3.txt" is a pipe');
      });
    }));

  it('never leaves its directory, whatever the pattern says', () =>
    inTemporaryDirectory(async (parent) => {
      await writeFile(join(parent, 'PR1.txt'), 'secret\n');
      await mkdir(join(parent, 'Line8'));
      await follow(join(parent, 'Line8'), { pattern: '../PR1.txt' }, async ({ source, received }) => {
        await says(source, 'waiting', 'No file to read');
        expect(received.text).toBe('');
      });
    }));

  it('waits while the journal cannot be written, then hands over everything once and in order', () =>
    inTemporaryDirectory(async (directory) => {
      const received = new Received();
      received.full = true;
      await writeFile(join(directory, 'PR1.txt'), 'a,1\n');
      await writeFile(join(directory, 'PR2.txt'), 'b,1\n');
      await follow(directory, { received }, async ({ source, has }) => {
        await says(source, 'waiting', 'check free space');
        expect(source.status().behindBytes).toBeGreaterThan(0);
        received.full = false;
        await has('a,1\nb,1\n');
        await says(source, 'live', 'PR2.txt');
      });
    }));

  it('takes the last row of a day without newline once a later file exists and the file has rested', () =>
    inTemporaryDirectory(async (directory) => {
      const yesterday = join(directory, 'PR1.txt');
      await writeFile(yesterday, 'a,1\na,2');
      await follow(directory, {}, async ({ received, has }) => {
        await has('a,1\n');
        await writeFile(join(directory, 'PR2.txt'), 'b,1\n');
        await has('a,1\nb,1\n');
        received.laterMs = 3_600_000;
        await has('a,1\nb,1\na,2');
      });
    }));

  it('finds the one row that comes among a thousand old files', () =>
    inTemporaryDirectory(async (directory) => {
      const received = new Received();
      const old = Array.from({ length: 1000 }, (_, i) => `PR1${String(i).padStart(4, '0')}.txt`);
      await Promise.all(old.map((name) => writeFile(join(directory, name), `${name}\n`)));
      await follow(directory, { received }, async ({ has }) => {
        const content = old.map((name) => `${name}\n`).join('');
        await has(content);
        await appendFile(join(directory, 'PR10500.txt'), 'late\n');
        await has(`${content}late\n`);
      });
    }));
});
