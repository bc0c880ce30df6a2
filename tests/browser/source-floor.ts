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
import { changeSourceRoutes } from '../../gateway/api/routes/change-sources.ts';
import { importRoutes } from '../../gateway/api/routes/imports.ts';
import { sourceRoutes } from '../../gateway/api/routes/sources.ts';
import { routing } from '../../gateway/api/routing.ts';
import type { Principal } from '../../gateway/auth/principal.ts';
import { changeProblems } from '../../gateway/source-editing/change-problems.ts';
import { ChangeSource } from '../../gateway/source-editing/change-source.ts';
import { CurrentPlant } from '../../gateway/plant/current-plant.ts';
import { configVersion } from '../../gateway/projections/configuration.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import { tryMapping } from '../../gateway/source-editing/try-mapping.ts';
import type { Role } from '../../shared/access/roles.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { ReadRow, RejectedSourceRow, SourceDetail } from '../../shared/sync/sources.ts';
import { CYCLES, SEALER, sourceDetail } from '../fixtures/sources.ts';
import { lines, plant } from '../fixtures/plant.ts';
import { remembering } from '../gateway/api/served.ts';
import { FakeGateway } from '../pwa/data/fake-gateway.ts';

const PAGES = fileURLToPath(new URL('../../pwa/dist', import.meta.url));
const GOOD = '1330700,159070,481516,1,10/06/26 15:42:10.123';
/** What the file of the camera has around its one bad row. */
export const FILE = `${`${GOOD}\r\n`.repeat(8)}1330700,159070,0004\r\n${`${GOOD}\r\n`.repeat(8)}`;
const BAD_AT = FILE.indexOf('1330700,159070,0004');

export class SourceFloor {
  readonly gateway = new FakeGateway();
  readonly audit = remembering();
  /** What the plant file would be. */
  plant!: CurrentPlant;
  /** Resolves before a change is made so. */
  beforeChange: () => Promise<void> = () => Promise.resolve();
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
    const version = configVersion(CYCLES);
    const vision = sourceDetail({ lastBlockAt: now, lastRows: [], version }, now);
    const wrong = { state: 'silent', since: now - 252_000, detail: 'Nothing was heard from "/dev/ttyUSB0"' } as const;
    const ofSealer = { kind: 'serial', meaning: 'samples', path: '/dev/ttyUSB0', definition: SEALER } as const;
    const sealer = sourceDetail(
      {
        id: 'line9/sealer',
        line: 'line9',
        lineName: 'Line 9',
        ...ofSealer,
        version: configVersion(SEALER),
        ...wrong,
        lastRows: [],
      },
      now,
    );
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

  /** From now on the pages are theirs. */
  signsOn(role: Role, lines: '*' | string[] = '*'): void {
    const until = Date.now() + 12 * 3_600_000;
    this.gateway.access.person = {
      user: 'etcher',
      name: 'Etcher',
      roles: [role],
      lines,
      until,
      locked: false,
      hasPin: false,
    };
  }

  /** Somebody else changes the camera. */
  changesMeanwhile(definition: SourceDefinition): void {
    const plantNow = this.plant.definition;
    const changed = plantNow.lines.map((line) => (line.id === 'line8' ? { ...line, sources: [definition] } : line));
    this.plant.become({ ...plantNow, lines: changed });
    this.#declared(this.plant.definition);
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

  #principal(): Principal {
    const { person } = this.gateway.access;
    const here = { session: 's1', origin: 'device-test0001' };
    return { device: null, person: person && { ...person, ...here }, address: '127.0.0.1' };
  }

  /** The gateway's own, but for the files and the lines that are read. */
  #changing(): ChangeSource {
    const sourcesOf = (line: string) =>
      [...this.sources.values()].filter((source) => source.line === line).map(({ definition }) => definition);
    const plantNow: PlantDefinition = {
      plant: { id: 'demo', name: 'Demo plant', timezone: plant.timezone },
      processGroups: [{ id: 'pouching', name: 'Pouching' }],
      lines: lines.map(({ position: _, ...line }) => ({ ...line, sources: sourcesOf(line.id) })),
    };
    this.plant = new CurrentPlant(plantNow);
    const fine = { problem: async () => null };
    const checks = { plant: () => this.plant.definition, directory: '/srv', places: fine, ports: fine };
    return new ChangeSource({
      ...{ plant: this.plant, audit: this.audit, store: new MemoryStore(), gateway: 'gw', now: Date.now },
      onDisk: { prepare: async () => ({ commit: async () => {}, discard: async () => {} }) },
      problems: (proposed) => changeProblems(checks, proposed),
      replaceLine: async (_line, _plant, decide) => {
        await this.beforeChange();
        await decide();
      },
      declared: (next) => this.#declared(next),
    });
  }

  #declared(next: PlantDefinition): void {
    const there = new Set<string>();
    for (const { id: line, name: lineName, sources } of next.lines)
      for (const definition of sources) {
        const id = `${line}/${definition.id}`;
        there.add(id);
        const { kind, meaning } = definition;
        const path = definition.path ?? (definition.kind === 'modbus' ? definition.host! : '');
        const before = this.sources.get(id) ?? sourceDetail({ id, line, lineName, lastRows: [] }, Date.now());
        this.sources.set(id, { ...before, kind, meaning, path, definition, version: configVersion(definition) });
      }
    for (const id of this.sources.keys()) if (!there.has(id)) this.sources.delete(id);
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
    this.signsOn('engineer');
    const change = this.#changing();
    const routes = [
      ...changeSourceRoutes({
        add: (...how) => change.add(...how),
        change: (...how) => change.change(...how),
        remove: (...how) => change.remove(...how),
        try: (...how) => change.try(...how),
        look: async (path) => ({
          count: 2,
          files: ['PR20261006.txt', 'PR20261005.txt'].map((name) => ({
            name: `${path}/${name}`,
            size: 1,
            modifiedAt: 1,
          })),
          problems: [],
          sample: { name: 'PR20261006.txt', base64: Buffer.from(FILE).toString('base64') },
        }),
        ports: async () => [
          { path: '/dev/ttyUSB0', device: 'FTDI', usedBy: 'line9/sealer' },
          { path: '/dev/ttyUSB1', device: 'FTDI', usedBy: null },
        ],
      }),
      ...sourceRoutes({
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
      ...importRoutes({ queue: this.#queue, definition, audit: this.audit }),
    ];
    const ready = routing(routes, { principal: () => this.#principal(), token: 'right' });
    const app = createApp({
      ...{ pages: PAGES, routing: () => ready, hosts: () => ['127.0.0.1'], origins: () => [] },
      bug: (error) => console.error(error),
    });
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
