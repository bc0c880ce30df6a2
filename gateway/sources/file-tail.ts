/**
 * One file that is written row by row: how far it was read, and how to read on. The file stays open until `release`, so
 * that it can be read to its end when it is renamed or deleted meanwhile.
 */
import type { FileHandle } from 'node:fs/promises';
import { identifyKnown, type FileIdentity, type IdentityRule } from './file-identity.ts';
import { Handover } from './handover.ts';
import { advance, locate, startsAsBefore, type Place } from './place.ts';
import { readRows } from './read-rows.ts';
import { lookAgain, type Look, type OpenFile } from './regular-file.ts';
import { Rest } from './rest.ts';
import type { SourceParts } from './source.ts';

/** A file that changes this often while it is read is left until the next wake-up. */
const MAX_CHANGES = 3;
/** A file that begins as before and is shorter is taken for rewritten when it has not grown for so long … */
const SHORTER_RESTED_MS = 3_000;
/** … or when it has been shorter for so long. Until then it may be an upload of the same file that began anew. */
const SHORTER_LASTED_MS = 60_000;
/**
 * Time stamps of files go in steps, up to 2 s: a file that was read in the step of its last change may have been rewritten
 * in it, with the same size, and look the same. It is read once more when the step is over.
 */
const STAMP_STEP_MS = 2_000;
const NOTHING_READ = { stamp: '', finished: false, surely: false };

export interface CatchUp {
  rule: IdentityRule;
  parts: SourceParts;
  /** Nothing more will be written: a last row without newline is whole. Otherwise it waits for its newline. */
  finished: boolean;
  /** The file has no name any more: whatever it is, it is read now, before the one in its place. */
  departed?: boolean;
  signal: AbortSignal;
}

export class FileTail {
  /** For people: what the file was called when it was found. */
  readonly name: string;
  readonly #rest = new Rest();
  #open: OpenFile | null = null;
  #place: Place | null = null;
  /** Stamp of what was read to its end; `finished` = its last row was taken as whole, `surely` = nothing can hide behind it. */
  #read = NOTHING_READ;
  #shorterSince: number | null = null;

  constructor(name: string) {
    this.name = name;
  }

  get fileKey(): string | null {
    return this.#place?.fileKey ?? null;
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** The last look; `null` before the first. */
  get seen(): Look | null {
    return this.#rest.look;
  }

  /** Bytes known to be there and not yet handed over, a half row included. */
  get behindBytes(): number {
    return Math.max(0, (this.seen?.size ?? 0) - (this.#place?.offset ?? 0));
  }

  /** Was everything read that the last look showed (a half row waits)? */
  get isRead(): boolean {
    return this.seen !== null && this.seen.stamp === this.#read.stamp && this.#shorterSince === null;
  }

  /** How long the file has not changed, ms. */
  restMs(now: number): number {
    return this.#rest.ms(now);
  }

  /** Takes in a look at the file: is there anything to read? */
  sees(look: Look, now: number, finished: boolean): boolean {
    this.#rest.see(look, now);
    const { isRead } = this;
    if (isRead && !this.#read.surely) return this.#rest.ms(now) >= STAMP_STEP_MS;
    return !isRead || (finished && !this.#read.finished && this.behindBytes > 0);
  }

  /** Is this look at another file than the one that is open? Its name was given to another one. */
  isAnother(look: Look): boolean {
    return this.#open !== null && this.#open.look.inode !== look.inode;
  }

  /**
   * Hands over all whole rows that are there and resolves with their bytes when they are accepted. After a rejection
   * (file error or refused block) nothing is remembered: the next time the place is asked for again.
   */
  async catchUp(file: OpenFile, options: CatchUp): Promise<number> {
    await this.release();
    this.#open = file;
    this.#rest.see(file.look, options.parts.now());
    return this.#readOn(file, options);
  }

  /**
   * Reads on in a file whose name is gone or another's, while it is open. Resolves with whether more may come of it: not
   * after it rested for `untilRestedMs`, nor when it is read further by another name or as a copy.
   */
  async catchUpDeparted(options: CatchUp, untilRestedMs: number): Promise<boolean> {
    if (!this.#open || (this.#place && (await isPassed(this.#place, options.parts)))) return false;
    const now = options.parts.now();
    this.#open.look = await lookAgain(this.#open.handle);
    if (this.sees(this.#open.look, now, false)) await this.#readOn(this.#open, options);
    return this.#rest.ms(now) < untilRestedMs;
  }

  /** Closes the file. */
  async release(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.handle.close().catch(() => undefined);
  }

  async #readOn({ handle, look }: OpenFile, options: CatchUp): Promise<number> {
    const { parts, signal, finished } = options;
    const handover = new Handover((block) => parts.accept(block));
    try {
      const bytes = await this.#readAll(handle, { ...options, handover, size: look.size });
      await handover.settle();
      const surely = this.#rest.ms(parts.now()) >= STAMP_STEP_MS;
      this.#read = { stamp: signal.aborted ? '' : look.stamp, finished, surely };
      return bytes;
    } catch (error) {
      await handover.settle().catch(() => undefined);
      this.#place = null;
      this.#read = NOTHING_READ;
      throw error;
    }
  }

  async #readAll(handle: FileHandle, options: CatchUp & { handover: Handover; size: number }): Promise<number> {
    const { rule, parts, finished, signal, handover, size } = options;
    if (this.#place && !(await this.#isStillRight(handle, this.#place, parts))) this.#place = null;
    let handedOver = 0;
    for (let changes = 0; changes < MAX_CHANGES && !signal.aborted;) {
      if (!this.#place) {
        await handover.settle();
        this.#place = await this.#locate(handle, options);
        if (!this.#place) break;
      }
      const place: Place = this.#place;
      const read = await readRows(handle, place, size, finished);
      // At the start there is nothing before the rows to compare: who is it, still the file that was named?
      const isOther = place.offset === 0 && (await identity(handle, options))?.fileKey !== place.fileKey;
      if (read === 'changed' || isOther) {
        this.#place = null;
        changes++;
        continue;
      }
      if (read.rows.length === 0) break;
      const { fileKey, generation, offset } = place;
      this.#place = advance(place, read.rows);
      handedOver += read.rows.length;
      await handover.give({
        sourceId: rule.sourceId,
        file: this.name,
        fileKey,
        generation,
        offset,
        bytes: read.rows,
        receivedAt: parts.now(),
      });
      if (read.atEnd) break;
    }
    return handedOver;
  }

  async #isStillRight(handle: FileHandle, place: Place, parts: SourceParts): Promise<boolean> {
    return !(await isPassed(place, parts)) && (await startsAsBefore(handle, place));
  }

  /** `null` = nothing of this file can be read now. */
  async #locate(handle: FileHandle, options: CatchUp): Promise<Place | null> {
    const { parts, finished, departed = false } = options;
    const file = await identity(handle, options);
    const located = file && (await locate(handle, file, (...of) => parts.known(...of)));
    const mayGrow = located?.as === 'rewritten' && located.isShorter && !finished && !departed;
    const waits = mayGrow && this.#mayGrowBack(parts.now());
    if (!waits) this.#shorterSince = null;
    return waits ? null : (located?.place ?? null);
  }

  #mayGrowBack(now: number): boolean {
    this.#shorterSince ??= now;
    return now - this.#shorterSince < SHORTER_LASTED_MS && this.#rest.ms(now) < SHORTER_RESTED_MS;
  }
}

function identity(handle: FileHandle, { rule, parts, finished }: CatchUp): Promise<FileIdentity | null> {
  return identifyKnown(handle, rule, finished, async (fileKey) => (await parts.known(fileKey)) !== null);
}

/** Did somebody else read on: a copy of this file, an import? */
async function isPassed({ fileKey, generation, offset }: Place, parts: SourceParts): Promise<boolean> {
  return ((await parts.known(fileKey, generation))?.offset ?? 0) > offset;
}
