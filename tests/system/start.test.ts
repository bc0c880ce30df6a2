import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusedStart, startGatewayProcess } from './gateway-process.ts';
import { PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';

describe('a gateway that cannot start says why, names the setting and ends with code 1', () => {
  let plant: PlantDirectory;
  beforeEach(async () => {
    plant = await plantDirectory();
  });
  afterEach(() => plant.remove());

  it('when the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, output } = await refusedStart({ ...plant, env: { PORT: String(port) } });
    other.close();
    expect(output.trim()).toBe(`PORT="${port}" is in use by another program. Stop it, or set PORT to another number.`);
    expect(code).toBe(1);
  });

  it('when DATA_DIR is a file', async () => {
    const file = join(plant.path, 'a-file');
    await writeFile(file, '');
    const { code, output } = await refusedStart({ ...plant, dataDir: file });
    expect(output).toContain(`DATA_DIR="${file}" cannot be used`);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('when another gateway uses DATA_DIR', async () => {
    const first = await startGatewayProcess(plant);
    const { code, output } = await refusedStart(plant);
    expect(output).toContain(`DATA_DIR="${plant.dataDir}" is in use by process`);
    expect(code).toBe(1);
    // The first one is not harmed.
    expect((await first.status()).ready).toBe(true);
    expect(await first.stop()).toBe(0);
  });

  it('when the plant file has faults: all of them at once', async () => {
    const [line] = PLANT.lines;
    const faulty = { ...PLANT, plant: { ...PLANT.plant, timezone: 'Mars/Olympus' }, lines: [line, line] };
    await writeFile(plant.plantFile, JSON.stringify(faulty));
    const { code, output } = await refusedStart(plant);
    expect(output).toContain(`PLANT_FILE="${plant.plantFile}" has 2 problem(s)`);
    expect(output).toContain('"Mars/Olympus" is not an IANA time zone');
    expect(output).toContain('the id "line8" is used twice');
    expect(code).toBe(1);
  });

  it('when the plant file is missing or no JSON', async () => {
    const missing = await refusedStart({ ...plant, plantFile: join(plant.path, 'nowhere.json') });
    expect(missing.output).toContain('there is no such file');
    await writeFile(plant.plantFile, '{ "plant": ');
    const broken = await refusedStart(plant);
    expect(broken.output).toContain('is not JSON');
    expect([missing.code, broken.code]).toEqual([1, 1]);
  });

  it('when several settings are wrong: all of them at once', async () => {
    const { code, output } = await refusedStart({ ...plant, env: { PORT: 'eighty', HOST: '0.0.0.0', TLS: 'off' } });
    expect(output).toContain('PORT="eighty" is not valid');
    expect(output).toContain('TLS="off" is not valid: on HOST="0.0.0.0"');
    expect(code).toBe(1);
  });
});
