/** What the starts of known files say by a header that is declared only now: reading goes on in their middle. */
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { FileOpening } from '../../shared/documents/chunk.ts';
import type { CsvSource, SourceDefinition } from '../../shared/sources.ts';
import { placeOf } from './sources-of-plant.ts';
import { identifyKnown, type FileStartRule } from '../sources/file-identity.ts';
import { filePattern } from '../sources/file-pattern.ts';
import { listFiles } from '../sources/list-files.ts';
import { openBelow } from '../sources/regular-file.ts';
import { wholeRowsLength } from '../sources/rows.ts';
import { shownRows } from './shown-rows.ts';

/** By name; older ones are not written any more. */
const NEWEST = 50;
/** A header ends within so much, or does not count as one. */
const START_BYTES = 132 * 1024;
/** A share that is away tells nothing; then the header counts as passed. */
const ANSWER_MS = 5_000;

export interface FileOpeningsParts {
  line: string;
  former: SourceDefinition | undefined;
  next: SourceDefinition;
  /** Paths of the plant file start here. */
  directory: string;
  zone: string;
  formerly: readonly FileStartRule[];
  isKnown: (fileKey: string) => boolean;
}

/** By file key; empty when starts mean what they meant. */
export async function fileOpenings(parts: FileOpeningsParts): Promise<ReadonlyMap<string, FileOpening>> {
  const { former, next } = parts;
  if (next.kind !== 'csv' || former?.kind !== 'csv' || isDeepStrictEqual(startOf(former), startOf(next)))
    return new Map();
  const late = delay(ANSWER_MS, new Map<string, FileOpening>(), { ref: false });
  return Promise.race([openingsOf(next, parts), late]);
}

function startOf({ header, encoding }: CsvSource): FileStartRule {
  return { header, encoding };
}

async function openingsOf(source: CsvSource, parts: FileOpeningsParts): Promise<Map<string, FileOpening>> {
  const { line, directory, zone, formerly, isKnown } = parts;
  const { root, pattern } = placeOf(source, directory);
  const rule = { sourceId: `${line}/${source.id}`, ...startOf(source), formerly };
  const openings = new Map<string, FileOpening>();
  const { names } = await listFiles(root, filePattern(pattern)).catch(() => ({ names: [] as string[] }));
  for (const name of names.slice(-NEWEST)) {
    const file = await openBelow(root, name).catch(() => null);
    if (!file) continue;
    try {
      const identity = await identifyKnown(file.handle, rule, true, async (key) => isKnown(key));
      if (!identity || !isKnown(identity.fileKey)) continue;
      const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      const read = buffer.subarray(0, bytesRead);
      const bytes = read.subarray(0, wholeRowsLength(read, identity.encoding));
      openings.set(identity.fileKey, shownRows(source, zone, { bytes, offset: 0, opening: null }).opening);
    } catch {
      // It cannot be read now; its source will say so.
    } finally {
      await file.handle.close();
    }
  }
  return openings;
}
