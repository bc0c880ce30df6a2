/**
 * Signing on, and what it costs everybody else when somebody guesses: 1,000 wrong PINs and passwords a second from another
 * address, at a station and as a stranger, beside an import, other people's sign-ons and their pages. Each is measured
 * quiet first: that is the peer of the same run.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import { enrolled, type EnrolledDevice } from '../system/enrolled-device.ts';
import { setupCode } from '../system/gateway-here.ts';
import { startGatewayProcess, until, type GatewayProcess } from '../system/gateway-process.ts';
import { dayOfRows, PLANT } from '../system/packing-plant.ts';
import { PASSWORD, Visitor } from '../system/visitor.ts';
import { outcomeOf, start, type Program } from './child-program.ts';
import type { Guessed, Guessing } from './guessing-process.ts';
import type { Measure } from './run.ts';

const SIGN_ONS = 40;
const AT_ONCE = 20;
const ROWS = 60_000;
const DAYS = 4;
const GUESSES_PER_SECOND = 1_000;
const GUESSING_SECONDS = 30;
const PAGES = 200;

interface Work {
  importRowsPerSecond: number;
  signOnP95: number;
  pageP95: number;
}

export async function access(): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-bench-'));
  const plantFile = join(directory, 'plant.json');
  const plant = { ...PLANT, lines: PLANT.lines.map((line) => ({ ...line, sources: line.sources.slice(0, 1) })) };
  await writeFile(plantFile, JSON.stringify(plant));
  const gateway = await startGatewayProcess({ dataDir: join(directory, 'data'), plantFile });
  try {
    const admin = new Visitor(gateway.address);
    await admin.setUp(await until(() => setupCode(gateway.output())));
    const person = await admin.invite('somebody', ['operator']);
    await person.send('PUT', '/api/access/pin', { current: PASSWORD, pin: '482915' });
    const [station, attacked] = [await enrolled(admin, 'station'), await enrolled(admin, 'station')];
    const files = await daysOfRows(directory);

    const one = await repeated(SIGN_ONS, () => signOnAt(station));
    const bare = await bareVerification();
    const many: Visitor[] = [];
    for (let i = 0; i < AT_ONCE; i++) many.push(await admin.invite(`person-${i}`, ['operator']));
    const together = await Promise.all(many.map((visitor) => timed(() => visitor.signOn(visitor.user!))));

    const quiet = await work(gateway, person, station, files.slice(0, DAYS));
    const guesser = guess(gateway, attacked);
    await pause(2_000);
    const guessed = await work(gateway, person, station, files.slice(DAYS));
    const { sent, answers } = await outcomeOf<Guessed>(guesser);
    console.log(`${sent} guesses were answered:`, answers);

    const beside = (id: string, unit: string, value: number, other: number): Measure => ({
      ...{ id: `${id}, ${GUESSES_PER_SECOND} guesses/s`, value, unit },
      ...{ peer: { name: 'the same, nobody guessing', value: other }, ratio: value / other },
    });
    const p95 = quantile(one, 0.95);
    return [
      { id: `sign-on with PIN at a station, p50 of ${SIGN_ONS}`, value: quantile(one, 0.5), unit: 'ms' },
      {
        ...{ id: `sign-on with PIN at a station, p95 of ${SIGN_ONS}`, value: p95, unit: 'ms' },
        ...{ peer: { name: 'argon2id alone, p95', value: quantile(bare, 0.95) }, ratio: p95 / quantile(bare, 0.95) },
      },
      { id: `${AT_ONCE} people at once, p95`, value: quantile(together, 0.95), unit: 'ms' },
      beside('import', 'rows/s', guessed.importRowsPerSecond, quiet.importRowsPerSecond),
      beside("another person's sign-on, p95", 'ms', guessed.signOnP95, quiet.signOnP95),
      beside("another person's page, p95", 'ms', guessed.pageP95, quiet.pageP95),
    ];
  } finally {
    await gateway.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** All at the same time, as on a working day. */
async function work(gateway: GatewayProcess, person: Visitor, station: EnrolledDevice, files: string[]): Promise<Work> {
  const [importMs, signOns, pages] = await Promise.all([
    timed(() => gateway.job('import', { line: 'line8', source: 'vision', files })),
    repeated(SIGN_ONS, () => signOnAt(station)),
    repeated(PAGES, () => timed(() => person.get('/api/sync/hours?limit=200'))),
  ]);
  return {
    importRowsPerSecond: (files.length * ROWS * 1_000) / importMs,
    signOnP95: quantile(signOns, 0.95),
    pageP95: quantile(pages, 0.95),
  };
}

function signOnAt(station: EnrolledDevice): Promise<number> {
  const body = { way: 'pin', user: 'somebody', pin: '482915', origin: station.origin };
  return timed(() => station.post('/api/access/sign-on', body));
}

function guess(gateway: GatewayProcess, station: EnrolledDevice): Program {
  const cookie = [...station.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const pins = Array.from({ length: 100 }, (_, i) => String(100_000 + i * 777));
  const atStation = pins.map((pin) => ({ way: 'pin', user: 'somebody', pin, origin: station.origin }));
  const asStranger = pins.map((pin) => ({
    way: 'password',
    user: 'somebody',
    password: `guess ${pin} guess`,
    origin: 'device-guess001',
  }));
  const { hostname, port } = new URL(gateway.address);
  const plan: Guessing = {
    port: Number(port),
    bodies: atStation.flatMap((body, i) => [body, asStranger[i]]),
    headers: { cookie, host: `${hostname}:${port}` },
    perSecond: GUESSES_PER_SECOND,
    seconds: GUESSING_SECONDS,
  };
  return start('guessing-process.ts', [JSON.stringify(plan)]);
}

/** The same work for the processor, and nothing else. */
async function bareVerification(): Promise<number[]> {
  const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  const stored = await hash('482915', options);
  return repeated(SIGN_ONS, () => timed(() => verify(stored, '482915')));
}

async function daysOfRows(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (let day = 0; day < 2 * DAYS; day++) {
    const { file, rows } = dayOfRows(Date.UTC(2026, 0, 5 + day, 20), ROWS, `day ${day}`);
    files.push(join(directory, file));
    await writeFile(files.at(-1)!, rows.join(''));
  }
  return files;
}

async function repeated(times: number, once: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) all.push(await once());
  return all;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
