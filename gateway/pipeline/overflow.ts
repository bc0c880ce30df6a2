/**
 * What waits for a store that is away, beyond what fits into memory: in files, in order. It need not survive a kill: all
 * of it is made from the journal, which is kept until the store has it, and a start replays that.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** So much is written to (and read from) a file at once. */
const FILE_ITEMS = 500;
const RETRY_MS = 1_000;

export class Overflow<T> {
  readonly #directory: string;
  readonly #log: (message: string) => void;
  #files: { path: string; items: number }[] = [];
  #buffer: T[] = [];
  #writing: Promise<void> | null = null;
  #written = 0;
  #troubled = false;

  private constructor(directory: string, log: (message: string) => void) {
    this.#directory = directory;
    this.#log = log;
  }

  /** Begins empty: what an earlier run left is in the journal. */
  static async open<T>(directory: string, log: (message: string) => void): Promise<Overflow<T>> {
    await rm(directory, { recursive: true, force: true });
    return new Overflow<T>(directory, log);
  }

  get length(): number {
    return this.#buffer.length + this.#files.reduce((sum, { items }) => sum + items, 0);
  }

  push(item: T): void {
    this.#buffer.push(item);
    if (this.#buffer.length >= FILE_ITEMS) this.#writing ??= this.#write();
  }

  /** Resolves when the disk keeps up; while it is full, the sources wait. */
  async room(): Promise<void> {
    while (this.#buffer.length >= 2 * FILE_ITEMS) {
      await (this.#writing ??= this.#write());
      if (this.#buffer.length >= 2 * FILE_ITEMS) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** The oldest items, some at a time; they leave. */
  async take(): Promise<T[]> {
    await this.#writing;
    const file = this.#files[0];
    if (!file) return this.#buffer.splice(0);
    const items = JSON.parse(await readFile(file.path, 'utf8')) as T[];
    this.#files.shift();
    await rm(file.path, { force: true });
    return items;
  }

  async #write(): Promise<void> {
    while (this.#buffer.length >= FILE_ITEMS) {
      const items = this.#buffer.slice(0, FILE_ITEMS);
      const path = join(this.#directory, `${String(this.#written++).padStart(8, '0')}.json`);
      try {
        await mkdir(this.#directory, { recursive: true, mode: 0o700 });
        await writeFile(path, JSON.stringify(items), { mode: 0o600 });
        this.#files.push({ path, items: items.length });
        this.#buffer = this.#buffer.slice(FILE_ITEMS);
        this.#troubled = false;
      } catch (error) {
        if (!this.#troubled)
          this.#log(`Documents that wait for the store cannot be put to "${path}" (${String(error)}); rows wait`);
        this.#troubled = true;
        await rm(path, { force: true }).catch(() => undefined);
        // They stay in memory; the next push tries again, and whoever asks for room.
        break;
      }
    }
    this.#writing = null;
  }
}
