/**
 * Old files on their way in: a copy is received, waits its turn at its line, is read through the normal pipeline, and goes.
 * The list of them is in `imports.json` beside the copies, so that a restart goes on with whole copies and says which
 * uploads it broke off.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../shared/errors.ts';
import { MAX_IMPORT_BYTES, type FileImport, type ImportState } from '../../shared/sync/sources.ts';
import { hasEnded, ImportList, LIST_FILE } from './import-list.ts';
import { receiveFile } from './receive-file.ts';
import { safeFileName, shownFileName } from './safe-file-name.ts';

/** As far as an import has got, or got. */
export interface ImportProgress {
  bytes: number;
  rows: number;
  rejectedRows: number;
}

export interface ImportQueueParts {
  /** `DATA_DIR/imports`; nothing else is in there. */
  directory: string;
  /**
   * Reads a whole file through the pipeline of its line. Rejects when `signal` aborts: what was read by then is in; and
   * with an AppError that tells a person what to do.
   */
  importFile(file: {
    line: string;
    source: string;
    path: string;
    signal: AbortSignal;
    progress: (so: ImportProgress) => void;
  }): Promise<ImportProgress>;
  now: () => number;
  /** Not used before. */
  newId: () => string;
  bug: (error: unknown) => void;
  freeBytes?: (directory: string) => Promise<number>;
}

export interface Upload {
  line: string;
  source: string;
  name: string;
  /** Told by the sender; null = unknown. */
  size: number | null;
  stream: Readable;
}

export class ImportQueue {
  readonly #parts: ImportQueueParts;
  readonly #list: ImportList;
  readonly #stops = new Map<string, AbortController>();
  readonly #lines = new Map<string, Promise<void>>();
  readonly #uploads = new Set<Promise<number>>();
  #closing = false;

  private constructor(parts: ImportQueueParts, list: ImportList) {
    this.#parts = parts;
    this.#list = list;
  }

  /** Goes on with what waited when the gateway ended; removes what is left of uploads that it broke off. */
  static async open(parts: ImportQueueParts): Promise<ImportQueue> {
    const { directory } = parts;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const list = await ImportList.open(directory);
    const queue = new ImportQueue(parts, list);
    const waiting = list.all.filter((one) => !hasEnded(one) && one.state !== 'uploading');
    for (const left of await readdir(directory)) {
      if (left === LIST_FILE || waiting.some(({ id }) => id === left)) continue;
      await rm(join(directory, left), { recursive: true, force: true });
    }
    for (const one of list.all.filter(({ state }) => state === 'uploading'))
      queue.#end(one, 'interrupted', 'The gateway was restarted before the file had arrived. Give it again.');
    for (const one of waiting) queue.#enqueue(one);
    return queue;
  }

  /** Newest first. */
  list(): FileImport[] {
    return this.#list.all.toReversed();
  }

  /** Resolves when the copy is whole and the import waits its turn. Rejects as `receiveFile` does (the list then says so too), or as THROTTLED. */
  async receive({ line, source, name, size, stream }: Upload): Promise<FileImport> {
    this.#list.checkRoom(size);
    const { directory, now, newId, freeBytes } = this.#parts;
    const one: FileImport = {
      ...{ id: newId(), line, source, name: shownFileName(name), state: 'uploading', createdAt: now(), endedAt: null },
      ...{ size, doneBytes: 0, rows: 0, rejectedRows: 0, seconds: null, error: null },
    };
    const stop = this.#stoppable(one);
    this.#list.add(one);
    // A sender that is in the middle of sending learns of it by the end of its connection.
    stop.addEventListener('abort', () => stream.destroy());
    try {
      await mkdir(join(directory, one.id), { mode: 0o700 });
      const upload = receiveFile({
        ...{ stream, path: this.#copyOf(one), size, limit: MAX_IMPORT_BYTES, signal: stop },
        progress: (bytes) => (one.doneBytes = bytes),
        ...(freeBytes && { freeBytes }),
      });
      this.#uploads.add(upload);
      one.size = await upload.finally(() => this.#uploads.delete(upload));
    } catch (error) {
      await this.#removeCopy(one);
      // Of an upload that the gateway's end breaks off its next start tells.
      if (!this.#closing) this.#failed(one, stop, error);
      throw error;
    }
    this.#enqueue(one);
    return one;
  }

  /** What is in stays in. One that has ended stays as it is; null = there is none of this id. */
  cancel(id: string): FileImport | null {
    const one = this.#list.find(id);
    if (!one) return null;
    if (one.state === 'queued') {
      this.#end(one, 'cancelled', null);
      this.#removeCopy(one).catch(this.#parts.bug);
    } else this.#stops.get(id)?.abort();
    return one;
  }

  /** Breaks off what is under way; the next start goes on with it. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const stop of this.#stops.values()) stop.abort();
    await Promise.allSettled([...this.#lines.values(), ...this.#uploads]);
    await this.#list.saved();
  }

  #enqueue(one: FileImport): void {
    Object.assign(one, { state: 'queued', doneBytes: 0, rows: 0, rejectedRows: 0 });
    this.#list.save();
    const before = this.#lines.get(one.line) ?? Promise.resolve();
    this.#lines.set(one.line, before.then(() => this.#run(one)).catch(this.#parts.bug));
  }

  async #run(one: FileImport): Promise<void> {
    if (this.#closing || one.state !== 'queued') return;
    const { now, importFile } = this.#parts;
    const begun = now();
    const progress = ({ bytes, rows, rejectedRows }: ImportProgress) =>
      Object.assign(one, { doneBytes: bytes, rows, rejectedRows, seconds: (now() - begun) / 1000 });
    const signal = this.#stoppable(one);
    one.state = 'running';
    this.#list.save();
    try {
      const { line, source } = one;
      progress(await importFile({ line, source, path: this.#copyOf(one), signal, progress }));
      this.#end(one, 'done', null);
    } catch (error) {
      if (this.#closing) return;
      this.#failed(one, signal, error);
      if (!signal.aborted && !(error instanceof AppError)) throw error;
    } finally {
      if (hasEnded(one)) await this.#removeCopy(one);
    }
  }

  #stoppable({ id }: FileImport): AbortSignal {
    const stop = new AbortController();
    this.#stops.set(id, stop);
    return stop.signal;
  }

  #end(one: FileImport, state: ImportState, error: string | null): void {
    this.#stops.delete(one.id);
    this.#list.end(one, state, error, this.#parts.now());
  }

  #failed(one: FileImport, { aborted }: AbortSignal, error: unknown): void {
    this.#end(one, aborted ? 'cancelled' : 'failed', aborted ? null : messageOf(error));
  }

  #copyOf({ id, name }: FileImport): string {
    return join(this.#parts.directory, id, safeFileName(name));
  }

  #removeCopy({ id }: FileImport): Promise<void> {
    return rm(join(this.#parts.directory, id), { recursive: true, force: true });
  }
}

function messageOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'Something went wrong here; it is in the log.';
}
