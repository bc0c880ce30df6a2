/** One file that is written row by row: how far it was read, and how to read on. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { readFileKey, type IdentityRule } from './file-identity.ts';
import { Handover } from './handover.ts';
import { advance, locate, startsAsBefore, type Place } from './place.ts';
import { look, openRegularFile, type Look } from './regular-file.ts';
import { wholeRowsLength } from './rows.ts';
import type { SourceParts } from './source.ts';

const BLOCK_BYTES = 512 * 1024;
const SMALLEST_READ_BYTES = 4 * 1024;
/** A file that changes this often while it is read is left until the next wake-up. */
const MAX_CHANGES = 3;

export interface CatchUp {
  rule: IdentityRule;
  parts: SourceParts;
  /** Nothing more will be written: a last row without newline is whole. Otherwise it waits for its newline. */
  finished: boolean;
  signal: AbortSignal;
}

export class FileTail {
  readonly path: string;
  #place: Place | null = null;
  #seen: Look | null = null;
  #readStamp = '';

  constructor(path: string) {
    this.path = path;
  }

  get fileKey(): string | null {
    return this.#place?.fileKey ?? null;
  }

  /** Bytes known to be there and not yet handed over, a half row included. */
  get behindBytes(): number {
    return Math.max(0, (this.#seen?.size ?? 0) - (this.#place?.offset ?? 0));
  }

  /** Was everything read that the last look showed, with no half row left? */
  get isRead(): boolean {
    return this.#seen?.stamp === this.#readStamp && this.behindBytes === 0;
  }

  /** When the file was last written by the clock of its file system, epoch ms; `null` before the first look. */
  get modifiedAt(): number | null {
    return this.#seen?.modifiedAt ?? null;
  }

  /** Looks without opening: is there anything that was not read? Rejects when it is no regular file or gone. */
  async hasChanged(): Promise<boolean> {
    this.#seen = await look(this.path);
    return this.#seen.stamp !== this.#readStamp;
  }

  /**
   * Hands over all whole rows that are there and resolves with their bytes when they are accepted. After a rejection
   * (file error or refused block) nothing is remembered: the next time the place is asked for again.
   */
  async catchUp(options: CatchUp): Promise<number> {
    const handover = new Handover((block) => options.parts.accept(block));
    const opened = await openRegularFile(this.path);
    try {
      const bytes = await this.#readAll(opened.handle, { ...options, handover, size: opened.look.size });
      await handover.settle();
      this.#seen = opened.look;
      this.#readStamp = options.signal.aborted ? '' : opened.look.stamp;
      return bytes;
    } catch (error) {
      await handover.settle().catch(() => undefined);
      this.#place = null;
      this.#readStamp = '';
      throw error;
    } finally {
      await opened.handle.close();
    }
  }

  async #readAll(handle: FileHandle, options: CatchUp & { handover: Handover; size: number }): Promise<number> {
    const { rule, parts, finished, signal, handover, size } = options;
    if (this.#place && !(await startsAsBefore(handle, this.#place))) this.#place = null;
    let handedOver = 0;
    for (let changes = 0; changes < MAX_CHANGES && !signal.aborted;) {
      if (!this.#place) {
        await handover.settle();
        const fileKey = await readFileKey(handle, rule, finished);
        if (fileKey === null) break;
        this.#place = await locate(handle, fileKey, (...of) => parts.known(...of));
      }
      const place: Place = this.#place;
      const read = await readOn(handle, place, size, finished);
      if (read === 'changed') {
        this.#place = null;
        changes++;
        continue;
      }
      if (read.rows.length === 0) break;
      const { fileKey, generation, offset } = place;
      const file = basename(this.path);
      this.#place = advance(place, read.rows);
      handedOver += read.rows.length;
      await handover.give({
        sourceId: rule.sourceId,
        file,
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
}

/** The next whole rows. Each read begins with the tail, so a change of the file is noticed between any two of them. */
async function readOn(handle: FileHandle, place: Place, size: number, finished: boolean) {
  const ahead = Math.min(BLOCK_BYTES, Math.max(SMALLEST_READ_BYTES, size - place.offset));
  const length = place.tail.length + ahead;
  const { buffer, bytesRead } = await handle.read(
    Buffer.allocUnsafe(length),
    0,
    length,
    place.offset - place.tail.length,
  );
  if (!buffer.subarray(0, Math.min(bytesRead, place.tail.length)).equals(place.tail)) return 'changed';
  const bytes = buffer.subarray(place.tail.length, bytesRead);
  const nothingFollows = bytesRead < length;
  const rows = bytes.subarray(0, wholeRowsLength(bytes, finished && nothingFollows));
  return { rows, atEnd: nothingFollows && rows.length === bytes.length };
}
