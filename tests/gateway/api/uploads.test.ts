import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImportList } from '../../../gateway/api/import-list.ts';
import { KEPT_FREE_BYTES, receiveFile } from '../../../gateway/api/receive-file.ts';
import { safeFileName, shownFileName } from '../../../gateway/api/safe-file-name.ts';
import type { FileImport } from '../../../shared/sync/sources.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-uploads-'));
});
afterEach(() => rm(directory, { recursive: true }));

const received = (bytes: Uint8Array | Uint8Array[], path = join(directory, 'copy'), freeBytes = Infinity) =>
  receiveFile({
    ...{ path, size: null, limit: 1_000_000, signal: new AbortController().signal, progress: () => {} },
    stream: Readable.from([bytes].flat()),
    freeBytes: async () => freeBytes,
  });

describe('a file that somebody sends', () => {
  it.each<[string, Uint8Array]>([
    ['a workbook', Buffer.from('504b030414000600', 'hex')],
    ['packed', gzipSync('a;b\n1;2\n')],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01')],
    ['a program', Buffer.from('MZ\x90\x00\x03')],
    ['not text', Buffer.from('abc\x00\x00\x00def')],
  ])('is refused when it is %s, and nothing of it is kept', async (what, bytes) => {
    await expect(received(bytes)).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: expect.stringContaining(what) as string,
    });
    await expect(readFile(join(directory, 'copy'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it.each([
    Buffer.from('a;b\n1;2\n'),
    Buffer.from('MZ;PK\n1;2\n'),
    Buffer.from('\ufeffStraße;b\n'),
    Buffer.from('\ufeffa;b\n', 'utf16le'),
    Buffer.from('a;b\n1;2\n', 'utf16le'),
    Buffer.from('Stra\xdfe;b\n', 'latin1'),
    Buffer.alloc(0),
  ])('is taken when it may be rows, whatever its letters: %j', async (bytes) => {
    expect(await received(bytes)).toBe(bytes.length);
  });

  it('never goes through a link that somebody laid, and takes no file’s place', async () => {
    const outside = join(directory, 'outside');
    await writeFile(outside, 'kept');
    await symlink(outside, join(directory, 'copy'));
    await expect(received(Buffer.from('a;b'))).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(outside, 'utf8')).toBe('kept');
  });

  it('ends when the disk gets full while it comes, and gives the room back', async () => {
    const parts = Array.from({ length: 40 }, () => Buffer.alloc(1024 ** 2, 'a'));
    const limit = 100 * 1024 ** 2;
    let free = KEPT_FREE_BYTES + 20 * 1024 ** 2;
    const receiving = receiveFile({
      ...{ path: join(directory, 'copy'), size: null, limit, signal: new AbortController().signal },
      stream: Readable.from(parts),
      progress: () => (free -= 1024 ** 2),
      freeBytes: async () => free,
    });
    await expect(receiving).rejects.toMatchObject({ code: 'DATA_DIR_UNUSABLE' });
    await expect(readFile(join(directory, 'copy'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('the name of a file that somebody sends', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/abs/olute.csv', 'olute.csv'],
    ['C:evil.csv', 'C_evil.csv'],
    ['a\u0000b.csv', 'a_b.csv'],
    ['...', 'file'],
    ['', 'file'],
    ['con.csv', '_con.csv'],
    ['NUL', '_NUL'],
    ['console.csv', 'console.csv'],
    ['line\n8.csv', 'line_8.csv'],
    ['$(reboot);`x`|y.csv', '__reboot___x__y.csv'],
  ])('%j becomes a file %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('is shown in one line, in its direction, and not for ever', () => {
    expect(shownFileName('PR\u202etxt.exe\n\u0007x')).toBe('PR txt.exe  x');
    expect(shownFileName('名'.repeat(500))).toHaveLength(200);
    expect(shownFileName('Straße 8 – ночь.csv')).toBe('Straße 8 – ночь.csv');
  });
});

describe('files that wait to be read', () => {
  const waiting = (id: string, size: number | null, doneBytes = 0): FileImport => ({
    ...{ id, line: 'line8', source: 'vision', name: id, state: 'queued', createdAt: 0, endedAt: null },
    ...{ size, doneBytes, rows: 0, rejectedRows: 0, seconds: null, error: null },
  });

  it('are 500 at most, and 20 GB; what is read makes room', async () => {
    const many = await ImportList.open(directory);
    for (let i = 0; i < 500; i++) many.add(waiting(`i${i}`, 1));
    expect(() => many.checkRoom(1)).toThrow(expect.objectContaining({ code: 'THROTTLED', retryAfterMs: 30_000 }));
    many.end(many.all[0]!, 'done', null, 1);
    expect(() => many.checkRoom(1)).not.toThrow();

    const large = await ImportList.open(join(directory, 'other'));
    for (let i = 0; i < 10; i++) large.add(waiting(`i${i}`, i % 2 ? 2 * 1024 ** 3 : null, 2 * 1024 ** 3));
    expect(() => large.checkRoom(null)).not.toThrow();
    expect(() => large.checkRoom(1)).toThrow(expect.objectContaining({ code: 'THROTTLED' }));
    await Promise.all([many.saved(), large.saved()]);
  });

  it('have ids that lead nowhere else: a list that was tampered with removes no folder of others', async () => {
    const ids = ['i1', '../outside', '..', '/etc', '', null, 7, 'a/b'];
    await mkdir(join(directory, 'list'));
    await writeFile(join(directory, 'list', 'imports.json'), JSON.stringify([...ids.map((id) => ({ id })), null, 5]));
    expect((await ImportList.open(join(directory, 'list'))).all.map(({ id }) => id)).toEqual(['i1']);
  });
});
