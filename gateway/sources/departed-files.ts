/**
 * Files whose name is gone or was given to another file while they were open: rotated, replaced, deleted. What was
 * written to them before (and, by a writer that has not noticed, shortly after) is read by their open handle.
 */
import type { CatchUp, FileTail } from './file-tail.ts';
import { isFileError } from './regular-file.ts';

/** Nobody writes any more to a file that rested this long after it lost its name. */
const RESTED_MS = 60_000;
/** A writer that replaces its file with every row must not use up all file handles. */
const MAX_OPEN = 8;

type How = Omit<CatchUp, 'finished' | 'departed'>;

export class DepartedFiles {
  #tails: FileTail[] = [];

  get behindBytes(): number {
    return this.#tails.reduce((sum, tail) => sum + tail.behindBytes, 0);
  }

  add(tail: FileTail): void {
    if (tail.isOpen) this.#tails.push(tail);
  }

  /**
   * Reads what is new in each; rejects when a block was refused. A half row at the end stays half, and is not read.
   * `named` = inodes that are there under some name.
   */
  async read(how: How, named: ReadonlySet<string>): Promise<void> {
    for (const tail of [...this.#tails]) {
      const departed = !named.has(tail.seen?.inode ?? '');
      const stays = await mayGrow(tail, { ...how, departed, finished: false });
      if (!stays) await this.#drop(tail);
    }
    while (this.#tails.length > MAX_OPEN) await this.#drop(this.#tails[0]!);
  }

  /** A file that is found under another name is read by that. */
  async giveBack(inodes: ReadonlySet<string>): Promise<void> {
    for (const tail of [...this.#tails]) {
      if (tail.seen && inodes.has(tail.seen.inode)) await this.#drop(tail);
    }
  }

  get any(): boolean {
    return this.#tails.length > 0;
  }

  async close(): Promise<void> {
    while (this.#tails.length > 0) await this.#drop(this.#tails[0]!);
  }

  async #drop(tail: FileTail): Promise<void> {
    this.#tails = this.#tails.filter((each) => each !== tail);
    await tail.release();
  }
}

async function mayGrow(tail: FileTail, how: CatchUp): Promise<boolean> {
  try {
    return await tail.catchUpDeparted(how, RESTED_MS);
  } catch (error) {
    // The share under it is gone; a file without name cannot be opened again.
    if (isFileError(error)) return false;
    throw error;
  }
}
