/** The imports that people see, kept in `imports.json` beside the copies: those on their way, and the last 50 that ended. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileImport, ImportState } from '../../shared/sync/sources.ts';

const ENDED_KEPT = 50;
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
    return Array.isArray(list) ? (list as FileImport[]) : [];
  } catch {
    return [];
  }
}
