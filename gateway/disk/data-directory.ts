/**
 * DATA_DIR: one gateway at a time, told by `gateway.json` (0600): id (kept for ever), pid, port, token of the one that
 * runs. A command finds the gateway alive by it and hands its job over.
 */
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isRunning, lock, LOCK_FILE, unlock, unusable } from './directory-lock.ts';

export interface GatewayFile {
  id: string;
  /** null = nobody uses the directory. */
  pid: number | null;
  /** null = no HTTP (a command at work). */
  port: number | null;
  /** For jobs over loopback. */
  token: string;
}

/** While it is there the folder holds half a restore, and the id that was given for it. */
const UNFINISHED = 'restore-unfinished';

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
    await make(path);
    await lock(path, pid);
    try {
      if ((await readdir(path)).includes(UNFINISHED))
        throw unusable(path, 'holds half a restore. Run "npx lineside restore" once more, or give another folder');
      const before = await readGatewayFile(path);
      const id = before?.id ?? newId();
      const directory = new DataDirectory(path, { id, pid, port: null, token: randomBytes(24).toString('base64url') });
      await directory.#write();
      return directory;
    } catch (error) {
      await unlock(path);
      throw error;
    }
  }

  /**
   * Takes an empty folder for a restore, which gets a gateway id that never was. What an earlier attempt left there is
   * removed. Nobody starts in it before `restored`. DATA_DIR_UNUSABLE when there is anything else.
   */
  static async forRestore(path: string, pid: number): Promise<DataDirectory> {
    await make(path);
    await lock(path, pid);
    try {
      const there = (await readdir(path)).filter((name) => name !== LOCK_FILE);
      if (there.length > 0 && !there.includes(UNFINISHED))
        throw unusable(path, 'is not empty. A backup is restored into an empty folder only; give another');
      const left = await readFile(join(path, UNFINISHED), 'utf8').catch(() => '');
      const id = /^gw-[0-9a-f]{8}$/.test(left) ? left : newId();
      await writeFile(join(path, UNFINISHED), id, { mode: 0o600, flush: true });
      await syncFolder(path);
      for (const name of there) if (name !== UNFINISHED) await rm(join(path, name), { recursive: true });
      return new DataDirectory(path, { id, pid, port: null, token: randomBytes(24).toString('base64url') });
    } catch (error) {
      await unlock(path);
      throw error;
    }
  }

  /** All of the restore is on the disk: from now on a gateway may start here. */
  async restored(): Promise<void> {
    this.#file = { ...this.#file, pid: null };
    await this.#write();
    await syncFolder(this.path);
    await rm(join(this.path, UNFINISHED));
    await syncFolder(this.path);
    await unlock(this.path);
  }

  /** The restore did not come to its end; another attempt may begin. */
  abandon(): Promise<void> {
    return unlock(this.path);
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

function newId(): string {
  return `gw-${randomBytes(4).toString('hex')}`;
}

async function make(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusable(path, `cannot be used: ${messageOf(error)}. Give a folder that may be written`, error);
  }
}

/** Windows opens no folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
