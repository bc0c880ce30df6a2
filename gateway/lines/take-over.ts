/** A line declared anew: from the pipeline that reads it by the old definition to the one that reads it by the new, losing nothing. */
import { setTimeout as delay } from 'node:timers/promises';
import type { FileOpening } from '../../shared/documents/chunk.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { sourceId, type LinePipeline } from '../pipeline/line-pipeline.ts';

/** A store that does not answer for so long is away; the line must not wait for it with what it hears. */
const SEAL_MS = 10_000;
const RETRY_MS = 1_000;

export type Openings = (
  former: SourceDefinition | undefined,
  next: SourceDefinition,
  isKnown: (fileKey: string) => boolean,
) => Promise<ReadonlyMap<string, FileOpening>>;

export interface TakeOverParts {
  former: LinePipeline;
  next: LineDefinition;
  journal: Pick<Journal, 'read' | 'nextSequence'>;
  /** Of `firstBlocks`. */
  firsts: ReadonlyMap<string, number>;
  /** Makes the change so. What it throws leaves the former pipeline as it was. */
  decide: () => Promise<void>;
  /** What the starts of known files say by what is declared now. */
  openings: Openings;
  /** Another pipeline by the new definition. */
  open: () => LinePipeline;
  log: (message: string) => void;
}

/**
 * Where the journal begins with each source that the line does not have yet: nobody has to look through all that is kept of
 * others while the line stands still. Takes seconds at worst.
 */
export async function firstBlocks(journal: Pick<Journal, 'read'>, former: LinePipeline, next: LineDefinition) {
  const firsts = new Map<string, number>();
  for (const { id } of next.sources) {
    const source = sourceId(next.id, id);
    if (!former.has(source)) firsts.set(id, await firstOf(journal, source));
  }
  return firsts;
}

/** No block may be given to the line until it resolves or rejects. */
export async function takeOver(parts: TakeOverParts): Promise<LinePipeline> {
  const { former, next, journal, firsts, decide } = parts;
  await former.settled();
  const successor = parts.open();
  // Read by another mapping, or not at all: what was read of them stays as it was read.
  const ending = former.line.sources.filter(({ id }) => {
    const source = sourceId(next.id, id);
    return former.recorder(source)!.mapping !== successor.recorder(source)?.mapping;
  });
  await inTime(former.seal(ending.map(({ id }) => id)));
  await decide();
  for (let pipeline = successor; ; pipeline = parts.open()) {
    try {
      const from = await pipeline.restore((source) => firsts.get(source) ?? 0);
      if (from < journal.nextSequence)
        for await (const { sequence, record } of journal.read(from)) await pipeline.replay(sequence, record);
      for (const definition of next.sources) {
        const recorder = pipeline.recorder(sourceId(next.id, definition.id))!;
        const before = former.line.sources.find(({ id }) => id === definition.id);
        const known = new Set(recorder.followed().map(({ id }) => id.slice(0, id.lastIndexOf('.'))));
        recorder.reopen(await parts.openings(before, definition, (fileKey) => known.has(fileKey)));
      }
      // Sources that are read otherwise have nothing in the journal: what their files say must be kept at once.
      await pipeline.save();
      pipeline.inherit(former);
      return pipeline;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // It is decided: only the store is missing to go on, and blocks wait.
      parts.log(`Line "${next.id}" waits for the store to go on by its new definition: ${error.message}`);
      await delay(RETRY_MS);
    }
  }
}

async function firstOf(journal: Pick<Journal, 'read'>, source: string): Promise<number> {
  for await (const { sequence, record } of journal.read(0)) if (record.sourceId === source) return sequence;
  return Infinity;
}

async function inTime(sealing: Promise<void>): Promise<void> {
  const late = delay(SEAL_MS, 'late' as const, { ref: false });
  if ((await Promise.race([sealing, late])) !== 'late') return;
  sealing.catch(() => undefined);
  throw new AppError('STORE_UNREACHABLE', 'The store does not answer, so nothing was changed; try again when it does.');
}
