/**
 * A gateway that was killed leaves a store process that ends by itself when it notices. Until then it holds the
 * database files, so the next gateway waits for it, and ends it only when it is surely that process.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../shared/errors.ts';

interface Run {
  /** Of the store process. */
  pid: number;
  /** Process id of the gateway that started it. */
  gateway: number;
}

const WAIT_MS = 5_000;
const LOOK_EVERY_MS = 25;

/** On the command line of our store process, and of no other: it is recognised by it. */
export function configFile(directory: string): string {
  return join(directory, 'pouchdb-server.json');
}

export async function rememberRun(directory: string, run: Run): Promise<void> {
  await writeFile(runFile(directory), JSON.stringify(run), { mode: 0o600 });
}

export async function forgetRun(directory: string): Promise<void> {
  await rm(runFile(directory), { force: true });
}

/** Returns when no former run holds the files; `DATA_DIR_UNUSABLE` when a living gateway uses the directory. */
export async function endLeftover(directory: string, log: (message: string) => void): Promise<void> {
  const run = await lastRun(directory);
  if (!run || !(await isOurs(run.pid, directory))) return;
  if (await isParent(run.gateway, run.pid)) {
    const message = `"${directory}" is in use by the gateway with process id ${run.gateway}; stop it, or use another`;
    throw new AppError('DATA_DIR_UNUSABLE', message);
  }
  if (await isGone(run.pid, directory)) return;
  log(`store process ${run.pid} of a former gateway does not end; killing it`);
  process.kill(run.pid, 'SIGKILL');
  await isGone(run.pid, directory);
}

async function lastRun(directory: string): Promise<Run | null> {
  try {
    return JSON.parse(await readFile(runFile(directory), 'utf8')) as Run;
  } catch {
    // Absent, or cut off by a power failure: then the process is gone too.
    return null;
  }
}

async function isGone(pid: number, directory: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += LOOK_EVERY_MS) {
    if (!(await isOurs(pid, directory))) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return false;
}

/** Process ids are given anew, so only the command line tells. Where there is no /proc, the start's own retries must do. */
async function isOurs(pid: number, directory: string): Promise<boolean> {
  return (await fromProc(pid, 'cmdline')).split('\0').includes(configFile(directory));
}

async function isParent(parent: number, pid: number): Promise<boolean> {
  return new RegExp(`^PPid:\\s+${parent}$`, 'm').test(await fromProc(pid, 'status'));
}

async function fromProc(pid: number, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
}

function runFile(directory: string): string {
  return join(directory, 'store-process.json');
}
