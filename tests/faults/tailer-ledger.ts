/** A durable stand-in for journal and pipeline that can forget what was not yet synced, as a crash does. */
import { tailHash } from '../../gateway/sources/fingerprint.ts';
import type { Block, KnownPosition, SourceParts } from '../../gateway/sources/source.ts';
import { AppError } from '../../shared/errors.ts';

export class Ledger implements SourceParts {
  readonly blocks: Block[] = [];
  /** So many blocks are refused from now on. */
  refusals = 0;
  /** Since the beginning, ms: time goes by only when the test says so, however busy the computer is. */
  laterMs = 0;
  readonly #beganAt = Date.now();
  /** Runs once, in the middle of whatever the reader does: before its n-th question or block from now. */
  meanwhile: { after: number; act: () => void } | null = null;

  async accept(block: Block): Promise<void> {
    this.#interrupt();
    if (this.refusals > 0) {
      this.refusals--;
      throw new AppError('JOURNAL_UNWRITABLE', 'The disk is full');
    }
    this.blocks.push(block);
  }

  async known(fileKey: string, generation?: number): Promise<KnownPosition | null> {
    this.#interrupt();
    const ofFile = this.blocks.filter((block) => block.fileKey === fileKey);
    const latest = Math.max(...ofFile.map((block) => block.generation));
    const last = ofFile.filter((block) => block.generation === (generation ?? latest)).at(-1);
    if (!last) return null;
    const { generation: found, offset, bytes } = last;
    return { generation: found, offset: offset + bytes.length, tail: tailHash(bytes) };
  }

  now(): number {
    return this.#beganAt + this.laterMs;
  }

  /** The power goes before the last blocks were synced. */
  forgetLast(count: number): void {
    this.blocks.splice(Math.max(0, this.blocks.length - count));
  }

  /** What each generation of each file consists of. A hole or an overlap between blocks is an error. */
  generations(): Buffer[] {
    const read = new Map<string, Buffer[]>();
    for (const { fileKey, generation, offset, bytes } of this.blocks) {
      const parts = read.get(`${fileKey}.${generation}`) ?? [];
      const end = parts.reduce((sum, part) => sum + part.length, 0);
      if (offset !== end) throw new Error(`A block of ${fileKey}.${generation} begins at ${offset}, not at ${end}`);
      read.set(`${fileKey}.${generation}`, [...parts, bytes]);
    }
    return [...read.values()].map((parts) => Buffer.concat(parts));
  }

  /** For the reader of a failed test. */
  story(rowsOf: (bytes: Buffer) => number[]): string {
    const lines = this.blocks.map(({ file, fileKey, generation, offset, bytes }) => {
      return `${file} ${fileKey.slice(0, 4)}.${generation} ${offset}-${offset + bytes.length}: rows ${rowsOf(bytes).join(' ')}`;
    });
    return ['Blocks handed over:', ...lines].join('\n');
  }

  #interrupt(): void {
    if (!this.meanwhile || this.meanwhile.after-- > 0) return;
    const { act } = this.meanwhile;
    this.meanwhile = null;
    act();
  }
}
