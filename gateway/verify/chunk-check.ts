/** Every chunk of a gateway and of those whose place it took: is it whole, in its place, and next to its neighbours? */
import { Value } from 'typebox/value';
import { Chunk, chunkPrefix } from '../../shared/documents/chunk.ts';
import { databaseName, seriesDatabase } from '../../shared/documents/database-names.ts';
import { padded } from '../../shared/documents/document.ts';
import { cyclesOf, samplesOf } from '../pipeline/chunk-codec.ts';
import { pages } from '../pipeline/line-chunks.ts';
import type { Store } from '../store/store.ts';
import { finding, type Finding } from './finding.ts';

/** What a chunk covers of its file. */
export interface Covered {
  id: string;
  fromPos: number;
  toPos: number;
  rows: number;
  /** How its rows were read. */
  mapping: string;
}

export interface CheckedChunks {
  findings: Finding[];
  chunks: number;
  /** Rejected ones included. */
  rows: number;
  /** By series and file as in ids: `<line>:<source>:<metric>:<fileKey>.<generation>`, in order of position. */
  files: ReadonlyMap<string, Covered[]>;
}

const MOST_TAIL_BYTES = 64;

export async function checkChunks(store: Store): Promise<CheckedChunks> {
  const findings: Finding[] = [];
  const files = new Map<string, Covered[]>();
  let chunks = 0;
  const seen = new Set<string>();
  let rows = 0;
  for (const database of await store.databases('series_')) {
    const gateway = databaseName(database)?.gateway ?? '';
    for await (const chunk of pages(store, database, 'chunk:')) {
      chunks++;
      const { _id: id } = chunk;
      if (!Value.Check(Chunk, chunk)) {
        const [error] = Value.Errors(Chunk, chunk);
        findings.push(finding('chunk-invalid', id, `${error?.instancePath ?? ''} ${error?.message ?? ''}`.trim()));
        continue;
      }
      const wrong = misplaced(chunk, database, gateway);
      if (wrong) findings.push(finding('chunk-misplaced', id, wrong));
      const unreadable = contentProblem(chunk);
      if (unreadable) findings.push(finding('chunk-unreadable', id, unreadable));
      // The same id in two databases is one chunk.
      if (seen.has(id)) continue;
      seen.add(id);
      const file = id.slice('chunk:'.length, id.lastIndexOf(':'));
      const { fromPos, toPos, configVersion: mapping } = chunk;
      const covered = { id, fromPos, toPos, rows: chunk.rows + chunk.rejected.length, mapping };
      rows += covered.rows;
      files.set(file, [...(files.get(file) ?? []), covered]);
    }
  }
  for (const covered of files.values()) {
    covered.sort((a, b) => a.fromPos - b.fromPos);
    for (const [i, chunk] of covered.entries()) {
      const before = covered[i - 1];
      if (before && chunk.fromPos < before.toPos)
        findings.push(finding('chunk-overlap', chunk.id, `"${before.id}" reaches to ${before.toPos}.`));
    }
  }
  return { findings, chunks, rows, files };
}

/** Id and database come from the content. */
function misplaced(chunk: Chunk, database: string, gateway: string): string | null {
  const [, , , series = ''] = chunk._id.split(':');
  const version = series.startsWith(`${chunk.metric}.`) ? series.slice(chunk.metric.length + 1) : undefined;
  const id = `${chunkPrefix({ ...chunk, line: chunk.line ?? '', version })}${padded(chunk.fromPos)}`;
  if (id !== chunk._id) return `By its content it is "${id}".`;
  const rightDatabase = seriesDatabase(gateway, chunk.line ?? '', chunk.firstAt);
  if (rightDatabase !== database) return `It is in "${database}" and belongs into "${rightDatabase}".`;
  return null;
}

function contentProblem(chunk: Chunk): string | null {
  let rows: { at: number; offset: number }[];
  try {
    rows = chunk.metric === 'cycles' ? cyclesOf(chunk) : samplesOf(chunk);
  } catch (error) {
    return `Its rows cannot be unpacked: ${error instanceof Error ? error.message : String(error)}.`;
  }
  const { fromPos, toPos, rejected } = chunk;
  if (rows.length !== chunk.rows) return `It has ${rows.length} rows and says ${chunk.rows}.`;
  if (rows.some(({ at, offset }) => !Number.isSafeInteger(at) || !Number.isSafeInteger(offset)))
    return 'A time or position in it is no number.';
  if (rows.some(({ offset }, i) => offset < (rows[i - 1]?.offset ?? fromPos - 1) || offset >= toPos))
    return `Its rows do not lie in order between ${fromPos} and ${toPos}.`;
  if (rejected.some(({ offset }) => offset < fromPos || offset >= toPos))
    return `A rejected row does not lie between ${fromPos} and ${toPos}.`;
  if (rows.length > 0 && (rows[0]!.at !== chunk.firstAt || rows.at(-1)!.at !== chunk.lastAt))
    return `Its rows are not of the time that it says.`;
  if (Buffer.from(chunk.tail, 'base64').length > MOST_TAIL_BYTES) return `Its tail is too long.`;
  return null;
}
