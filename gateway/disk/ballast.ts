/** A file that only takes room, to be given up when it is needed most. */
import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';

const PIECE_BYTES = 1024 * 1024;

export class Ballast {
  readonly bytes: number;
  readonly #path: string;

  constructor(path: string, bytes: number) {
    this.#path = path;
    this.bytes = bytes;
  }

  async missingBytes(): Promise<number> {
    const there = await stat(this.#path).catch(() => null);
    return there?.size === this.bytes ? 0 : this.bytes;
  }

  /** Answers whether it is there, whole; leaves nothing when it could not be written. */
  async make(): Promise<boolean> {
    if ((await this.missingBytes()) === 0) return true;
    const isWritten = await written(this.#path, this.bytes);
    if (!isWritten) await this.drop();
    return isWritten;
  }

  /** Tries it with a little file beside it. */
  async isDiskWritable(): Promise<boolean> {
    const path = `${this.#path}.trial`;
    const isWritten = await written(path, PIECE_BYTES);
    await rm(path, { force: true }).catch(() => undefined);
    return isWritten;
  }

  async drop(): Promise<void> {
    await rm(this.#path, { force: true }).catch(() => undefined);
  }
}

/** Bytes that no file system can make smaller: a promise of room is no room. */
async function written(path: string, bytes: number): Promise<boolean> {
  try {
    const handle = await open(path, 'w', 0o600);
    try {
      for (let left = bytes; left > 0; left -= PIECE_BYTES)
        await handle.writeFile(randomBytes(Math.min(left, PIECE_BYTES)));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch {
    return false;
  }
}
