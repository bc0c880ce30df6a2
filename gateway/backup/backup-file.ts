/** A backup as it is being written: beside its name until it is whole and on the disk. */
import { createHash } from 'node:crypto';
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { syncDirectory } from '../journal/segment-file.ts';
import { FIRST_LINE, hashOf, packed, type Begin, type End, type PartIs, type PartLine } from './part.ts';

export class BackupFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #lines = createHash('sha256');
  #parts = 0;
  #documents = 0;
  #bytes = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Rejects with USAGE when there is such a file already, or none can be made. */
  static async create(path: string, begin: Begin): Promise<BackupFile> {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) throw new AppError('USAGE', `There is a file "${path}" already; name another, or move it away.`);
    const handle = await open(`${path}.part`, 'w', 0o600).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    const file = new BackupFile(path, handle);
    try {
      await file.#write(Buffer.from(FIRST_LINE));
      await file.json({ is: 'begin' }, begin);
      return file;
    } catch (error) {
      await file.abandon();
      throw error;
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  get documents(): number {
    return this.#documents;
  }

  json(part: PartIs, content: unknown): Promise<void> {
    return this.add(part, Buffer.from(JSON.stringify(content)));
  }

  async add(part: PartIs, content: Uint8Array): Promise<void> {
    const bytes = await packed(content);
    const line: PartLine = { part, bytes: bytes.length, sha256: hashOf(bytes) };
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    this.#lines.update(text);
    this.#parts++;
    if (part.is === 'documents') this.#documents += part.documents;
    await this.#write(text);
    await this.#write(bytes);
  }

  /** The file has its name when it resolves, also after a power cut. */
  async finish(): Promise<void> {
    const end: End = { parts: this.#parts, documents: this.#documents, lines: this.#lines.copy().digest('hex') };
    await this.json({ is: 'end' }, end);
    try {
      await this.#handle.sync();
      await this.#handle.close();
      await rename(`${this.path}.part`, this.path);
      await syncDirectory(dirname(this.path));
    } catch (cause) {
      throw unwritable(this.path, cause);
    }
  }

  /** Nothing of it stays. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(`${this.path}.part`, { force: true }).catch(() => undefined);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) at += (await this.#handle.write(bytes, at)).bytesWritten;
    } catch (cause) {
      throw unwritable(this.path, cause);
    }
    this.#bytes += bytes.length;
  }
}

function unwritable(path: string, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AppError(
    'USAGE',
    `The backup "${path}" cannot be written (${why}); nothing of it is kept. Make room, or name another place.`,
    { cause },
  );
}
