/** The files of one directory that a source follows: which there are, and which have something to read. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { FileTail } from './file-tail.ts';
import { isFileError } from './regular-file.ts';

/** A file that rested this long while a later one exists is looked at in every tenth sweep; a wake-up tells of a change anyway. */
const QUIET_AFTER_MS = 600_000;
const QUIET_TURNS = 10;
/** A file that rested this long while a later one exists will not be written again: its last row is whole. */
const FINISHED_AFTER_MS = 60_000;

export class FollowedFiles {
  readonly #directory: string;
  readonly #matches: (name: string) => boolean;
  readonly #now: () => number;
  readonly #files = new Map<string, FileTail>();
  readonly #problems = new Map<string, string>();
  #newest = '';
  #sweeps = 0;

  constructor(directory: string, matches: (name: string) => boolean, now: () => number) {
    this.#directory = directory;
    this.#matches = matches;
    this.#now = now;
  }

  get count(): number {
    return this.#files.size;
  }

  has(name: string): boolean {
    return this.#files.has(name);
  }

  get newest(): string {
    return this.#newest;
  }

  /** What keeps single files from being read, one sentence each. */
  get problems(): string[] {
    return [...this.#problems.values()];
  }

  get behindBytes(): number {
    let sum = 0;
    for (const tail of this.#files.values()) sum += tail.behindBytes;
    return sum;
  }

  /** Looks through the directory; resolves with the names to read. Rejects when the directory cannot be listed. */
  async sweep(): Promise<string[]> {
    let names: string[];
    try {
      names = (await readdir(this.#directory)).filter(this.#matches).sort();
    } catch (error) {
      this.#files.clear();
      throw error;
    }
    const present = new Set(names);
    for (const name of this.#files.keys()) if (!present.has(name)) this.forget(name);
    this.#newest = names.at(-1) ?? '';
    this.#sweeps++;
    const toRead: string[] = [];
    for (const [i, name] of names.entries()) {
      const isTurn = (i + this.#sweeps) % QUIET_TURNS === 0;
      if (!isTurn && this.tail(name).isRead && this.#hasRested(name, QUIET_AFTER_MS)) continue;
      if (await this.needsReading(name)) toRead.push(name);
    }
    return toRead;
  }

  /** Looks at one file. A file that cannot be looked at becomes a problem, one that is gone is forgotten. */
  async needsReading(name: string): Promise<boolean> {
    const tail = this.tail(name);
    let needed = false;
    await this.attempt(name, async () => {
      needed = (await tail.hasChanged()) || (tail.behindBytes > 0 && this.isFinished(name));
    });
    return needed;
  }

  /** Will it be written again? File names carry dates, so the last by name is the one that the machine is writing. */
  isFinished(name: string): boolean {
    return this.#hasRested(name, FINISHED_AFTER_MS);
  }

  tail(name: string): FileTail {
    const known = this.#files.get(name);
    if (known) return known;
    const tail = new FileTail(join(this.#directory, name));
    this.#files.set(name, tail);
    return tail;
  }

  /** Runs a file operation; what goes wrong with this one file is noted and stops no other. */
  async attempt(name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.#problems.delete(name);
    } catch (error) {
      if (isFileError(error) && error.code === 'ENOENT') this.forget(name);
      else if (isFileError(error)) this.#problems.set(name, `"${name}" cannot be read (${error.message})`);
      else if (error instanceof AppError && error.code === 'SOURCE_UNAVAILABLE')
        this.#problems.set(name, error.message);
      else throw error;
    }
  }

  forget(name: string): void {
    this.#files.delete(name);
    this.#problems.delete(name);
  }

  #hasRested(name: string, forMs: number): boolean {
    const modifiedAt = this.#files.get(name)?.modifiedAt ?? null;
    return name < this.#newest && modifiedAt !== null && this.#now() - modifiedAt > forMs;
  }
}
