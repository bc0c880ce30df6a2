/** One gateway with every kind of source at once, as a line has them, and the commands beside it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServerTCP } from 'modbus-serial';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { SourceDetail, SourceSummary } from '../../shared/sync/sources.ts';
import type { SeriesReply } from '../../shared/series/reply.ts';
import { hasSocat, withCable, type Cable } from './cable.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { plantDirectory, type PlantDirectory } from './packing-plant.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Whole minute, some time ago: what was read of the files is closed. */
const BEGAN = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 3 * HOUR_MS;

const metric = (id: string, resolution: number, unit = '') => ({ id, name: id, unit, resolution });
const time = (at: number) => new Date(at).toISOString().slice(0, 23).replace('T', ' ');

function plantWith(port: string, tcpPort: number): PlantDefinition {
  return {
    plant: { id: 'test', name: 'Test plant', timezone: 'UTC' },
    lines: [
      {
        id: 'line8',
        name: 'Line 8',
        idealRatePerHour: 8400,
        standardRatePerHour: 5000,
        stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
        sources: [
          {
            ...{ id: 'vision', kind: 'csv', path: 'Line8/PR*.txt', meaning: 'cycles' },
            columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
            time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
          },
          {
            ...{ id: 'oven', kind: 'csv', path: 'Oven/*.lvm', meaning: 'samples', delimiter: '\t' },
            header: { until: '***End_of_Header***', names: true },
            metrics: [metric('oven-temperature', 0.1, '°C'), metric('oven-pressure', 0.01, 'bar')],
            time: { column: 'X_Value', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
          },
          {
            ...{ id: 'plc', kind: 'csv', path: 'Plc/state*.csv', meaning: 'states' },
            columns: ['state', 'time'],
            state: { column: 'state', names: { RUN: 'Execute', ALARM: 'Aborted' } },
            time: { column: 'time', format: 'epoch-ms' },
          },
          {
            ...{
              id: 'scale',
              kind: 'serial',
              path: port,
              meaning: 'samples',
              columns: ['weight'],
              silenceSeconds: 600,
            },
            metrics: [metric('weight', 0.1, 'g')],
          },
          {
            ...{ id: 'press', kind: 'modbus', host: '127.0.0.1', tcpPort, unit: 3, everyMs: 50, meaning: 'samples' },
            metrics: [metric('press-count', 1)],
            registers: [{ metric: 'press-count', table: 'holding', address: 40 }],
          },
        ],
      },
    ],
  } as PlantDefinition;
}

async function slave(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new ServerTCP({ getHoldingRegister: (of: number) => of }, { host: '127.0.0.1', port: 0, unitID: 3 });
  server.on('socketError', () => undefined);
  await once(server, 'initialized');
  const { _server } = server as unknown as { _server: Server };
  return {
    port: (_server.address() as AddressInfo).port,
    close: () => {
      for (const socket of server.socks.keys()) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

const HEADER =
  'LabVIEW Measurement\t\nOperator\tnobody\n***End_of_Header***\nX_Value\toven-temperature\toven-pressure\n';
const OVEN_ROWS = 1_200;
const PARTS = 2_000;
const ovenRow = (i: number) => `${time(BEGAN + i * 1_000)}\t${180 + (i % 10) / 10}\t${i % 100 === 0 ? '1.25' : ''}\n`;
const partRow = (i: number) => `7,A,${i + 1},1,${time(BEGAN + i * 900)}\n`;

interface Command {
  code: number | null;
  output: string;
  errors: string;
}

async function lineside(args: readonly string[], dataDir: string, env: Record<string, string> = {}): Promise<Command> {
  const child = spawn(process.execPath, [join(root, 'gateway/cli.ts'), ...args, '--data-dir', dataDir], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output, errors };
}

describe.skipIf(!hasSocat)('a plant with every kind of source', () => {
  let directory: PlantDirectory;
  let modbus: Awaited<ReturnType<typeof slave>>;

  beforeAll(async () => {
    modbus = await slave();
    directory = await plantDirectory();
    await mkdir(join(directory.path, 'Oven'));
    await mkdir(join(directory.path, 'Plc'));
    const rows = <T>(count: number, row: (i: number) => T) => Array.from({ length: count }, (_, i) => row(i)).join('');
    await writeFile(join(directory.camera, 'PR1.txt'), rows(PARTS, partRow));
    await writeFile(
      join(directory.path, 'Oven', 'oven.lvm'),
      `${HEADER}${rows(600, ovenRow)}broken row\n${rows(OVEN_ROWS - 600, (i) => ovenRow(600 + i))}`,
    );
    await writeFile(
      join(directory.path, 'Plc', 'state1.csv'),
      `RUN,${BEGAN}\nALARM,${BEGAN + 20 * MINUTE_MS}\nRUN,${Date.now() - 2 * MINUTE_MS}\n`,
    );
  });
  afterAll(async () => {
    await modbus.close();
    await directory.remove();
  });

  let running: GatewayProcess[] = [];
  const started = async (): Promise<GatewayProcess> => {
    const gateway = await startGatewayProcess(directory);
    running.push(gateway);
    return gateway;
  };
  afterEach(async () => {
    for (const gateway of running) await gateway.kill();
    running = [];
  });

  const ask = async <T>(gateway: GatewayProcess, path: string): Promise<T> => {
    const response = await fetch(`${gateway.address}${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const sources = async (gateway: GatewayProcess) =>
    new Map((await ask<{ sources: SourceSummary[] }>(gateway, '/api/sources')).sources.map((each) => [each.id, each]));
  /** All rows of a metric, as values, in order of time. */
  const values = async (gateway: GatewayProcess, id: string, from = BEGAN - HOUR_MS): Promise<number[]> => {
    const place = `metric=line8/${id}&from=${from}&to=${Date.now() + MINUTE_MS}&width=4000&tier=raw&format=json`;
    const reply = await ask<SeriesReply>(gateway, `/api/series?${place}`);
    if (reply.tier !== 'raw') throw new Error(`${id} is answered as ${reply.tier}`);
    return reply.columns.value.map((scaled) => Number((scaled * reply.resolution).toFixed(6)));
  };
  const weigh = (cable: Cable, from: number, count: number) =>
    cable.send(Array.from({ length: count }, (_, i) => `${from + i}.5\r\n`).join(''));

  it('has all of it, says so truly, and keeps it through a kill and every check', () =>
    withCable(async (cable) => {
      await writeFile(directory.plantFile, JSON.stringify(plantWith(cable.near, modbus.port)));
      let gateway = await started();
      await gateway.caughtUp();
      await until(async () => (await sources(gateway)).get('line8/scale')!.state === 'live');
      await weigh(cable, 0, 50);
      const oven = Array.from({ length: OVEN_ROWS }, (_, i) => Number((180 + (i % 10) / 10).toFixed(1)));
      await until(async () => (await values(gateway, 'weight')).length === 50);
      await until(async () => (await values(gateway, 'press-count')).length > 5);
      await until(async () => (await values(gateway, 'oven-temperature')).length >= OVEN_ROWS);
      expect(await values(gateway, 'oven-temperature')).toEqual(oven);
      expect(await values(gateway, 'oven-pressure')).toEqual(Array.from({ length: OVEN_ROWS / 100 }, () => 1.25));
      expect(await values(gateway, 'weight')).toEqual(Array.from({ length: 50 }, (_, i) => i + 0.5));
      expect(new Set(await values(gateway, 'press-count'))).toEqual(new Set([40]));

      const said = await sources(gateway);
      const counted = [...said].map(([id, { rowsRead, rejectedRows }]) => [id, rowsRead, rejectedRows]);
      expect(counted).toEqual([
        ['line8/vision', PARTS, 0],
        ['line8/oven', OVEN_ROWS + 1, 1],
        ['line8/plc', 3, 0],
        ['line8/scale', 50, 0],
        ['line8/press', expect.any(Number), 0],
      ]);
      for (const id of ['line8/scale', 'line8/press'])
        expect(said.get(id)).toMatchObject({ state: 'live', outages: [] });
      const detail = await ask<SourceDetail>(gateway, '/api/sources/line8/oven');
      expect(detail.files).toMatchObject([{ name: 'oven.lvm', rows: expect.any(Number) as number }]);
      expect(detail.files[0]!.position).toBe(detail.files[0]!.size);
      const { rows } = await ask<{ rows: { text: string }[] }>(gateway, '/api/sources/line8/oven/rejected');
      expect(rows.map(({ text }) => text)).toEqual(['broken row']);

      await appendFile(join(directory.path, 'Oven', 'oven.lvm'), ovenRow(OVEN_ROWS));
      await until(async () => (await values(gateway, 'oven-temperature')).length === OVEN_ROWS + 1);
      await gateway.kill();
      gateway = await started();
      await gateway.caughtUp();
      await until(async () => (await sources(gateway)).get('line8/scale')!.state === 'live');
      await weigh(cable, 50, 10);
      await until(async () => (await values(gateway, 'weight')).length >= 60);
      expect(await values(gateway, 'weight')).toEqual(Array.from({ length: 60 }, (_, i) => i + 0.5));
      await until(async () => (await values(gateway, 'oven-temperature')).length > OVEN_ROWS);
      expect(await values(gateway, 'oven-temperature')).toEqual([...oven, 180]);
      expect((await sources(gateway)).get('line8/scale')).toMatchObject({ state: 'live', openOutageSince: null });

      const verified = await lineside(['verify', '--json'], directory.dataDir);
      expect(JSON.parse(verified.output)).toMatchObject({ findings: [] });
      expect(verified.code).toBe(0);

      await gateway.stop();
    }));

  it('has its old files in finer steps after they were read anew by a command, each reading once', () =>
    withCable(async (cable) => {
      const changed = plantWith(cable.near, modbus.port);
      const finer = [metric('oven-temperature', 0.05, '°C'), metric('oven-pressure', 0.01, 'bar')];
      Object.assign(changed.lines[0]!.sources[1]!, { metrics: finer });
      await writeFile(directory.plantFile, JSON.stringify(changed));
      const gateway = await started();
      await gateway.caughtUp();
      const window = ['--from', time(BEGAN - HOUR_MS), '--to', time(Date.now())];
      const anew = await lineside(['reprocess', '--line', 'line8', '--source', 'oven', ...window], directory.dataDir);
      expect(anew).toMatchObject({ code: 0, output: expect.stringContaining('1 file(s) read anew') as string });
      await until(async () => (await values(gateway, 'oven-temperature')).length > OVEN_ROWS, 8_000).catch(() => null);
      expect((await values(gateway, 'oven-temperature')).length).toBe(OVEN_ROWS + 1);
      expect((await values(gateway, 'oven-temperature')).slice(0, 3)).toEqual([180, 180.1, 180.2]);
      expect((await lineside(['verify'], directory.dataDir)).code).toBe(0);
      await gateway.stop();
    }));
});

describe('a command', () => {
  let directory: PlantDirectory;
  beforeAll(async () => {
    directory = await plantDirectory(plantWith('/dev/ttyNone', 1502));
  });
  afterAll(() => directory.remove());
  const of = (...args: string[]) => lineside([...args, '--plant-file', directory.plantFile], directory.dataDir);

  it('imports readings and states, each row once, and what it could not read is told by place and reason', async () => {
    const oven = join(directory.path, 'old.lvm');
    await writeFile(oven, `${HEADER}${ovenRow(0)}broken\n${ovenRow(1)}`);
    const read = await of('import', '--line', 'line8', '--source', 'oven', oven);
    expect(read.code).toBe(0);
    expect(read.output).toContain(`not readable: old.lvm at byte ${HEADER.length + ovenRow(0).length}`);
    expect(read.output).toContain('1 file(s), 3 new rows, 1 not readable');
    const twice = await of('import', '--line', 'line8', '--source', 'oven', oven);
    expect(twice.output).toContain('1 file(s), 0 new rows, 0 not readable');
    const states = join(directory.path, 'states.csv');
    await writeFile(states, `RUN,${BEGAN}\nDANCE,${BEGAN + 1}\n`);
    const said = await of('import', '--line', 'line8', '--source', 'plc', states, '--json');
    expect(JSON.parse(said.output)).toMatchObject({
      rows: 2,
      rejectedRows: 1,
      rejected: [{ text: `DANCE,${BEGAN + 1}` }],
    });
  });

  it('verifies what it imported, and says by its exit code when something is wrong', async () => {
    expect(await of('verify')).toMatchObject({ code: 0, output: expect.stringContaining('all in order') as string });
    const [segment] = (await readdir(join(directory.dataDir, 'journal'))).sort();
    const path = join(directory.dataDir, 'journal', segment!);
    const bytes = await readFile(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 4;
    await writeFile(path, bytes);
    const damaged = await of('verify');
    expect(damaged.code).toBe(1);
    expect(damaged.output + damaged.errors).toContain('journal');
  });

  it('that asks for what is not there is answered in words, without a stack', async () => {
    const answers = [
      await of('import', '--line', 'line9', '--source', 'oven', 'x.lvm'),
      await of('import', '--line', 'line8', '--source', 'scale', 'x.lvm'),
      await of('import', '--line', 'line8', '--source', 'oven', join(directory.path, 'nowhere.lvm')),
      await of('reprocess', '--line', 'line8', '--source', 'camera', '--from', '2026-01-01', '--to', '2026-01-02'),
      await of('reprocess', '--line', 'line8', '--source', 'oven', '--from', 'yesterday', '--to', '2026-01-02'),
      await of('dance'),
    ];
    expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1]);
    const words = ['"line9"', '"scale"', 'nowhere.lvm', '"camera"', 'yesterday', '"dance"'];
    for (const [i, { errors }] of answers.entries()) {
      expect(errors).toContain(words[i]);
      expect(errors).not.toMatch(/\n {4}at /);
    }
  });

  it('says so in words when the gateway ends while it works for it', async () => {
    // Hangs up on whoever asks; called like a gateway, so that it is taken for one.
    const hangsUp = `require('net').createServer((socket) => socket.destroy())
      .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`;
    const impostor = spawn(process.execPath, ['-e', hangsUp, 'gateway/main.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(impostor.stdout, 'data')) as [Buffer];
    const dataDir = join(directory.path, 'ending');
    await mkdir(dataDir);
    const file = { id: 'gw-x', pid: impostor.pid, port: Number(line.toString()), token: 't' };
    await writeFile(join(dataDir, 'gateway.json'), JSON.stringify(file));
    const answer = await lineside(['verify'], dataDir);
    impostor.kill();
    expect(answer.code).toBe(1);
    expect(answer.errors).toContain('gateway');
    expect(answer.errors).not.toMatch(/\n {4}at /);
  });
});
