/** One gateway with every kind of source at once, as a line has them. */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SeriesReply } from '../../shared/series/reply.ts';
import type { SourceDetail, SourceSummary } from '../../shared/sync/sources.ts';
import { hasSocat, withCable, type Cable } from './cable.ts';
import { BEGAN, HEADER, HOUR_MS, lineside, metric, modbusSlave, ovenRow, plantWith, time } from './every-source.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { plantDirectory, type PlantDirectory } from './packing-plant.ts';

const MINUTE_MS = 60_000;
const OVEN_ROWS = 1_200;
const PARTS = 2_000;
const partRow = (i: number) => `7,A,${i + 1},1,${time(BEGAN + i * 900)}\n`;

describe.skipIf(!hasSocat)('a plant with every kind of source', () => {
  let directory: PlantDirectory;
  let modbus: Awaited<ReturnType<typeof modbusSlave>>;

  beforeAll(async () => {
    modbus = await modbusSlave();
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
    return (await gateway.tester()).get<T>(path);
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
