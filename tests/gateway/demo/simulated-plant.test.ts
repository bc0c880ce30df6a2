import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SerialPortStream } from '@serialport/stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plantProblems } from '../../../shared/plant-problems.ts';
import { demoPlantFile } from '../../../gateway/demo/demo-plant.ts';
import { demoBinding } from '../../../gateway/demo/demo-ports.ts';
import { seededRandom } from '../../../gateway/demo/random.ts';
import { startSimulatedPlant } from '../../../gateway/demo/simulated-plant.ts';

const ZONE = 'America/Los_Angeles';
const HOUR_MS = 3_600_000;
/** 30 minutes before midnight of the plant. */
const EVENING = Date.parse('2026-06-10T23:30-07:00');

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'lineside-demo-'))));
afterEach(() => rm(directory, { recursive: true }));

interface Options {
  historyMs?: number;
  folder?: string;
  messages?: string[];
}

async function start(now: () => number, { historyMs, folder = '', messages = [] }: Options) {
  const stop = new AbortController();
  const plant = await startSimulatedPlant({
    directory: join(directory, folder),
    timezone: ZONE,
    seed: 'test',
    now,
    signal: stop.signal,
    log: (message) => messages.push(message),
    ...(historyMs === undefined ? {} : { historyMs }),
  });
  return async (): Promise<void> => {
    stop.abort();
    await plant.stopped;
  };
}

/** Brings the files up to `at` and stops, as a gateway that is started and ended at once. */
async function runAt(at: number, options: Options = {}): Promise<void> {
  const stopped = await start(() => at, options);
  await stopped();
}

/** Runs from `at` on, a thousand times as fast as life, until the function that it answers is called. */
function runFast(at: number, options: Options = {}): Promise<() => Promise<void>> {
  const startedAt = performance.now();
  return start(() => at + (performance.now() - startedAt) * 1000, options);
}

async function filesOf(folder = '', line = 'Line8'): Promise<Record<string, string>> {
  const names = (await readdir(join(directory, folder, line))).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, folder, line, name), 'utf8')));
  return Object.fromEntries(names.map((name, i) => [name, texts[i]!]));
}

/** Time of day of a file's first or last row. */
const timeIn = (text: string, place: 0 | -1) => text.trim().split('\n').at(place)!.split(' ')[1];

describe('the plant file of the simulated plant', () => {
  it('is valid', () => {
    expect(plantProblems(demoPlantFile(ZONE))).toEqual([]);
  });
});

describe('the simulated plant, started for the first time', () => {
  it('writes whole rows of the history up to now, a file per day', async () => {
    await runAt(EVENING + HOUR_MS, { historyMs: 2 * HOUR_MS });
    const files = await filesOf();
    expect(Object.keys(files)).toEqual(['PR20260610.txt', 'PR20260611.txt']);
    expect(timeIn(files['PR20260610.txt']!, 0)).toMatch(/^22:3/);
    expect(timeIn(files['PR20260610.txt']!, -1)).toMatch(/^23:5/);
    expect(timeIn(files['PR20260611.txt']!, 0)).toMatch(/^00:00/);
    expect(timeIn(files['PR20260611.txt']!, -1)).toMatch(/^00:2/);
    expect(Object.values(files).every((text) => text.endsWith('\n'))).toBe(true);
  });

  it('begins 8 hours ago, or with the production day if that is longer', async () => {
    await runAt(EVENING, { folder: 'evening' });
    expect(timeIn((await filesOf('evening'))['PR20260610.txt']!, 0)).toMatch(/^06:/);
    await runAt(Date.parse('2026-06-10T09:00-07:00'), { folder: 'morning' });
    expect(timeIn((await filesOf('morning'))['PR20260610.txt']!, 0)).toMatch(/^01:0/);
    expect(Object.keys(await filesOf('morning'))).toHaveLength(1);
  });
});

describe('the simulated plant, started again', () => {
  it('goes on as if it had never stopped, wherever it was killed', async () => {
    const end = EVENING + 90 * 60_000;
    await runAt(EVENING - HOUR_MS, { folder: 'whole', historyMs: HOUR_MS });
    await runAt(end, { folder: 'whole' });
    const whole = await filesOf('whole');

    const random = seededRandom('kills');
    await runAt(EVENING - HOUR_MS, { folder: 'killed', historyMs: HOUR_MS });
    for (let at = EVENING - HOUR_MS; at < end; at += random() * 1_500_000) {
      await runAt(at, { folder: 'killed' });
      const [name, text] = Object.entries(await filesOf('killed')).at(-1)!;
      // A kill may leave any part of the last append behind, seldom exactly whole rows.
      const kept = Math.max(1, text.length - Math.floor(random() * 200));
      await truncate(join(directory, 'killed/Line8', name), kept);
    }
    await runAt(end, { folder: 'killed' });
    expect(await filesOf('killed')).toEqual(whole);
    expect(await filesOf('killed', 'Line7')).toEqual(await filesOf('whole', 'Line7'));
  });

  it('fills in the days that it was off', async () => {
    await runAt(EVENING, { historyMs: HOUR_MS });
    await runAt(EVENING + 48 * HOUR_MS);
    const files = await filesOf();
    expect(Object.keys(files)).toEqual(['PR20260610.txt', 'PR20260611.txt', 'PR20260612.txt']);
    expect(timeIn(files['PR20260611.txt']!, 0)).toMatch(/^00:00/);
  });

  it('does not fill in more than a week', async () => {
    await runAt(EVENING, { historyMs: HOUR_MS });
    await runAt(EVENING + 30 * 24 * HOUR_MS);
    expect(Object.keys(await filesOf())).toEqual([
      'PR20260610.txt',
      ...['0703', '0704', '0705', '0706', '0707', '0708', '0709', '0710'].map((day) => `PR2026${day}.txt`),
    ]);
  });

  it('touches nothing of a file that is not its own, and goes on from now', async () => {
    await runAt(EVENING, { historyMs: HOUR_MS });
    const path = join(directory, 'Line8/PR20260610.txt');
    await writeFile(path, 'somebody,else\nwas,he');
    const messages: string[] = [];
    const stopped = await runFast(EVENING, { messages });
    await expect
      .poll(() => readFile(path, 'utf8'), { timeout: 10_000 })
      .toMatch(/^somebody,else\nwas,he\n\d{7},.* 23:[345]/);
    await stopped();
    expect(messages).toEqual([expect.stringContaining(`"${path}" was not written by this simulation`)]);
  });
});

describe('the simulated plant, running', () => {
  it('appends rows when they happen and begins a new file at midnight', async () => {
    const stopped = await runFast(EVENING, { historyMs: HOUR_MS });
    const before = await filesOf();
    expect(Object.keys(before)).toEqual(['PR20260610.txt']);
    await expect
      .poll(async () => timeIn((await filesOf())['PR20260611.txt'] ?? ' ', -1), { timeout: 15_000 })
      .toMatch(/^00:[0-5][1-9]/);
    await stopped();

    const files = await filesOf();
    expect(files['PR20260610.txt']!.startsWith(before['PR20260610.txt']!)).toBe(true);
    expect(files['PR20260610.txt']!.length).toBeGreaterThan(before['PR20260610.txt']!.length);
    expect(timeIn(files['PR20260611.txt']!, 0)).toMatch(/^00:00/);
  });

  it('reports the sealing temperature on a serial port that is opened like any other', async () => {
    const stopped = await runFast(EVENING, { historyMs: HOUR_MS });
    const source = demoPlantFile(ZONE).lines[0]!.sources.find(({ kind }) => kind === 'serial')!;
    const port = new SerialPortStream({ binding: demoBinding, path: source.path, baudRate: 9600 });
    let text = '';
    port.on('data', (bytes: Buffer) => (text += bytes.toString()));
    await expect.poll(() => text.split('\r\n').length, { timeout: 10_000 }).toBeGreaterThan(5);
    port.close();
    await once(port, 'close');
    await stopped();
    const readings = text.split('\r\n').slice(0, -1);
    expect(readings.every((reading) => /^1[678]\d\.\d$/.test(reading))).toBe(true);
  });
});
