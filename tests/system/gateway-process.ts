/** A real gateway as a process of its own, on loopback, with a directory of its own; ended by its number. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayStatus } from '../../gateway/api/routes/status.ts';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { setupCode } from './gateway-here.ts';
import { localFetch, type Fetch } from './local-fetch.ts';
import { Visitor } from './visitor.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Some seconds on a quiet machine; on one that does much else it is all the same to the test. */
const START_MS = 60_000;

export interface GatewayProcess {
  address: string;
  /** A browser of its own, with nobody signed on. */
  visitor(): Visitor;
  /** Somebody who may everything but look after people, and is signed on. */
  tester(): Promise<Visitor>;
  /** The same person in a browser of its own. */
  elsewhere(): Promise<Visitor>;
  /** Everything that it printed. */
  output: () => string;
  status(): Promise<GatewayStatus>;
  /** What a command hands over. */
  job<T>(name: string, question: unknown): Promise<T>;
  /** Waits until every source is read to its end, every hour that is over is stated, and nothing waits for the store. */
  caughtUp(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<number | null>;
}

export interface GatewayOptions {
  dataDir: string;
  plantFile?: string;
  env?: Record<string, string>;
}

function spawnGateway(options: GatewayOptions): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [`${root}/gateway/main.ts`], {
    env: {
      PATH: process.env.PATH,
      TZ: process.env.TZ,
      PORT: '0',
      DATA_DIR: options.dataDir,
      ...(options.plantFile && { PLANT_FILE: options.plantFile }),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A worker that ends between start and clean-up must not leave it behind.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let output = '';
  child.stdout!.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.stderr!.on('data', (bytes: Buffer) => (output += bytes.toString()));
  return { child, output: () => output };
}

/** Runs a gateway that is expected to refuse; answers its exit code and what it said. */
export async function refusedStart(options: GatewayOptions): Promise<{ code: number | null; output: string }> {
  const { child, output } = spawnGateway(options);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output: output() };
}

export async function startGatewayProcess(options: GatewayOptions): Promise<GatewayProcess> {
  const { child, output } = spawnGateway(options);
  const exited = once(child, 'exit') as Promise<[number | null]>;
  /** One that does not start is not left behind. */
  const begun = async <T>(ask: () => T | Promise<T>) => {
    try {
      return await until(() => {
        if (child.exitCode !== null) throw new Error(`the gateway ended: ${output()}`);
        return ask();
      }, START_MS);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  };
  const address = await begun(() => /Lineside is at (\S+)/.exec(output())?.[1]);
  const job = <T>(name: string, question: unknown) => askedAsCommand<T>(address, options.dataDir, name, question);
  const status = () => job<GatewayStatus>('status', {});
  const visitor = () => new Visitor(address, undefined, fetchFor(address, options.dataDir));
  let tester: Promise<Visitor> | null = null;
  const gateway: GatewayProcess = {
    address,
    visitor,
    tester: () => (tester ??= signedOn(address, output, visitor)),
    elsewhere: async () => {
      await gateway.tester();
      return signedOn(address, output, visitor);
    },
    output,
    status,
    job,
    caughtUp: async () => {
      await until(async () => {
        if (child.exitCode !== null) throw new Error(`the gateway ended: ${output()}`);
        const now = await status().catch(() => null);
        return (
          now !== null &&
          now.facts.waiting === 0 &&
          now.unstatedHours === 0 &&
          now.sources.every(({ state, behindBytes }) => state !== 'starting' && behindBytes === 0)
        );
      });
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
  await begun(async () => (await status().catch(() => null))?.ready);
  return gateway;
}

/** As a command asks it: nobody needs to be signed on for that. Rejects while the gateway starts. */
export async function askedAsCommand<T>(address: string, dataDir: string, job: string, question: unknown): Promise<T> {
  const { token } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(question);
  const response = await fetchFor(address, dataDir)(`${address}/api/jobs/${job}`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${job}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

function fetchFor(address: string, dataDir: string): Fetch {
  return address.startsWith('https:') ? localFetch(dataDir) : fetch;
}

const TESTER = 'tester';

/** Lets somebody in, if need be by setting the gateway up with the code that it printed. */
export async function signedOn(
  address: string,
  output: () => string,
  visitor = () => new Visitor(address),
): Promise<Visitor> {
  const tester = visitor();
  const { ways, setup } = await tester.get<AccessAnswer>('/api/access');
  if (ways.demo) await tester.signOnAsDemo('demo-supervisor');
  else if (!setup) await tester.signOn(TESTER);
  else {
    const admin = visitor();
    await admin.setUp(await until(() => setupCode(output())));
    await admin.invite(TESTER, ['operator', 'supervisor', 'planner', 'engineer', 'quality'], '*', tester);
  }
  return tester;
}

/** Asks until there is an answer that is not false, null or undefined. */
export async function until<T>(ask: () => T | Promise<T>, timeoutMs = 30_000): Promise<NonNullable<Exclude<T, false>>> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer as NonNullable<Exclude<T, false>>;
    if (performance.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${ask.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
