/** The drill: a gateway at work is backed up, burns with everything on its disk, and another goes on from the file. */
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { VerifyReport } from '../../gateway/jobs/verify.ts';
import { enrolled } from './enrolled-device.ts';
import { lineside, metric, modbusSlave } from './every-source.ts';
import { setupCode } from './gateway-here.ts';
import { refusedStart, startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { dayOfRows, PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { storedDocuments, type Stored } from './stored-documents.ts';
import type { Visitor } from './visitor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LAST_WEEK = Date.UTC(2026, 5, 10, 20);
const ROWS = 40_000;
const OVEN_ROWS = 20_000;
const day = dayOfRows(LAST_WEEK, ROWS);
const ovenRows = Array.from(
  { length: OVEN_ROWS },
  (_, i) => `${new Date(LAST_WEEK + i * 500).toISOString().slice(0, 23).replace('T', ' ')};${180 + (i % 10) / 10}\n`,
);

function plantWith(tcpPort: number): PlantDefinition {
  const [line] = PLANT.lines;
  const oven = {
    ...{ id: 'oven', kind: 'csv', path: 'Oven/*.csv', meaning: 'samples', delimiter: ';' },
    columns: ['time', 'oven-temperature'],
    metrics: [metric('oven-temperature', 0.1, '°C')],
    time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
  };
  const press = {
    ...{ id: 'press', kind: 'modbus', host: '127.0.0.1', tcpPort, unit: 3, everyMs: 20, meaning: 'samples' },
    metrics: [metric('press-count', 1)],
    registers: [{ metric: 'press-count', table: 'holding', address: 40 }],
  };
  return { ...PLANT, lines: [{ ...line, sources: [...line!.sources, oven, press] }] } as PlantDefinition;
}

/** The machine writes on, some rows at a time, until it is told to stop or has written all. */
class Machine {
  readonly #directory: PlantDirectory;
  #at = 0;
  #isRunning = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(directory: PlantDirectory) {
    this.#directory = directory;
  }

  get written(): number {
    return this.#at;
  }

  async write(to: number): Promise<void> {
    const { camera, path } = this.#directory;
    const part = (rows: string[], each: number) => rows.slice(this.#at * each, to * each).join('');
    await appendFile(join(camera, day.file), part(day.rows, 1));
    await appendFile(join(path, 'Oven', 'oven.csv'), part(ovenRows, OVEN_ROWS / ROWS));
    this.#at = to;
  }

  run(): void {
    this.#isRunning = true;
    this.#writing = (async () => {
      while (this.#isRunning && this.#at < ROWS) {
        await this.write(Math.min(ROWS, this.#at + 20));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
  }

  async halt(): Promise<void> {
    this.#isRunning = false;
    await this.#writing;
  }
}

function reason(visitor: Visitor, counter: number) {
  const at = Date.now();
  return {
    _id: `reason:${String(at).padStart(16, '0')}:${visitor.origin}.${counter}`,
    ...{ type: 'reason', schema: 1, line: 'line8', at },
    by: { origin: visitor.origin, user: visitor.user },
    ...{ from: at - 60_000, to: at - 30_000, code: 'film-jam', supersedes: null },
  };
}

/** Chunks of files: what a port says depends on the moment. */
function ofFiles({ chunks, hours }: Stored) {
  return {
    chunks: new Map([...chunks].filter(([id]) => !id.includes(':press:'))),
    hours: [...hours].filter(([, hour]) => (hour as { rowsRead: number }).rowsRead > 0),
  };
}

describe('a gateway that burns after a backup', () => {
  let slave: Awaited<ReturnType<typeof modbusSlave>>;
  let undisturbed: Stored;
  let directory: PlantDirectory;
  let machine: Machine;
  let gateway: GatewayProcess | null = null;
  let admin: Visitor;
  let file: string;
  let station: string;

  beforeAll(async () => {
    slave = await modbusSlave();
    const calm = await plantDirectory(plantWith(slave.port));
    await mkdir(join(calm.path, 'Oven'));
    await new Machine(calm).write(ROWS);
    const other = await startGatewayProcess(calm);
    await other.caughtUp();
    await other.stop();
    undisturbed = await storedDocuments(calm.dataDir);
    await calm.remove();

    directory = await plantDirectory(plantWith(slave.port));
    await mkdir(join(directory.path, 'Oven'));
    file = join(directory.path, 'line8.backup');
    machine = new Machine(directory);
  }, 120_000);

  afterAll(async () => {
    await machine.halt();
    await gateway?.kill();
    await slave.close();
    await directory.remove();
  });

  it('is backed up while its sources grow, by a command beside it', async () => {
    await machine.write(ROWS / 4);
    gateway = await startGatewayProcess(directory);
    admin = gateway.visitor();
    await admin.setUp(await until(() => setupCode(gateway!.output())));
    const operator = await admin.invite('attendant', ['operator'], '*', gateway.visitor());
    const [answer] = await operator.post<FactAnswer[]>('/api/sync/facts', { facts: [reason(operator, 1)] });
    expect(answer).toMatchObject({ status: 'accepted' });
    station = (await enrolled(admin, 'station')).origin;
    machine.run();
    const before = machine.written;
    const made = await lineside(['backup', file], directory.dataDir);
    expect(made).toMatchObject({ code: 0, output: expect.stringMatching(/holds every secret/) as string });
    expect(machine.written).toBeGreaterThan(before);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const checked = await lineside(['backup', '--check', file], directory.dataDir);
    expect(checked.output).toMatch(/is whole: gateway "gw-[0-9a-f]{8}"/);
  });

  it('and is gone', async () => {
    const now = machine.written;
    await until(() => machine.written >= Math.min(ROWS, now + 2_000));
    await gateway!.kill();
    gateway = null;
    await rm(directory.dataDir, { recursive: true, maxRetries: 5 });
    await machine.halt();
  });

  it('is restored into an empty folder only, and half a restore never starts', async () => {
    const used = await mkdtemp(join(directory.path, 'used-'));
    await writeFile(join(used, 'anything'), '');
    const refused = await lineside(['restore', file], used);
    expect(refused).toMatchObject({ code: 1, errors: expect.stringContaining('is not empty') as string });

    const cut = join(directory.path, 'cut.backup');
    await writeFile(cut, (await readFile(file)).subarray(0, -100));
    const damaged = await lineside(['restore', cut], directory.dataDir);
    expect(damaged).toMatchObject({ code: 1, errors: expect.stringContaining('is no whole backup') as string });
    await expect(readdir(directory.dataDir)).rejects.toThrow('ENOENT');

    const killed = spawn(process.execPath, [
      join(root, 'gateway/cli.ts'),
      'restore',
      file,
      '--data-dir',
      directory.dataDir,
    ]);
    await until(async () => (await readdir(directory.dataDir).catch(() => [] as string[])).includes('store'));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const start = await refusedStart(directory);
    expect(start.output).toContain('holds half a restore');
  });

  it('goes on under another id where the backup ends, with its people and devices', async () => {
    const restored = await lineside(['restore', file, '--plant-file', directory.plantFile], directory.dataDir);
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.output).toMatch(/gateway "(gw-[0-9a-f]{8})" are restored.*this gateway is "(?!\1)gw-[0-9a-f]{8}"/s);
    gateway = await startGatewayProcess(directory);
    expect(gateway.output()).not.toMatch(/first admin with the code/);
    await machine.write(ROWS);
    await gateway.caughtUp();

    const operator = gateway.visitor();
    await operator.signOn('attendant');
    const supervisor = gateway.visitor();
    await supervisor.signOn('admin');
    const { devices } = await supervisor.get<{ devices: { id: string }[] }>('/api/devices');
    expect(devices.map(({ id }) => id)).toContain(station);

    const { findings } = await gateway.job<VerifyReport>('verify', {});
    expect(findings).toEqual([]);
    expect(await gateway.stop()).toBe(0);
    gateway = null;
  });

  it('has the figures of one that nothing happened to, and no row twice', async () => {
    const stored = await storedDocuments(directory.dataDir);
    expect(ofFiles(stored).hours).toEqual(ofFiles(undisturbed).hours);
    expect([...ofFiles(stored).chunks.keys()].sort()).toEqual([...ofFiles(undisturbed).chunks.keys()].sort());
    expect(ofFiles(stored).chunks).toEqual(ofFiles(undisturbed).chunks);
    expect(new Set(stored.ids).size).toBe(stored.ids.length);
    expect(stored.ids.filter((id) => id.startsWith('reason:'))).toHaveLength(1);
  });
});
