/** Who uses a DATA_DIR: a file that only one process can make. One that a killed process left is moved aside first, which also only one can. */
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

export const LOCK_FILE = 'gateway.lock';

/** Rejects with DATA_DIR_UNUSABLE when a process that lives has it. */
export async function lock(path: string, pid: number): Promise<void> {
  const file = lockFile(path);
  for (;;) {
    const holder = await makeLock(file, pid);
    if (holder === null) return;
    if (holder !== pid && (await isRunning(holder))) {
      throw unusable(path, `is in use by process ${holder}. Stop it, or give another folder`);
    }
    const aside = `${file}.${pid}`;
    const moved = await rename(file, aside).then(
      () => true,
      () => false,
    );
    if (moved && (await holderOf(aside)) !== holder) await rename(aside, file);
    else await rm(aside, { force: true });
  }
}

/** null = the lock is ours; else who holds it. */
async function makeLock(file: string, pid: number): Promise<number | null> {
  try {
    const made = await open(file, 'wx', 0o600);
    await made.writeFile(String(pid));
    await made.close();
    return null;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return holderOf(file);
  }
}

/** -1 = nobody who is alive: gone, or killed before it wrote its number. */
async function holderOf(file: string): Promise<number> {
  // Between making the file and writing into it a moment passes.
  for (let look = 0; look < 20; look++) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) return -1;
    if (text !== '') return Number(text);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return -1;
}

export function unlock(path: string): Promise<void> {
  return rm(lockFile(path), { force: true });
}

function lockFile(path: string): string {
  return join(path, LOCK_FILE);
}

/** A killed gateway leaves its number behind, and the system gives numbers again: where /proc tells, the command counts. */
export async function isRunning(pid: number): Promise<boolean> {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || /gateway[\\/](main|cli)\.ts/.test(command);
}

export function unusable(path: string, why: string, cause?: unknown): AppError {
  return new AppError('DATA_DIR_UNUSABLE', `DATA_DIR="${path}" ${why}.`, { cause });
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
