/**
 * A gateway with two sources of which a test says how they are; its routes, its queue of imports and its decoders are the
 * real ones. It serves the built app.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../gateway/api/app.ts';
import { ImportQueue } from '../../gateway/api/import-queue.ts';
import { importRoutes } from '../../gateway/api/routes/imports.ts';
import { sourceRoutes } from '../../gateway/api/routes/sources.ts';
import { tryMapping } from '../../gateway/try-mapping.ts';
import type { ReadRow, RejectedSourceRow, SourceDetail } from '../../shared/sync/sources.ts';
import { sourceDetail } from '../fixtures/sources.ts';
import { lines, plant } from '../fixtures/plant.ts';
import { FakeGateway } from '../pwa/data/fake-gateway.ts';

const PAGES = fileURLToPath(new URL('../../pwa/dist', import.meta.url));
const GOOD = '1330700,159070,481516,1,10/06/26 15:42:10.123';
/** What the file of the camera has around its one bad row. */
export const FILE = `${`${GOOD}\r\n`.repeat(8)}1330700,159070,0004\r\n${`${GOOD}\r\n`.repeat(8)}`;
const BAD_AT = FILE.indexOf('1330700,159070,0004');

export class SourceFloor {
  readonly gateway = new FakeGateway();
  readonly sources: Map<string, SourceDetail>;
  rejected: RejectedSourceRow[] = [];
  /** Texts of the files that were imported, in order. */
  readonly imported: string[] = [];
  /** An import ends when it is resolved. */
  #letImportsEnd = (): void => undefined;
  #importsEnd = Promise.resolve();
  #directory = '';
  #queue!: ImportQueue;
  #serial = 481_516;

  private constructor() {
    const now = Date.now();
    const vision = sourceDetail({ lastBlockAt: now, lastRows: [] }, now);
    const wrong = { state: 'silent', since: now - 252_000, detail: 'Nothing was heard from "/dev/ttyUSB0"' } as const;
    const sealer = sourceDetail({ id: 'line9/sealer', line: 'line9', lineName: 'Line 9', ...wrong, lastRows: [] }, now);
    this.sources = new Map([vision, sealer].map((source) => [source.id, source]));
  }

  static async open(): Promise<SourceFloor> {
    const floor = new SourceFloor();
    await floor.#open();
    return floor;
  }

  get address(): string {
    return this.gateway.url;
  }

  get vision(): SourceDetail {
    return this.sources.get('line8/vision')!;
  }

  /** The camera writes one more row. */
  seesRow(): ReadRow {
    const serialNumber = String(++this.#serial);
    const row: ReadRow = {
      receivedAt: Date.now(),
      file: 'PR20261006.txt',
      fileKey: 'abc',
      generation: 0,
      offset: BAD_AT,
      raw: `1330700,159070,${serialNumber},1,10/06/26 15:42:10.123`,
      decoded: { time: '2026-10-06 15:42:10.123', serialNumber },
      reason: null,
    };
    const lastRows = [{ ...row, offset: this.#serial }, ...this.vision.lastRows].slice(0, 20);
    this.sources.set('line8/vision', { ...this.vision, lastRows });
    return row;
  }

  /** … and one that cannot be read. */
  seesBadRow(): void {
    const place = { file: 'PR20261006.txt', fileKey: 'abc', generation: 0, offset: BAD_AT };
    this.rejected = [{ at: Date.now(), ...place, text: '1330700,159070,0004', reason: 'expected 5 fields, got 3' }];
    this.sources.set('line8/vision', { ...this.vision, rejectedRows: 1 });
  }

  /** Imports that begin from now on go on until `letImportsEnd`. */
  holdImports(): void {
    this.#importsEnd = new Promise((resolve) => (this.#letImportsEnd = resolve));
  }

  letImportsEnd(): void {
    this.#letImportsEnd();
  }

  async close(): Promise<void> {
    await this.gateway.stop();
    this.letImportsEnd();
    await this.#queue.close();
    await rm(this.#directory, { recursive: true });
  }

  async #open(): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'lineside-sources-'));
    let id = 0;
    this.#queue = await ImportQueue.open({
      directory: join(this.#directory, 'imports'),
      importFile: async ({ path, signal, progress }) => {
        const text = await readFile(path, 'utf8');
        const rows = text.split('\n').length - 1;
        progress({ bytes: text.length / 2, rows: Math.floor(rows / 2), rejectedRows: 0 });
        const stopped = new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
        await Promise.race([this.#importsEnd, stopped]);
        this.imported.push(text);
        return { bytes: text.length, rows, rejectedRows: text.includes('bad') ? 1 : 0 };
      },
      now: Date.now,
      newId: () => `i${++id}`,
      bug: (error) => console.error(error),
    });
    const definition = (source: string) => this.sources.get(source)?.definition ?? null;
    const routes = [
      sourceRoutes({
        summaries: () => [...this.sources.values()],
        detail: async (source) => this.sources.get(source) ?? null,
        rejected: () => this.rejected,
        definition,
        raw: async (_source, { offset }, { before, after }) => {
          const from = Math.max(0, offset - before);
          const bytes = Buffer.from(FILE).subarray(from, offset + after);
          return { bytes, at: offset - from, length: null, from: 'file', encoding: 'utf-8' };
        },
        tryMapping: (given, sample) => tryMapping(given, sample, plant.timezone),
      }),
      importRoutes({ queue: this.#queue, definition }),
    ];
    const app = createApp({ pages: PAGES, routes: () => routes, bug: (error) => console.error(error) });
    const callback = app.callback();
    this.gateway.others = (request, response) => void callback(request, response);
    this.gateway.put(
      'reference',
      { id: 'plant', kind: 'plant', body: plant },
      { id: 'reasons', kind: 'reasons', body: [] },
      ...lines.map((line) => ({ id: `line:${line.id}`, kind: 'line', body: line })),
    );
    await this.gateway.start();
  }
}
