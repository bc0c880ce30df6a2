/**
 * A machine that writes files in every way that machines do, and remembers which rows a reader must have in the end.
 *
 * What "exactly once" means here. A version is what a file was between two rewrites. Every complete row of every version
 * must be read once, but
 * - a row may be missed when its last copy was destroyed before any look (overwritten, or deleted and not held open);
 * - a row may come again when a rewrite wrote it again and the file was not what had been read: the same first row with
 *   other rows behind it, an older state of the file, an upload that stood still half-way.
 */
import { Disk, type Written } from './tailer-disk.ts';
import { encode, headerText, rowsIn, rowText, startOf, type Dialect } from './tailer-text.ts';

export class Machine {
  readonly dialect: Dialect;
  readonly #disk: Disk;
  readonly #matches: (name: string) => boolean;
  readonly #wasRead: () => ReadonlySet<number>;
  readonly #rotatesOut: boolean;
  readonly mayMiss = new Set<number>();
  readonly mayRepeat = new Set<number>();
  #rows = 0;
  #rotations = 0;

  constructor(parts: {
    root: string;
    dialect: Dialect;
    matches: (name: string) => boolean;
    wasRead: () => ReadonlySet<number>;
    now: () => number;
    /** Every other rotated file gets a name that the pattern does not match. */
    rotatesOut: boolean;
  }) {
    this.#disk = new Disk(parts.root, parts.now);
    this.dialect = parts.dialect;
    this.#matches = parts.matches;
    this.#wasRead = parts.wasRead;
    this.#rotatesOut = parts.rotatesOut;
  }

  /** All that a file ever was, between rewrites. */
  get versions(): Buffer[] {
    return [...this.#disk.former, ...this.#disk.files.map(({ bytes }) => bytes)];
  }

  rowsOf(bytes: Buffer): number[] {
    return rowsIn(bytes, this.dialect.encoding);
  }

  append(name: string, rows: number, half: boolean): void {
    const file = this.#disk.at(name) ?? this.#disk.create(name, startOf(this.dialect));
    this.#disk.append(file, this.#disk.rest(file));
    this.#disk.append(file, this.#newRows(rows));
    if (!half) return;
    const row = this.#newRows(1);
    const cut = 1 + (this.#rows % (row.length - 1));
    this.#disk.append(file, row.subarray(0, cut));
    file.pending = row.subarray(cut);
  }

  /** The header again, as after a restart of the machine. */
  beginAgain(name: string): void {
    const file = this.#disk.at(name);
    if (!file) return;
    this.#disk.append(file, this.#disk.rest(file));
    this.#disk.append(file, encode(headerText(this.dialect), this.dialect.encoding));
  }

  /** Copied to another name and truncated. Half a row goes with the copy; nobody will complete it there. */
  copyTruncate(name: string): void {
    const file = this.#disk.at(name);
    if (!file || this.#disk.isAway) return;
    this.#disk.append(file, file.upload);
    const copy = this.#disk.create(this.#rotatedName(name), file.bytes);
    this.#overwrite(file, Buffer.alloc(0), this.#matches(copy.name!) ? 'copied' : 'lost');
    this.#disk.append(file, startOf(this.dialect));
  }

  /** Other rows at once, perhaps behind the same first row, perhaps more than before. */
  rewrite(name: string, rows: number, sameStart: boolean): void {
    const file = this.#disk.at(name);
    if (!file || this.#disk.isAway) return;
    const first = sameStart ? this.rowsOf(file.bytes).slice(0, 1) : [];
    const start = [
      startOf(this.dialect),
      encode(first.map((row) => rowText(row, this.dialect)).join(''), this.dialect.encoding),
    ];
    for (const row of first) this.mayRepeat.add(row);
    this.#overwrite(file, Buffer.concat([...start, this.#newRows(rows)]), 'lost');
  }

  /** An older state of the file. */
  cutBack(name: string): void {
    const file = this.#disk.at(name);
    const rows = file && this.rowsOf(file.bytes);
    if (!file || !rows || rows.length < 2 || this.#disk.isAway) return;
    const kept = rows.slice(0, 1 + (this.#rows % (rows.length - 1)));
    for (const row of kept) this.mayRepeat.add(row);
    const text = kept.map((row) => rowText(row, this.dialect)).join('');
    this.#overwrite(file, Buffer.concat([startOf(this.dialect), encode(text, this.dialect.encoding)]), 'lost');
  }

  /** The whole file is sent again, with more rows; the rest of it comes with the next step. */
  uploadAnew(name: string, rows: number): void {
    const file = this.#disk.at(name);
    if (!file || this.#disk.isAway) return;
    const all = Buffer.concat([file.bytes, this.#disk.rest(file), this.#newRows(rows)]);
    const cut = this.#rows % all.length;
    this.#overwrite(file, all.subarray(0, cut), 'copied');
    file.upload = all.subarray(cut);
  }

  /** Under a temporary name, then renamed over the file: with the same rows and more, or with others. */
  replace(name: string, rows: number, same: boolean): void {
    const file = this.#disk.at(name);
    if (this.#disk.isAway) return;
    // Half an upload that loses its name is all that there will ever be of it: it is read.
    if (file && file.upload.length > 0) this.uploadsStandStill();
    const before = same && file ? Buffer.concat([file.bytes, this.#disk.rest(file)]) : startOf(this.dialect);
    const temporary = this.#disk.create(`${name}.tmp`, Buffer.concat([before, this.#newRows(rows)]));
    this.#disk.rename(temporary.name!, name);
    if (file) this.#depart(file, null, same);
    temporary.name = name;
  }

  rotate(name: string): void {
    const file = this.#disk.at(name);
    if (!file || this.#disk.isAway) return;
    const rotated = this.#rotatedName(name);
    this.#disk.rename(name, rotated);
    if (this.#matches(rotated)) file.name = rotated;
    else this.#depart(file, rotated, false);
  }

  /** A writer that has not noticed the rotation. */
  appendToRotated(rows: number): void {
    const file = this.#disk.files.findLast((each) => each.name !== null && /\d\.\d|old/.test(each.name));
    if (!file || this.#disk.isAway || file.upload.length > 0) return;
    this.#disk.append(file, this.#disk.rest(file));
    this.#disk.append(file, this.#newRows(rows));
    if (!this.#matches(file.name!) && !file.held) this.#missUnlessRead(file.bytes, new Set());
  }

  remove(name: string): void {
    const file = this.#disk.at(name);
    if (!file || this.#disk.isAway) return;
    this.#disk.remove(name);
    this.#depart(file, null, false);
  }

  /** The folder is renamed away and comes back, with everything in it. */
  vanish(): void {
    this.#disk.vanish();
  }

  comeBack(): void {
    this.#disk.comeBack();
  }

  /** A look of the reader ended well: it has the files open. */
  wasLookedAt(): void {
    if (this.#disk.isAway) return;
    for (const file of this.#disk.files) if (file.name !== null && this.#matches(file.name)) file.held = true;
  }

  /** Time goes by: an upload that stands still looks like a rewrite. */
  uploadsStandStill(): void {
    for (const { bytes, upload } of this.#disk.files) {
      if (upload.length > 0) for (const row of this.rowsOf(Buffer.concat([bytes, upload]))) this.mayRepeat.add(row);
    }
  }

  /** The reader is gone with all that it had open; what it had not handed over can be read only where it still is. */
  readerIsGone(): void {
    const gone = [...this.#disk.former];
    for (const file of this.#disk.files) {
      file.held = false;
      if (file.name === null || !this.#matches(file.name)) gone.push(file.bytes);
    }
    const there = new Set(
      this.#disk.files.flatMap(({ name, bytes, upload }) =>
        name !== null && this.#matches(name) ? this.rowsOf(Buffer.concat([bytes, upload])) : [],
      ),
    );
    for (const bytes of gone) this.#missUnlessRead(bytes, there);
  }

  /** Everything that was begun is ended. */
  finish(): void {
    this.comeBack();
    for (const file of this.#disk.files) {
      if (file.name !== null && this.#matches(file.name)) this.#disk.append(file, this.#disk.rest(file));
    }
  }

  #rotatedName(name: string): string {
    this.#rotations++;
    const goesOut = this.#rotatesOut && this.#rotations % 2 === 1;
    return goesOut ? `old/${this.#rotations}.txt` : `${name}.${this.#rotations}`;
  }

  #newRows(count: number): Buffer {
    const text = Array.from({ length: count }, () => rowText(++this.#rows, this.dialect)).join('');
    return encode(text, this.dialect.encoding);
  }

  /** `copied` = what was in the file is elsewhere, or comes again. */
  #overwrite(file: Written, bytes: Buffer, what: 'copied' | 'lost'): void {
    if (what === 'lost') this.#missUnlessRead(Buffer.concat([file.bytes, file.upload]), new Set());
    this.#disk.overwrite(file, bytes);
  }

  /** The file has lost its name, or the name by which it is looked for. Half a row in it stays half. */
  #depart(file: Written, name: string | null, isCopied: boolean): void {
    file.name = name;
    if (file.upload.length > 0) this.uploadsStandStill();
    if (!isCopied && (!file.held || file.upload.length > 0)) {
      this.#missUnlessRead(Buffer.concat([file.bytes, file.upload]), new Set());
    }
    if (name === null) this.#disk.rest(file);
  }

  #missUnlessRead(bytes: Buffer, there: ReadonlySet<number>): void {
    const read = this.#wasRead();
    for (const row of this.rowsOf(bytes)) if (!read.has(row) && !there.has(row)) this.mayMiss.add(row);
  }
}
