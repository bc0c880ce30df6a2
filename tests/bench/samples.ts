/**
 * What measuring costs that never ends: a real gateway with 50 sensors, for BENCH_SECONDS (default 60) each. All samples
 * are counted again in what it stored.
 */
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { Appended, Appending } from './appending-process.ts';
import { outcomeOf, start } from './child-program.ts';
import { inDirectory, usageWhile, type Usage } from './gateway-usage.ts';
import type { Measure } from './run.ts';
import { APPENDED_COLUMNS, fileSensor, modbusDevice, plantOf } from './sensor-plants.ts';
import { storedSamples, type StoredSamples } from './stopped-gateway.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const LINES = 5;
const SENSORS = 50;

export async function samples(): Promise<Measure[]> {
  return [
    ...(await fromFiles('1,000 samples/s from 50 files', { appendsPerSecond: 20, rowsPerAppend: 1 })),
    ...(await fromDevices('1,000 samples/s from 5 Modbus devices', { registers: 10, everyMs: 50 })),
    ...(await fromFiles('5,000 samples/s from 50 files', { appendsPerSecond: 20, rowsPerAppend: 5 })),
    ...(await fromDevices('5,000 samples/s from 5 Modbus devices', { registers: 50, everyMs: 50 })),
  ];
}

/** A folder a line, with ten files in each. */
async function fromFiles(id: string, pace: Pick<Appending, 'appendsPerSecond' | 'rowsPerAppend'>): Promise<Measure[]> {
  const lines = Array.from({ length: LINES }, (_, line) =>
    Array.from({ length: SENSORS / LINES }, (_, i) => ({ sensor: `s${i}`, file: `line${line + 1}/s${i}.csv` })),
  );
  const plant = plantOf(
    lines.map((sensors) => sensors.map(({ sensor, file }) => fileSensor(sensor, file, APPENDED_COLUMNS))),
  );
  return inDirectory(async (directory) => {
    const dataDir = join(directory, 'data');
    for (const { id: line } of plant.lines) await mkdir(join(directory, line));
    const files = lines.flat().map(({ file }) => join(directory, file));
    const plan: Appending = { files, seconds: SECONDS, ...pace };
    let appended: Appended | null = null;
    const usage = await usageWhile({ directory, dataDir, plant }, async () => {
      appended = await outcomeOf<Appended>(start('appending-process.ts', [JSON.stringify(plan)]));
    });
    const stored = await storedSamples(dataDir, plant);
    return measures(id, usage, stored, appended!.rows - countOf(stored));
  });
}

async function fromDevices(id: string, poll: { registers: number; everyMs: number }): Promise<Measure[]> {
  const devices = start('modbus-devices.ts', [String(LINES)]);
  try {
    const [printed] = (await once(createInterface(devices.stdout), 'line')) as [string];
    const ports = JSON.parse(printed) as number[];
    const plant = plantOf(ports.map((port) => [modbusDevice(port, poll.registers, poll.everyMs)]));
    return await inDirectory(async (directory) => {
      const dataDir = join(directory, 'data');
      const usage = await usageWhile({ directory, dataDir, plant }, () => setTimeout(SECONDS * 1000));
      const stored = await storedSamples(dataDir, plant);
      return measures(id, usage, stored, lostPolls(stored) * poll.registers);
    });
  } finally {
    devices.stdin.end();
  }
}

/** Register 0 counts polls: gaps and repeats in it, and registers that were stored less or more often than it. */
function lostPolls(stored: StoredSamples): number {
  let lost = 0;
  for (const [metric, counted] of stored) {
    const [line, register] = metric.split('/');
    if (register !== 'r0') lost += Math.abs(stored.get(`${line}/r0`)!.length - counted.length);
    else
      for (let i = 1; i < counted.length; i++)
        lost += Math.abs(((counted[i]!.scaled - counted[i - 1]!.scaled) & 0xffff) - 1);
  }
  return lost;
}

function countOf(stored: StoredSamples): number {
  return [...stored.values()].reduce((sum, { length }) => sum + length, 0);
}

function measures(id: string, usage: Usage, stored: StoredSamples, lost: number): Measure[] {
  const all = [...stored.values()].filter(({ length }) => length > 0);
  const [firstAt, lastAt] = [
    Math.min(...all.map(([first]) => first!.at)),
    Math.max(...all.map((some) => some.at(-1)!.at)),
  ];
  return [
    { id: `${id}: stored`, value: (countOf(stored) / (lastAt - firstAt)) * 1000, unit: 'samples/s' },
    { id: `${id}: lost or doubled`, value: lost, unit: 'samples' },
    { id: `${id}: gateway`, value: usage.gatewayCpu, unit: '% of a core' },
    { id: `${id}: its store`, value: usage.storeCpu, unit: '% of a core' },
    { id: `${id}: peak memory of the gateway`, value: usage.gatewayPeakMb, unit: 'MB' },
    { id: `${id}: peak memory of its store`, value: usage.storePeakMb, unit: 'MB' },
  ];
}
