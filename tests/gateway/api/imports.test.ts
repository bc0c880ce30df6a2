import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImportQueue, type ImportProgress, type ImportQueueParts } from '../../../gateway/api/import-queue.ts';
import { KEPT_FREE_BYTES } from '../../../gateway/api/receive-file.ts';
import { importRoutes } from '../../../gateway/api/routes/imports.ts';
import { safeFileName } from '../../../gateway/api/safe-file-name.ts';
import { AppError } from '../../../shared/errors.ts';
import { MAX_IMPORT_BYTES, type FileImport, type ImportState } from '../../../shared/sync/sources.ts';
import { CYCLES } from '../../fixtures/sources.ts';
import { until } from '../../system/gateway-process.ts';
import { remembering, type Served, served } from './served.ts';

/** A pipeline that reads a file when it is let. */
class Reading {
  readonly begun: { path: string; line: string; text: string }[] = [];
  readonly #gates: ((error?: Error) => void)[] = [];

  readonly importFile: ImportQueueParts['importFile'] = async ({ line, path, signal, progress }) => {
    const text = await readFile(path, 'utf8');
    this.begun.push({ path, line, text });
    const so: ImportProgress = { bytes: text.length, rows: 3, rejectedRows: 1 };
    progress(so);
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      this.#gates.push((error) => (error ? reject(error) : resolve()));
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
    return so;
  };

  next(error?: Error): void {
    this.#gates.shift()?.(error);
  }
}

let directory: string;
let reading: Reading;
let queue: ImportQueue;
let gateway: Served;
let bugs: unknown[];
let free: number;

async function open(): Promise<void> {
  reading = new Reading();
  let id = Date.now();
  queue = await ImportQueue.open({
    directory: join(directory, 'imports'),
    importFile: reading.importFile,
    now: () => 1_000,
    newId: () => `i${id++}`,
    bug: (error) => bugs.push(error),
    freeBytes: async () => free,
  });
  const definition = (source: string) =>
    source === 'line8/sealer' ? { ...CYCLES, kind: 'serial' as never } : source.endsWith('/vision') ? CYCLES : null;
  gateway = await served(importRoutes({ queue, definition, audit: remembering() }));
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-imports-'));
  bugs = [];
  free = 10 * KEPT_FREE_BYTES;
  await open();
});
afterEach(async () => {
  await gateway.close();
  await queue.close();
  await rm(directory, { recursive: true });
});

const sent = (name: string, body: BodyInit | null = 'a\nb\nc\n', line = 'line8', source = 'vision') =>
  gateway.json<FileImport & { detail: string }>(
    `/api/imports?${new URLSearchParams({ line, source, name }).toString()}`,
    { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body },
  );
const list = async () => (await gateway.json<{ imports: FileImport[] }>('/api/imports')).body.imports;
const states = async () => (await list()).map(({ name, state }) => `${name} ${state}`);
/** A file is said to run a moment before it is read. */
const isRead = (name: string) => reading.begun.some(({ path }) => path.endsWith(name));
const hasState = (name: string, state: ImportState) =>
  until(async () => (await states()).includes(`${name} ${state}`) && (state !== 'running' || isRead(name)));
const copies = async () =>
  (await readdir(join(directory, 'imports'))).filter((name) => !name.startsWith('imports.json'));

describe('an old file that is dropped', () => {
  it('is received whole, answered at once, read, and its copy goes', async () => {
    expect(await sent('PR1.txt')).toMatchObject({ status: 202, body: { name: 'PR1.txt', size: 6, error: null } });
    await hasState('PR1.txt', 'running');
    expect(reading.begun).toMatchObject([{ line: 'line8', text: 'a\nb\nc\n' }]);
    expect(await list()).toMatchObject([{ doneBytes: 6, rows: 3, rejectedRows: 1, endedAt: null }]);
    reading.next();
    await hasState('PR1.txt', 'done');
    await until(async () => (await copies()).length === 0);
    expect(await list()).toMatchObject([{ rows: 3, rejectedRows: 1, error: null, endedAt: 1_000 }]);
  });

  it('waits for those before it at its line, and not for those at others', async () => {
    await sent('PR1.txt');
    await sent('PR2.txt');
    await sent('PR3.txt', 'x', 'line9');
    await hasState('PR3.txt', 'running');
    expect(await states()).toEqual(['PR3.txt running', 'PR2.txt queued', 'PR1.txt running']);
    reading.next();
    await hasState('PR2.txt', 'running');
  });

  it('says what went wrong, and the next one is read all the same', async () => {
    await sent('PR1.txt');
    await sent('PR2.txt');
    await until(() => reading.begun.length === 1);
    reading.next(new AppError('SOURCE_UNAVAILABLE', 'The disk is gone; put it back.'));
    await hasState('PR2.txt', 'running');
    expect((await list())[1]).toMatchObject({ state: 'failed', error: 'The disk is gone; put it back.', rows: 3 });
    expect(bugs).toEqual([]);
    reading.next(new TypeError('a bug'));
    await hasState('PR2.txt', 'failed');
    await until(() => bugs.length === 1);
  });

  it('can be cancelled: what is in stays, what waits never begins', async () => {
    const first = await sent('PR1.txt');
    const second = await sent('PR2.txt');
    await hasState('PR1.txt', 'running');
    for (const { body } of [second, first]) {
      expect((await gateway.json(`/api/imports/${body.id}`, { method: 'DELETE' })).status).toBe(200);
    }
    await hasState('PR1.txt', 'cancelled');
    expect(await states()).toEqual(['PR2.txt cancelled', 'PR1.txt cancelled']);
    expect((await list())[1]).toMatchObject({ rows: 3 });
    await until(async () => (await copies()).length === 0);
    expect(reading.begun).toHaveLength(1);
    expect((await gateway.json('/api/imports/other', { method: 'DELETE' })).status).toBe(404);
  });

  it('keeps a name that people know, and no path', async () => {
    await sent('../../Straße 8\\PR:1.txt');
    await until(() => reading.begun.length === 1);
    expect(reading.begun[0]!.path).toMatch(/imports\/i\d+\/PR_1\.txt$/);
    expect(safeFileName('..')).toBe('file');
    expect(safeFileName('.hidden')).toBe('hidden');
    expect(safeFileName('Übersicht 8.txt')).toBe('Übersicht 8.txt');
    expect(Buffer.byteLength(safeFileName('名'.repeat(300)))).toBeLessThanOrEqual(150);
  });

  it('is refused for a source that does not read files, or that nobody knows', async () => {
    expect(await sent('a', 'x', 'line8', 'sealer')).toMatchObject({ status: 400 });
    expect(await sent('a', 'x', 'line8', 'camera')).toMatchObject({ status: 404 });
    expect(
      (
        await gateway.json('/api/imports?line=line8&source=vision', {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: 'x',
        })
      ).status,
    ).toBe(400);
    const form = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' };
    expect((await gateway.json('/api/imports?line=line8&source=vision&name=a', form)).status).toBe(400);
    expect(await list()).toEqual([]);
  });
});

describe('a file that does not fit', () => {
  it('is refused before the last of the disk is taken', async () => {
    free = KEPT_FREE_BYTES + 3;
    const { status, body } = await sent('PR1.txt');
    expect({ status, detail: body.detail }).toEqual({
      status: 507,
      detail: expect.stringContaining('no room') as string,
    });
    expect(await states()).toEqual(['PR1.txt failed']);
    expect(await copies()).toEqual([]);
  });

  it('is refused when it is too large, at once when its sender says so', async () => {
    free = 100 * MAX_IMPORT_BYTES;
    const upload = { line: 'line8', source: 'vision', name: 'PR1.txt', size: MAX_IMPORT_BYTES + 1 };
    await expect(queue.receive({ ...upload, stream: Readable.from([]) })).rejects.toThrow(/larger than 2 GB/);
    expect(await copies()).toEqual([]);
  });
});

describe('a file that breaks off', () => {
  async function* halfOf() {
    yield Buffer.from('half');
    await until(async () => (await list())[0]?.doneBytes === 4);
    throw new Error('socket hang up');
  }
  const upload = { line: 'line8', source: 'vision', name: 'PR1.txt', size: 8 };

  it('leaves nothing behind but a word in the list', async () => {
    await expect(queue.receive({ ...upload, stream: Readable.from(halfOf()) })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect(await list()).toMatchObject([
      { state: 'failed', error: expect.stringContaining('Give it again') as string },
    ]);
    expect(await copies()).toEqual([]);
  });

  it('is not taken for whole when it is shorter than was said', async () => {
    await expect(queue.receive({ ...upload, stream: Readable.from([Buffer.from('half')]) })).rejects.toThrow(
      /as a whole/,
    );
    expect(reading.begun).toEqual([]);
  });

  it('can be cancelled while it comes', async () => {
    const stream = new Readable({ read: () => undefined });
    stream.push('ha');
    const received = queue.receive({ ...upload, stream });
    const [one] = await until(async () => ((await list())[0]?.doneBytes === 2 ? list() : null));
    queue.cancel(one!.id);
    await expect(received).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    expect(await states()).toEqual(['PR1.txt cancelled']);
    expect(await copies()).toEqual([]);
  });
});

describe('a gateway that is restarted', () => {
  async function restart(): Promise<void> {
    await gateway.close();
    await queue.close();
    await open();
  }

  it('goes on with files that had arrived, in their order', async () => {
    await sent('PR1.txt');
    await sent('PR2.txt');
    await until(() => reading.begun.length === 1);
    await restart();
    await hasState('PR1.txt', 'running');
    expect(await states()).toEqual(['PR2.txt queued', 'PR1.txt running']);
    reading.next();
    await hasState('PR1.txt', 'done');
  });

  it('tells of uploads that it broke off, and removes what there is of them', async () => {
    const upload = { line: 'line8', source: 'vision', name: 'PR1.txt', size: 8 };
    const stream = new Readable({ read: () => undefined });
    stream.push('ha');
    const refused = expect(queue.receive({ ...upload, stream })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await until(async () => (await list())[0]?.doneBytes === 2);
    await restart();
    await refused;
    expect(await list()).toMatchObject([
      { state: 'interrupted', error: expect.stringContaining('Give it again') as string },
    ]);
    expect(await copies()).toEqual([]);
  });

  it('still knows the last 50 that ended, and starts without a list that is damaged', async () => {
    const ended = (i: number) => ({
      id: `old${i}`,
      line: 'line8',
      source: 'vision',
      name: `PR${i}.txt`,
      state: 'done',
    });
    const before = Array.from({ length: 50 }, (_, i) => ended(i));
    await queue.close();
    await writeFile(join(directory, 'imports', 'imports.json'), JSON.stringify(before));
    await restart();
    await sent('PR50.txt');
    await until(() => reading.begun.length === 1);
    reading.next();
    await hasState('PR50.txt', 'done');
    await restart();
    expect((await list()).map(({ name }) => name)).toEqual(Array.from({ length: 50 }, (_, i) => `PR${50 - i}.txt`));
    await queue.close();
    await writeFile(join(directory, 'imports', 'imports.json'), '{ torn');
    await restart();
    expect(await list()).toEqual([]);
  });
});
