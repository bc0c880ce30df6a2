/** `/health`, `/metrics` and the log of a real gateway, as those see them who look after many. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Health } from '../../gateway/health/health-watch.ts';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { ended } from './installed-release.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from './packing-plant.ts';

const TOKEN = 'scrape-token-of-the-plant';
const launcher = fileURLToPath(new URL('../../gateway/launcher.js', import.meta.url));

describe('a gateway that is looked after', () => {
  let plant: PlantDirectory;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    plant = await plantDirectory();
    const { file, rows } = dayOfRows(Date.now() - 86_400_000, 500);
    await writeFile(join(plant.camera, file), rows.join('') + 'not readable\n');
    const token = join(plant.path, 'token');
    await writeFile(token, TOKEN, { mode: 0o600 });
    gateway = await startGatewayProcess({ ...plant, env: { METRICS_TOKEN_FILE: token } });
    await gateway.caughtUp();
  });
  afterAll(async () => {
    await gateway.stop();
    await plant.remove();
  });
  const scrape = async (): Promise<string> => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    return (await fetch(`${gateway.address}/metrics`, { headers })).text();
  };

  it('tells anybody how it is, and nobody what its lines are called', async () => {
    const response = await fetch(`${gateway.address}/health`);
    const text = await response.text();
    expect(response.status).toBe(200);
    const health = JSON.parse(text) as Health;
    expect(health).toMatchObject({ ready: true, role: 'line' });
    expect(health.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['start', 'store', 'journal', 'disk', 'sources', 'clock', 'eventLoop']),
    );
    expect(text).not.toMatch(/line8|Line 8|vision/);
  });

  it('tells it to the launcher, by its exit code', async () => {
    const env = { ...process.env, DATA_DIR: plant.dataDir };
    const { code, output } = await ended(spawn(process.execPath, [launcher, 'health'], { env }));
    expect({ code, output }).toMatchObject({
      code: 0,
      output: expect.stringContaining('store: The store answers.') as string,
    });
    const none = await ended(spawn(process.execPath, [launcher, 'health'], { env: { ...env, DATA_DIR: plant.path } }));
    expect(none.code).toBe(1);
  });

  it('counts what was read and what was not, for whoever has the token', async () => {
    await until(async () => (await scrape()).includes('lineside_rows_total{line="line8",source="vision"} 501'));
    const text = await scrape();
    expect(text).toContain('lineside_rows_rejected_total{line="line8",source="vision"} 1');
    expect(text).toMatch(/lineside_store_request_duration_seconds_count\{operation="insert"\} [1-9]/);
    expect((await fetch(`${gateway.address}/metrics`)).status).toBe(401);
  });

  it('shows them to somebody who sees the status of all lines', async () => {
    const tester = await gateway.tester();
    expect((await tester.ask('/metrics')).status).toBe(200);
  });

  it('logs an object a line, with the gateway in it, and never the token', async () => {
    await until(() => gateway.output().includes('All lines are read.'));
    const lines = gateway
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'));
    expect(lines.map((line) => JSON.parse(line) as object)).toContainEqual(
      expect.objectContaining({ level: 'info', msg: 'All lines are read.' }),
    );
    expect(gateway.output()).not.toContain(TOKEN);
  });
});
