/** Secrets of the gateway: each a file in DATA_DIR/secrets that only its user can read. One that others can read stops the start. */
import { chmod, mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

const OTHERS = 0o077;

export class SecretFiles {
  readonly #directory: string;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  /** Rejects with SECRET_EXPOSED when anybody else can read one of them, or `gateway.json` beside them. */
  static async open(dataDir: string): Promise<SecretFiles> {
    const directory = join(dataDir, 'secrets');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await chmod(directory, 0o700);
    const files = (await readdir(directory)).map((name) => join(directory, name));
    for (const file of [...files, join(dataDir, 'gateway.json')]) await refuseExposed(file);
    return new SecretFiles(directory);
  }

  /** null = there is none. */
  async read(name: string): Promise<string | null> {
    return readFile(join(this.#directory, name), 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /** What is there, or what `make` makes, kept for ever. */
  async readOrMake(name: string, make: () => string | Promise<string>): Promise<string> {
    const known = await this.read(name);
    if (known !== null) return known;
    const made = await make();
    await this.write(name, made);
    return made;
  }

  /** Whole or not at all. */
  async write(name: string, text: string): Promise<void> {
    const target = join(this.#directory, name);
    const file = await open(`${target}.new`, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${target}.new`, target);
  }
}

async function refuseExposed(file: string): Promise<void> {
  // Windows has no such bits; its folders follow the user's profile.
  const mode =
    process.platform === 'win32'
      ? 0
      : await stat(file).then(
          (stats) => stats.mode,
          () => 0,
        );
  if ((mode & OTHERS) === 0) return;
  throw new AppError(
    'SECRET_EXPOSED',
    `"${file}" can be read by others on this machine (mode ${(mode & 0o777).toString(8)}). Whoever read it may know it: run chmod 600 "${file}", and begin with a fresh DATA_DIR if you do not trust them.`,
  );
}
