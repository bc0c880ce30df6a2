/** The folder that a machine writes into, and what is in each file. The file system's clock is the test's. */
import { appendFileSync, mkdirSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const NOTHING = Buffer.alloc(0);

export interface Written {
  /** `null` = deleted. */
  name: string | null;
  bytes: Buffer;
  /** Rest of a row of which the first half is written. */
  pending: Buffer;
  /** Rest of an upload that began anew. */
  upload: Buffer;
  /** The reader has had it open since it last started. */
  held: boolean;
}

export class Disk {
  readonly files: Written[] = [];
  /** Contents of files that were overwritten. */
  readonly former: Buffer[] = [];
  /** The folder is renamed; what is written goes on being written. */
  isAway = false;
  readonly #root: string;
  readonly #now: () => number;

  constructor(root: string, now: () => number) {
    this.#root = root;
    this.#now = now;
  }

  at(name: string): Written | undefined {
    return this.files.find((file) => file.name === name);
  }

  create(name: string, bytes: Buffer): Written {
    mkdirSync(dirname(this.#path(name)), { recursive: true });
    writeFileSync(this.#path(name), bytes);
    this.#stamp(name);
    const file: Written = { name, bytes, pending: NOTHING, upload: NOTHING, held: false };
    this.files.push(file);
    return file;
  }

  append(file: Written, bytes: Buffer): void {
    appendFileSync(this.#path(file.name!), bytes);
    this.#stamp(file.name!);
    file.bytes = Buffer.concat([file.bytes, bytes]);
  }

  overwrite(file: Written, bytes: Buffer): void {
    this.former.push(file.bytes);
    this.rest(file);
    truncateSync(this.#path(file.name!), 0);
    appendFileSync(this.#path(file.name!), bytes);
    this.#stamp(file.name!);
    file.bytes = bytes;
  }

  /** Takes what is still to be written of the file: the rest of an upload, of a row. */
  rest(file: Written): Buffer {
    const rest = Buffer.concat([file.upload, file.pending]);
    file.upload = NOTHING;
    file.pending = NOTHING;
    return rest;
  }

  /** Gives a file a name, whatever had it before; the record of that one is the caller's. */
  rename(from: string, to: string): void {
    mkdirSync(dirname(this.#path(to)), { recursive: true });
    renameSync(this.#path(from), this.#path(to));
  }

  remove(name: string): void {
    rmSync(this.#path(name));
  }

  vanish(): void {
    if (!this.isAway) renameSync(this.#root, `${this.#root}.away`);
    this.isAway = true;
  }

  comeBack(): void {
    if (this.isAway) renameSync(`${this.#root}.away`, this.#root);
    this.isAway = false;
  }

  #path(name: string): string {
    return join(this.isAway ? `${this.#root}.away` : this.#root, name);
  }

  #stamp(name: string): void {
    utimesSync(this.#path(name), this.#now() / 1000, this.#now() / 1000);
  }
}
