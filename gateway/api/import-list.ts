/** The imports that people see, kept in `imports.json` beside the copies: those on their way, and the last 50 that ended. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import type { FileImport, ImportState } from '../../shared/sync/sources.ts';

const ENDED_KEPT = 50;
/** On their way at one time, and how much of the disk their copies may take together. */
const MOST_WAITING = 500;
const MOST_WAITING_BYTES = 20 * 1024 ** 3;
const ENDED: ReadonlySet<ImportState> = new Set(['done', 'failed', 'cancelled', 'interrupted']);
export const LIST_FILE = 'imports.json';

export function hasEnded({ state }: FileImport): boolean {
  return ENDED.has(state);
}

export class ImportList {
  readonly #path: string;
  /** Oldest first. */
  #imports: FileImport[];
  #saved: Promise<void> = Promise.resolve();

  private constructor(path: string, imports: FileImport[]) {
    this.#path = path;
    this.#imports = imports;
  }

  /** A list that cannot be read is an empty one: it is for people to look at, and every row that was read is in the store. */
  static async open(directory: string): Promise<ImportList> {
    const path = join(directory, LIST_FILE);
    const imports = await readFile(path, 'utf8').then(parsed, () => []);
    return new ImportList(path, imports);
  }

  /** Oldest first. */
  get all(): readonly FileImport[] {
    return this.#imports;
  }

  find(id: string): FileImport | undefined {
    return this.#imports.find((one) => one.id === id);
  }

  /** THROTTLED when there is no room for one more. `size` null = unknown. */
  checkRoom(size: number | null): void {
    const waiting = this.#imports.filter((one) => !hasEnded(one));
    if (waiting.length >= MOST_WAITING) throw tooMany(`${MOST_WAITING} files`);
    const bytes = waiting.reduce((sum, one) => sum + (one.size ?? one.doneBytes), size ?? 0);
    if (bytes > MOST_WAITING_BYTES) throw tooMany(`${MOST_WAITING_BYTES / 1024 ** 3} GB`);
  }

  add(one: FileImport): void {
    this.#imports.push(one);
    this.save();
  }

  end(one: FileImport, state: ImportState, error: string | null, endedAt: number): void {
    Object.assign(one, { state, error, endedAt });
    const kept = new Set(this.#imports.filter(hasEnded).slice(-ENDED_KEPT));
    this.#imports = this.#imports.filter((other) => !hasEnded(other) || kept.has(other));
    this.save();
  }

  save(): void {
    const write = async () => {
      await writeFile(`${this.#path}.new`, JSON.stringify(this.#imports), { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
    };
    // On a full disk imports go on; only a restart would know less of them.
    this.#saved = this.#saved.then(write).catch(() => undefined);
  }

  /** Resolves when all that was said before is on the disk. */
  saved(): Promise<void> {
    return this.#saved;
  }
}

function parsed(text: string): FileImport[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isImport) : [];
  } catch {
    return [];
  }
}

/** Its id is the name of a folder, which goes with it: nothing that leads to another one is taken for an id. */
function isImport(one: unknown): one is FileImport {
  const id: unknown = typeof one === 'object' && one !== null && 'id' in one ? one.id : null;
  return typeof id === 'string' && /^[A-Za-z0-9]{1,80}$/.test(id);
}

function tooMany(what: string): AppError {
  const message = `${what} are on their way already. Give more when they are read.`;
  return new AppError('THROTTLED', message, { retryAfterMs: 30_000 });
}
