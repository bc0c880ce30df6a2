/** Stands for journal and pipeline: keeps every block and knows how far each file is, as a restarted gateway would. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { tailHash } from '../../../gateway/sources/fingerprint.ts';
import type { Block, KnownPosition, SourceParts } from '../../../gateway/sources/source.ts';

export class Received implements SourceParts {
  readonly blocks: Block[] = [];
  /** While set, blocks are refused as by a journal whose disk is full. */
  full = false;
  /** Added to the clock, ms: lets time pass at once. */
  laterMs = 0;

  async accept(block: Block): Promise<void> {
    if (this.full) throw new AppError('JOURNAL_UNWRITABLE', 'The journal cannot be written; check free space');
    this.blocks.push(block);
  }

  async known(fileKey: string, generation?: number): Promise<KnownPosition | null> {
    const ofFile = this.blocks.filter((block) => block.fileKey === fileKey);
    const latest = Math.max(...ofFile.map((block) => block.generation));
    const last = ofFile.filter((block) => block.generation === (generation ?? latest)).at(-1);
    if (!last) return null;
    return {
      generation: last.generation,
      offset: last.offset + last.bytes.length,
      tail: tailHash(last.bytes),
    };
  }

  now(): number {
    return Date.now() + this.laterMs;
  }

  /** All that was handed over, in order of arrival. */
  get text(): string {
    return Buffer.concat(this.blocks.map((block) => block.bytes)).toString();
  }

  /** What each generation of each file consists of, in order of first arrival. */
  get byGeneration(): string[] {
    const texts = new Map<string, string>();
    for (const { fileKey, generation, bytes } of this.blocks) {
      const key = `${fileKey}.${generation}`;
      texts.set(key, (texts.get(key) ?? '') + bytes.toString());
    }
    return [...texts.values()];
  }
}

export async function inTemporaryDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-source-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}
