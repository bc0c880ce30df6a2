/**
 * DATA_DIR: one gateway at a time, told by `gateway.json` (0600): id (kept for ever), pid, port, token of the one that
 * runs. A command finds the gateway alive by it and hands its job over.
 */
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../shared/errors.ts';

export interface GatewayFile {
  id: string;
  /** null = nobody uses the directory. */
  pid: number | null;
  /** null = no HTTP (a command at work). */
  port: number | null;
  /** For jobs over loopback. */
  token: string;
}

export class DataDirectory {
  readonly path: string;
  #file: GatewayFile;

  private constructor(path: string, file: GatewayFile) {
    this.path = path;
    this.#file = file;
  }

  /** The gateway that uses the directory now, or null. Creates nothing. */
  static async alive(path: string): Promise<GatewayFile | null> {
    const file = await readGatewayFile(path);
    return file && file.pid !== null && (await isRunning(file.pid)) ? file : null;
  }

  /** Takes the directory for the process `pid`; DATA_DIR_UNUSABLE when another has it or it cannot be written. */
  static async open(path: string, pid: number): Promise<DataDirectory> {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await access(path, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw unusable(path, `cannot be used: ${messageOf(error)}. Give a folder that may be written`, error);
    }
    await lock(path, pid);
    try {
      const before = await readGatewayFile(path);
      const id = before?.id ?? `gw-${randomBytes(4).toString('hex')}`;
      const directory = new DataDirectory(path, { id, pid, port: null, token: randomBytes(24).toString('base64url') });
      await directory.#write();
      return directory;
    } catch (error) {
      await unlock(path);
      throw error;
    }
  }

  get gateway(): string {
    return this.#file.id;
  }

  get token(): string {
    return this.#file.token;
  }

  async listening(port: number): Promise<void> {
    this.#file = { ...this.#file, port };
    await this.#write();
  }

  async release(): Promise<void> {
    this.#file = { ...this.#file, pid: null, port: null };
    await this.#write();
    await unlock(this.path);
  }

  async #write(): Promise<void> {
    try {
      await this.#writeFile();
    } catch (error) {
      if (codeOf(error) !== 'ENOSPC') throw error;
      // What a full disk is left for (see disk-space.ts): a gateway that cannot even start helps nobody.
      await rm(join(this.path, 'ballast'), { force: true });
      await this.#writeFile();
    }
  }

  /** Whole or not at all, also after a power cut: the id in it is what all history is found by. */
  async #writeFile(): Promise<void> {
    const target = join(this.path, 'gateway.json');
    const file = await open(`${target}.new`, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(this.#file, null, 2));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${target}.new`, target);
  }
}

/** null = there is none yet. A damaged one is refused: a new id would put all history out of sight. */
async function readGatewayFile(path: string): Promise<GatewayFile | null> {
  let text: string;
  try {
    text = await readFile(join(path, 'gateway.json'), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw unusable(path, `cannot be read: ${messageOf(error)}`, error);
  }
  const file = parsed(text);
  if (typeof file?.id !== 'string' || typeof file.token !== 'string') {
    throw unusable(path, 'has a damaged gateway.json. Put its copy back, or give another folder to begin anew');
  }
  return { id: file.id, token: file.token, pid: file.pid ?? null, port: file.port ?? null };
}

function parsed(text: string): Partial<GatewayFile> | null {
  try {
    return JSON.parse(text) as Partial<GatewayFile> | null;
  } catch {
    return null;
  }
}

/** A file that only one process can make. One that a killed process left is moved aside first, which also only one can. */
async function lock(path: string, pid: number): Promise<void> {
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

function unlock(path: string): Promise<void> {
  return rm(lockFile(path), { force: true });
}

function lockFile(path: string): string {
  return join(path, 'gateway.lock');
}

/** A killed gateway leaves its number behind, and the system gives numbers again: where /proc tells, the command counts. */
async function isRunning(pid: number): Promise<boolean> {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || /gateway[\\/](main|cli)\.ts/.test(command);
}

function unusable(path: string, why: string, cause?: unknown): AppError {
  return new AppError('DATA_DIR_UNUSABLE', `DATA_DIR="${path}" ${why}.`, { cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
