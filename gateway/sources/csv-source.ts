/**
 * Follows text files that a machine writes row by row into a folder or several. What is read is decided by the source's own
 * look at the files, at fixed intervals and after each wake-up. Files with unread rows are read one after the other in
 * order of name, since names carry dates.
 */
import { AppError } from '../../shared/errors.ts';
import type { Header } from '../../shared/sources.ts';
import type { Encoding } from '../../shared/text-encoding.ts';
import { BackOff } from './back-off.ts';
import { Condition } from './condition.ts';
import type { FileStartRule } from './file-identity.ts';
import { filePattern, type FilePattern } from './file-pattern.ts';
import { FollowedFiles } from './followed-files.ts';
import { Pace } from './pace.ts';
import { isFileError } from './regular-file.ts';
import type { Block, Source, SourceParts, SourceStatus } from './source.ts';
import { WakeUp } from './wake-up.ts';
import { watchDirectory } from './watch-directory.ts';

const SWEEP_MS = { events: 1000, poll: 250 };
/** A full disk is tried soon again: rows go on within seconds after there is room. */
const RETRY = { firstMs: 500, maxMs: 2_000 };
/** A share that answers nothing for so long is gone, whatever the call that waits for it says in the end. */
const HANGING_MS = 10_000;
const SHOWN_PROBLEMS = 100;

export interface CsvSourceOptions {
  /** `<line>/<source>`. */
  id: string;
  /** Absolute folder that is never left; may be missing yet. */
  root: string;
  /** Names of the files below it, with `/`: `PR*.txt`, `2026-??/PR*.txt`, `**`. See `splitPath`. */
  pattern: string;
  /** Wake up on file-system events, or only look, for network shares, which have none. */
  watch: 'events' | 'poll';
  /** Time between two looks at all files; default 1 s with events, 250 ms without. */
  sweepMs?: number;
  /** What stands before the data rows of each file. */
  header?: Header | undefined;
  /** Of files without byte order mark; absent = UTF-8. */
  encoding?: Encoding | undefined;
  /** How `header` and `encoding` were declared before. */
  formerly?: readonly FileStartRule[] | undefined;
  parts: SourceParts;
}

export function csvSource(options: CsvSourceOptions): Source {
  return new CsvSource(options);
}

class CsvSource implements Source {
  readonly id: string;
  readonly #options: CsvSourceOptions;
  readonly #parts: SourceParts;
  readonly #pattern: FilePattern;
  readonly #files: FollowedFiles;
  readonly #condition: Condition;
  readonly #retry = new BackOff(RETRY);
  #lastBlockAt: number | null = null;

  constructor(options: CsvSourceOptions) {
    this.id = options.id;
    this.#options = options;
    this.#parts = {
      accept: (block) => this.#accept(block),
      known: (...of) => options.parts.known(...of),
      now: () => options.parts.now(),
    };
    this.#pattern = filePattern(options.pattern);
    this.#files = new FollowedFiles(options.root, this.#pattern, this.#parts.now);
    this.#condition = new Condition(`Looking into "${options.root}"`);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { root, watch, sweepMs = SWEEP_MS[watch] } = this.#options;
    const wakeUp = new WakeUp(signal);
    const pace = new Pace();
    const stopWatching = watch === 'poll' ? null : watchDirectory(root, this.#pattern, (name) => wakeUp.ring(name));
    let sweep: NodeJS.Timeout | undefined;
    try {
      while (!signal.aborted) {
        await wakeUp.rung();
        await pace.next(signal);
        const { all, names } = await wakeUp.next();
        if (names.length > 0) pace.looked();
        await this.#look(all, names, signal);
        // Counted from its end: a slow share gets its sweeps later, never one on top of the other.
        if (all) sweep = setTimeout(() => wakeUp.ring(), sweepMs);
      }
    } finally {
      clearTimeout(sweep);
      await stopWatching?.();
      await this.#files.close();
    }
  }

  status(): SourceStatus {
    const { listingSince, problems, behindBytes } = this.#files;
    const isHanging = listingSince !== null && this.#parts.now() - listingSince >= HANGING_MS;
    if (isHanging) this.#lose(listingSince, 'does not answer');
    return {
      ...this.#condition.report(),
      problems: problems.slice(0, SHOWN_PROBLEMS),
      behindBytes,
      lastBlockAt: this.#lastBlockAt,
    };
  }

  /** Expected failures end in the status and are tried again; only a bug comes out of here. */
  async #look(all: boolean, names: string[], signal: AbortSignal): Promise<void> {
    const { id, header, encoding, formerly } = this.#options;
    const how = { rule: { sourceId: id, header, encoding, formerly }, parts: this.#parts, signal };
    const began = this.#parts.now();
    try {
      const rung = names.filter((name) => this.#pattern.matches(name)).sort();
      // A new file may end the one before it, which has to be read first: that takes a look at all.
      const unheardOf = rung.some((name) => !this.#files.has(name));
      // Whatever the folders are like: what was open when they went can still be read.
      if (all) await this.#files.read([], how);
      if (all || unheardOf) await this.#files.read(await this.#files.sweep(), how);
      for (const name of rung) {
        if (await this.#files.needsReading(name)) await this.#files.read([name], how);
      }
      this.#retry.reset();
      this.#settle();
    } catch (error) {
      if (isFileError(error)) {
        this.#lose(began, `cannot be listed (${error.message})`);
      } else if (error instanceof AppError) {
        this.#condition.become('waiting', this.#parts.now(), error.message);
        await this.#retry.wait(signal);
      } else {
        throw error;
      }
    }
  }

  #settle(): void {
    const { root, pattern } = this.#options;
    const { count, newest } = this.#files;
    const now = this.#parts.now();
    if (count > 0) this.#condition.become('live', now, followed(count, newest));
    else this.#condition.become('waiting', now, `No file to read in "${root}" is called "${pattern}"`);
  }

  #lose(since: number, why: string): void {
    this.#condition.become('lost', since, `"${this.#options.root}" ${why}; waiting for it`);
  }

  async #accept(block: Block): Promise<void> {
    await this.#options.parts.accept(block);
    this.#lastBlockAt = block.receivedAt;
  }
}

function followed(count: number, newest: string): string {
  return count === 1 ? `Following 1 file, "${newest}"` : `Following ${count} files, the newest is "${newest}"`;
}
