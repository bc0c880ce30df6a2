import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { CHANGED, STEPS } from './change-steps.ts';
import { ChangingPlant, OVEN } from './changing-plant.ts';

const START = Date.UTC(2026, 0, 5, 8);
const readings = (from: number, delimiter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${from + i * 1_000}${delimiter}${20 + (i % 50)}\n`).join('');

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

describe('a gateway that is killed while a source is changed', () => {
  it.each(STEPS)(
    'starts with the old source or the new one, and no row is lost or twice: %s',
    { timeout: 60_000 },
    async (step) => {
      const made = await ChangingPlant.make();
      const { directory } = made;
      directories.push(directory);
      const store = () =>
        startEmbeddedStore({ directory: join(directory, 'store'), log: () => undefined, now: Date.now });
      await made.write('oven/a.csv', readings(START, ',', 100));
      const program = fileURLToPath(new URL('changing-process.ts', import.meta.url));
      const child = spawn(process.execPath, [program, directory, step], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');

      const embedded = await store();
      const plant = await new ChangingPlant(directory, embedded.store).start();
      const isDone = ['committed', 'declared', 'saved'].includes(step);
      expect(plant.declared('line8').at(-1)).toEqual(isDone ? CHANGED : OVEN);
      expect(said === 'saved\n').toBe(step === 'saved');
      expect(await plant.written()).toEqual(plant.plant.definition);
      expect(await plant.latestVersion('line8')).toEqual(plant.plant.definition.lines[0]);
      await plant.write('oven/a.csv', readings(START + 200_000, isDone ? ';' : ',', 50));
      await vi.waitFor(() => expect(plant.rowsRead('line8', 'oven')).toBe(150), { timeout: 15_000 });
      expect(await plant.rows('line8', 'temperature')).toHaveLength(150);
      expect(await plant.findings()).toEqual([]);
      await plant.end();
      await embedded.stop();
    },
  );
});
