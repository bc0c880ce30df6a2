/**
 * The plant file of a gateway that runs, as it is written by it: whole or not at all, with the former one kept beside it. A
 * file that a person changed by hand since the start is not written over.
 */
import { constants } from 'node:fs';
import { access, copyFile, open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import { plantText } from './plant-text.ts';

const KEPT_BACKUPS = 20;

export interface PreparedPlant {
  /** The file is the new one when it resolves, also after a power cut. */
  commit(): Promise<void>;
  /** Nothing was changed. */
  discard(): Promise<void>;
}

export class PlantOnDisk {
  readonly #path: string;
  readonly #now: () => number;
  /** What the gateway last read or wrote there; null = there is no file yet. */
  #known: unknown;

  constructor(parts: { path: string; known: unknown; now: () => number }) {
    this.#path = parts.path;
    this.#known = parts.known;
    this.#now = parts.now;
  }

  /**
   * Writes the plant beside the file. CONFLICT when the file is not as it was read; PLANT_FILE_UNWRITABLE when it could not be
   * replaced: better known before anything is done.
   */
  async prepare(plant: PlantDefinition): Promise<PreparedPlant> {
    const path = await realpath(this.#path).catch(() => this.#path);
    await this.#checkUntouched(path);
    const beside = `${path}.new`;
    const as = await this.#ownership(path);
    await this.#writable(() => writeDurably(beside, plantText(plant), as));
    return {
      commit: async () => {
        await this.#writable(async () => {
          // Once more: an editor may have been open meanwhile.
          await this.#checkUntouched(path);
          if (this.#known !== null) await keepFormer(path, this.#now());
          await rename(beside, path);
          await syncFolder(dirname(path));
        });
        this.#known = plant;
        // Too many of them are no reason to say that it failed.
        await dropOldBackups(path).catch(() => undefined);
      },
      discard: () => rm(beside, { force: true }),
    };
  }

  async #checkUntouched(path: string): Promise<void> {
    const there = await contentOf(path);
    if (isDeepStrictEqual(there, this.#known)) return;
    throw new AppError(
      'CONFLICT',
      `"${path}" was changed by hand since the gateway read it, and nothing is written over it; restart the gateway, then make the change again.`,
    );
  }

  /** Of the file; one that nobody has the right to write is meant to stay as it is, even for root. */
  async #ownership(path: string): Promise<Ownership> {
    if (this.#known === null) return { mode: 0o600 };
    return this.#writable(async () => {
      const { mode, uid, gid } = await stat(path);
      await access(path, constants.W_OK);
      if ((mode & 0o222) === 0) throw new Error('it is read-only');
      return { mode: mode & 0o777, owner: { uid, gid } };
    });
  }

  async #writable<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new AppError(
        'PLANT_FILE_UNWRITABLE',
        `"${this.#path}" cannot be written (${why}), so nothing was changed; let the gateway's user write the file and its folder.`,
        { cause: error },
      );
    }
  }
}

/** null = there is no file; text that is no JSON is nobody's. */
async function contentOf(path: string): Promise<unknown> {
  try {
    return JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return undefined;
  }
}

interface Ownership {
  mode: number;
  owner?: { uid: number; gid: number };
}

async function writeDurably(path: string, text: string, { mode, owner }: Ownership): Promise<void> {
  await rm(path, { force: true });
  const handle = await open(path, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.chmod(mode);
    // Only root can give a file away; for everybody else it is theirs already.
    if (owner) await handle.chown(owner.uid, owner.gid).catch(() => undefined);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** `plant.json.2026-10-06T22-42-10.123Z.bak`: colons are no part of names on Windows. */
const BACKUP = /^\.(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.bak$/;

/** Oldest first. */
async function backupsOf(path: string): Promise<string[]> {
  const name = basename(path);
  const beside = await readdir(dirname(path));
  return beside.filter((other) => other.startsWith(name) && BACKUP.test(other.slice(name.length))).sort();
}

async function keepFormer(path: string, now: number): Promise<void> {
  const [, hour, minute, second] =
    BACKUP.exec((await backupsOf(path)).at(-1)?.slice(basename(path).length) ?? '') ?? [];
  // After the latest, also when the clock was set back: the oldest go first.
  const at = Math.max(now, hour ? Date.parse(`${hour}:${minute}:${second}`) + 1 : 0);
  const backup = `${path}.${new Date(at).toISOString().replaceAll(':', '-')}.bak`;
  await copyFile(path, backup, constants.COPYFILE_EXCL);
  const handle = await open(backup, 'r+');
  await handle.sync().finally(() => handle.close());
}

async function dropOldBackups(path: string): Promise<void> {
  for (const old of (await backupsOf(path)).slice(0, -KEPT_BACKUPS))
    await rm(join(dirname(path), old), { force: true });
}

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders.
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
