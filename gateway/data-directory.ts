/**
 * DATA_DIR: one gateway at a time, told by `gateway.json` (0600): id (kept for ever), pid, port, token of the one that
 * runs. A command finds the gateway alive by it and hands its job over.
 */
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
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

  /** Takes the directory for this process; DATA_DIR_UNUSABLE when another has it or it cannot be written. */
  static async open(path: string, pid: number): Promise<DataDirectory> {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      await access(path, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new AppError(
        'DATA_DIR_UNUSABLE',
        `DATA_DIR="${path}" cannot be used: ${error instanceof Error ? error.message : String(error)}. Give a folder that may be written.`,
        { cause: error },
      );
    }
    const before = await readGatewayFile(path);
    if (before && before.pid !== null && before.pid !== pid && (await isRunning(before.pid))) {
      throw new AppError(
        'DATA_DIR_UNUSABLE',
        `DATA_DIR="${path}" is in use by process ${before.pid}. Stop it, or give another folder.`,
      );
    }
    const directory = new DataDirectory(path, {
      id: before?.id ?? `gw-${randomBytes(4).toString('hex')}`,
      pid,
      port: null,
      token: randomBytes(24).toString('base64url'),
    });
    await directory.#write();
    return directory;
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
  }

  async #write(): Promise<void> {
    const target = join(this.path, 'gateway.json');
    await writeFile(`${target}.new`, JSON.stringify(this.#file, null, 2), { mode: 0o600 });
    await rename(`${target}.new`, target);
  }
}

async function readGatewayFile(path: string): Promise<GatewayFile | null> {
  try {
    const file = JSON.parse(await readFile(join(path, 'gateway.json'), 'utf8')) as Partial<GatewayFile>;
    if (typeof file.id !== 'string' || typeof file.token !== 'string') return null;
    return { id: file.id, token: file.token, pid: file.pid ?? null, port: file.port ?? null };
  } catch {
    return null;
  }
}

/** A killed gateway leaves its number behind, and the system gives numbers again: where /proc tells, the command counts. */
async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || /gateway[\\/](main|cli)\.ts/.test(command);
}
