/** The files below one root that a source follows: which there are, and which have something to read. */
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { DepartedFiles } from './departed-files.ts';
import type { FilePattern } from './file-pattern.ts';
import { FileTail, type CatchUp } from './file-tail.ts';
import { listFiles } from './list-files.ts';
import { isFileError, look, openBelow } from './regular-file.ts';

/** A file that rested longer is not looked at in every sweep: thousands of old files cost next to nothing … */
const RESTING_AFTER_MS = 60_000;
/** … but after a fraction of the time that it rested … */
const REST_PER_LOOK = 60;
/** … and so often at least. A wake-up tells of a change anyway. */
const MAX_UNSEEN_MS = 60_000;
/** A file that rested this long while a later one exists will not be written again: its last row is whole. */
const FINISHED_AFTER_MS = 60_000;
/** So many of the files that were written last stay open: what is written to them just before they are renamed or deleted is read. */
const KEPT_OPEN = 8;

type How = Omit<CatchUp, 'finished' | 'departed'>;

export class FollowedFiles {
  readonly #root: string;
  readonly #pattern: FilePattern;
  readonly #now: () => number;
  readonly #tails = new Map<string, FileTail>();
  readonly #lookedAt = new Map<string, number>();
  readonly #problems = new Map<string, string>();
  readonly #departed = new DepartedFiles();
  #folderProblems: string[] = [];
  #keptOpen: FileTail[] = [];
  /** The file that was written last. */
  #newest: FileTail | null = null;
  #listingSince: number | null = null;

  constructor(root: string, pattern: FilePattern, now: () => number) {
    this.#root = root;
    this.#pattern = pattern;
    this.#now = now;
  }

  /** How many can be read. */
  get count(): number {
    return this.#tails.size - this.#problems.size;
  }

  get newest(): string {
    return this.#newestTail()?.name ?? '';
  }

  /** What keeps single files and folders from being read, one sentence each. */
  get problems(): string[] {
    return [...this.#folderProblems, ...this.#problems.values()];
  }

  get behindBytes(): number {
    let sum = this.#departed.behindBytes;
    for (const tail of this.#tails.values()) sum += tail.behindBytes;
    return sum;
  }

  /** Since when the root is being listed, ms; a share that is gone can hold that up for minutes. `null` = it is not. */
  get listingSince(): number | null {
    return this.#listingSince;
  }

  has(name: string): boolean {
    return this.#tails.has(name);
  }

  /** Looks through the folders; resolves with the names to read. Rejects when the root cannot be listed. */
  async sweep(): Promise<string[]> {
    const names = await this.#list();
    const present = new Set(names);
    for (const name of this.#tails.keys()) if (!present.has(name)) this.#leave(name);
    const now = this.#now();
    const toRead: string[] = [];
    for (const name of names) {
      if (this.#isDue(name, now) && (await this.needsReading(name))) toRead.push(name);
    }
    return toRead;
  }

  /** Looks at one file. A file that cannot be looked at becomes a problem; one that is gone or another one departs. */
  async needsReading(name: string): Promise<boolean> {
    let needed = false;
    await this.#attempt(name, async () => {
      this.#tail(name);
      this.#lookedAt.set(name, this.#now());
      const seen = await look(join(this.#root, name));
      if (this.#tail(name).isAnother(seen)) this.#leave(name);
      const tail = this.#tail(name);
      needed = tail.sees(seen, this.#now(), this.#isFinished(tail));
      if (tail !== this.#newest && isLater(tail, this.#newestTail())) this.#newest = tail;
    });
    return needed;
  }

  /**
   * Reads files on, in this order; before them those that departed, since a file in their place may begin with the same
   * rows. What goes wrong with one file is noted and stops no other; rejects when a block was refused.
   */
  async read(names: readonly string[], how: How): Promise<void> {
    await this.#readDeparted(how);
    for (const name of names) {
      if (how.signal.aborted) return;
      await this.#attempt(name, () => this.#readOne(name, how));
    }
    // What was renamed, found again and opened under its new name is followed by that alone.
    if (this.#departed.any) await this.#departed.giveBack(inodes(this.#keptOpen));
  }

  async close(): Promise<void> {
    await this.#departed.close();
    for (const tail of this.#keptOpen.splice(0)) await tail.release();
  }

  async #list(): Promise<string[]> {
    this.#listingSince = this.#now();
    try {
      const { names, problems } = await listFiles(this.#root, this.#pattern);
      this.#folderProblems = problems;
      return names;
    } catch (error) {
      for (const name of this.#tails.keys()) this.#leave(name);
      this.#folderProblems = [];
      throw error;
    } finally {
      this.#listingSince = null;
    }
  }

  async #readOne(name: string, how: How): Promise<void> {
    const file = await openBelow(this.#root, name);
    if (this.#tail(name).isAnother(file.look)) {
      this.#leave(name);
      await this.#readDeparted(how).catch(async (error: unknown) => {
        await file.handle.close();
        throw error;
      });
    }
    const tail = this.#tail(name);
    await tail.catchUp(file, { ...how, finished: this.#isFinished(tail) }).finally(() => this.#keepOpen(tail));
  }

  async #readDeparted(how: How): Promise<void> {
    if (this.#departed.any) await this.#departed.read(how, inodes(this.#tails.values()));
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#problems.delete(name);
    } catch (error) {
      if (isFileError(error) && error.code === 'ENOENT') this.#leave(name);
      else if (isFileError(error)) this.#problems.set(name, `"${name}" cannot be read (${error.message})`);
      else if (error instanceof AppError && error.code === 'SOURCE_UNAVAILABLE')
        this.#problems.set(name, error.message);
      else throw error;
    }
  }

  #isDue(name: string, now: number): boolean {
    const tail = this.#tails.get(name);
    if (!tail?.isRead || tail === this.#newestTail()) return true;
    const restMs = tail.restMs(now);
    const unseenMs = now - (this.#lookedAt.get(name) ?? 0);
    // The clock may have been set back.
    return restMs < RESTING_AFTER_MS || unseenMs < 0 || unseenMs >= Math.min(MAX_UNSEEN_MS, restMs / REST_PER_LOOK);
  }

  /** Will it not be written again? Names carry dates: a later one, written later, is the one that the machine writes now. */
  #isFinished(tail: FileTail): boolean {
    const newest = this.#newestTail();
    return newest !== null && tail.name < newest.name && tail.restMs(this.#now()) > FINISHED_AFTER_MS;
  }

  #newestTail(): FileTail | null {
    if (!this.#newest) for (const tail of this.#tails.values()) if (isLater(tail, this.#newest)) this.#newest = tail;
    return this.#newest;
  }

  #tail(name: string): FileTail {
    const known = this.#tails.get(name);
    if (known) return known;
    const tail = new FileTail(name);
    this.#tails.set(name, tail);
    return tail;
  }

  #leave(name: string): void {
    const tail = this.#tails.get(name);
    this.#tails.delete(name);
    this.#lookedAt.delete(name);
    this.#problems.delete(name);
    if (!tail) return;
    if (tail === this.#newest) this.#newest = null;
    this.#keptOpen = this.#keptOpen.filter((each) => each !== tail);
    this.#departed.add(tail);
  }

  async #keepOpen(tail: FileTail): Promise<void> {
    const open = [...this.#keptOpen.filter((each) => each !== tail), tail];
    this.#keptOpen = open.sort((a, b) => (b.seen?.modifiedAt ?? 0) - (a.seen?.modifiedAt ?? 0));
    for (const old of this.#keptOpen.splice(KEPT_OPEN)) await old.release();
  }
}

/** Was it written later than the other, as far as is known? */
function isLater(tail: FileTail, other: FileTail | null): boolean {
  return tail.seen !== null && tail.seen.modifiedAt >= (other?.seen?.modifiedAt ?? 0);
}

function inodes(tails: Iterable<FileTail>): Set<string> {
  return new Set([...tails].flatMap(({ seen }) => seen?.inode ?? []));
}
