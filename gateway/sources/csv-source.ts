/**
 * Follows text files that a machine writes row by row into a directory. What is read is decided by the source's own look at
 * the files, once a second and after each wake-up. Files with unread rows are read one after the other in order of name,
 * since names carry dates.
 */
import picomatch from 'picomatch';
import { AppError } from '../../shared/errors.ts';
import { BackOff } from './back-off.ts';
import { FollowedFiles } from './followed-files.ts';
import { isFileError } from './regular-file.ts';
import type { Block, Source, SourceParts, SourceStatus } from './source.ts';
import { WakeUp } from './wake-up.ts';
import { watchDirectory } from './watch-directory.ts';

const SWEEP_MS = 1000;
const RETRY = { firstMs: 500, maxMs: 30_000 };

export interface CsvSourceOptions {
  /** `<line>/<source>`. */
  id: string;
  /** Absolute; may be missing yet. */
  directory: string;
  /** Name or glob of the files, without folders: `PR*.txt`. */
  pattern: string;
  /** Wake up on file-system events (default). `false` for network shares, which have none: the sweep is enough. */
  watch?: boolean;
  /** Time between two looks at all files; default 1 s. */
  sweepMs?: number;
  /** The first row of each file names the columns. */
  startsWithHeader?: boolean;
  parts: SourceParts;
}

export function csvSource(options: CsvSourceOptions): Source {
  return new CsvSource(options);
}

class CsvSource implements Source {
  readonly id: string;
  readonly #options: CsvSourceOptions;
  readonly #parts: SourceParts;
  readonly #files: FollowedFiles;
  readonly #matches: (name: string) => boolean;
  readonly #retry = new BackOff(RETRY);
  #swept = false;
  #trouble: string | null = null;
  #lastBlockAt: number | null = null;

  constructor(options: CsvSourceOptions) {
    this.id = options.id;
    this.#options = options;
    this.#parts = {
      accept: (block) => this.#accept(block),
      known: (...of) => options.parts.known(...of),
      now: () => options.parts.now(),
    };
    this.#matches = fileNames(options.pattern);
    this.#files = new FollowedFiles(options.directory, this.#matches, this.#parts.now);
  }

  async run(signal: AbortSignal): Promise<void> {
    const wakeUp = new WakeUp(signal);
    const sweeps = setInterval(() => wakeUp.ring(), this.#options.sweepMs ?? SWEEP_MS);
    const stopWatching =
      this.#options.watch === false
        ? null
        : watchDirectory(this.#options.directory, this.#matches, (name) => wakeUp.ring(name));
    try {
      while (!signal.aborted) {
        const { all, names } = await wakeUp.next();
        await this.#look(all, names, signal);
      }
    } finally {
      clearInterval(sweeps);
      await stopWatching?.();
    }
  }

  status(): SourceStatus {
    const { directory, pattern } = this.#options;
    const { count, newest, problems, behindBytes } = this.#files;
    const base = { behindBytes, lastBlockAt: this.#lastBlockAt };
    const also = problems.length > 0 ? `; ${problems.slice(0, 3).join('; ')}` : '';
    if (this.#trouble !== null) return { ...base, state: 'waiting', detail: this.#trouble };
    if (!this.#swept) return { ...base, state: 'starting', detail: `Looking into "${directory}"` };
    if (count <= problems.length) {
      return { ...base, state: 'waiting', detail: `No file to read in "${directory}" is called "${pattern}"${also}` };
    }
    return { ...base, state: 'live', detail: `Following ${count} files, the newest is "${newest}"${also}` };
  }

  /** Expected failures end in the status and are tried again; only a bug comes out of here. */
  async #look(all: boolean, names: string[], signal: AbortSignal): Promise<void> {
    try {
      const rung = names.filter(this.#matches).sort();
      // A new file may end the one before it, which has to be read first: that takes a look at all.
      const unheardOf = rung.some((name) => !this.#files.has(name));
      if (all || unheardOf) await this.#read(await this.#files.sweep(), signal);
      for (const name of rung) {
        if (await this.#files.needsReading(name)) await this.#read([name], signal);
      }
      this.#swept = true;
      this.#trouble = null;
      this.#retry.reset();
    } catch (error) {
      if (isFileError(error)) {
        this.#trouble = `"${this.#options.directory}" cannot be listed (${error.message}); waiting for it`;
      } else if (error instanceof AppError) {
        this.#trouble = error.message;
        await this.#retry.wait(signal);
      } else {
        throw error;
      }
    }
  }

  async #read(names: string[], signal: AbortSignal): Promise<void> {
    const { id, startsWithHeader = false } = this.#options;
    const parts = this.#parts;
    for (const name of names) {
      if (signal.aborted) return;
      const finished = this.#files.isFinished(name);
      const rule = { sourceId: id, startsWithHeader };
      await this.#files.attempt(name, () => this.#files.tail(name).catchUp({ rule, parts, finished, signal }));
    }
  }

  async #accept(block: Block): Promise<void> {
    await this.#options.parts.accept(block);
    this.#lastBlockAt = block.receivedAt;
  }
}

/** Half-copied files (`.tmp`, `.part`) are left until they get their name. */
function fileNames(pattern: string): (name: string) => boolean {
  const matches = picomatch(pattern);
  return (name) => name === pattern || (matches(name) && !/\.(tmp|part)$|~$/i.test(name));
}
