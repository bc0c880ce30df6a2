/**
 * `npx lineside reprocess`: files that were read under an earlier mapping (columns, zone, units …) are read anew under the
 * one of now. The new chunks are written beside the old; one document then makes them count, so a kill leaves the old
 * figures or the new ones, never a mixture.
 */
import { AppError } from '../../shared/errors.ts';
import type { Rereadings } from '../../shared/documents/configuration.ts';
import type { FileWithRows, Span } from '../pipeline/catalogued-file.ts';
import { sourceId, type LinePipeline } from '../pipeline/line-pipeline.ts';
import { switchRereadings } from '../pipeline/rereadings.ts';
import type { Block } from '../sources/source.ts';
import type { Store } from '../store/store.ts';

export interface Reprocessed {
  line: string;
  source: string;
  /** Stands for the mapping of now. */
  mapping: string;
  files: { file: string; rows: number; rejectedRows: number }[];
  /** Rows of the files lie within, before or now; null = no file was read anew. */
  span: { from: number; to: number } | null;
  /** Files whose bytes are nowhere any more: they stay as they are. */
  missing: { file: string; why: string }[];
}

export interface ReprocessParts {
  pipeline: LinePipeline;
  store: Store;
  gateway: string;
  source: string;
  /** Files with rows in `[from, to)` by their old times are read anew, whole. */
  from: number;
  to: number;
  /** The bytes of a file from its start, as blocks; a sentence when they cannot be had. */
  bytesOf: (file: FileWithRows) => Promise<AsyncIterable<Block> | string>;
  now: () => number;
  signal: AbortSignal;
  progress?: (file: { file: string; rows: number; rejectedRows: number }) => void;
}

export async function reprocess(parts: ReprocessParts): Promise<Reprocessed> {
  const { pipeline, store, gateway, source, from, to, now, signal } = parts;
  const { id: line } = pipeline.line;
  const recorder = pipeline.recorder(sourceId(line, source));
  if (!recorder) {
    const there = pipeline.line.sources.map(({ id }) => `"${id}"`).join(', ') || 'none';
    throw new AppError('USAGE', `Line "${line}" has no source "${source}"; it has ${there}.`);
  }
  const result: Reprocessed = { line, source, mapping: recorder.mapping, files: [], span: null, missing: [] };
  const anew = recorder.rereader();
  const rereadings: Rereadings = {};
  await anew.restore();
  for (const file of recorder.filesBetween(from, to)) {
    // Rows that are in no chunk yet were read by the mapping of now.
    const { toPos } = file;
    if (toPos === 0) continue;
    const blocks = await parts.bytesOf(file);
    if (typeof blocks === 'string') {
      result.missing.push({ file: file.file, why: blocks });
      continue;
    }
    const read = { file: file.file, rows: 0, rejectedRows: 0 };
    for await (const block of blocks) {
      signal.throwIfAborted();
      if (block.offset >= toPos) break;
      const taken = await anew.take(0, block, toPos);
      read.rows += taken.rows;
      read.rejectedRows += taken.rejected.length;
    }
    await anew.close();
    const end = anew.followed().find(({ id }) => id === file.id)?.position ?? 0;
    if (end < toPos) {
      result.missing.push({ file: file.file, why: `"${file.file}" ended at byte ${end} while it was read; try again` });
      continue;
    }
    rereadings[file.id] = { version: recorder.mapping, toPos };
    result.files.push(read);
    parts.progress?.(read);
  }
  if (result.files.length === 0) return result;
  const counts = await switchRereadings({ store, gateway, line, source, now: now() }, rereadings);
  const before = recorder.filesBetween(-Infinity, Infinity).filter(({ id }) => rereadings[id]);
  const spans = new Map<string, Span>(
    anew
      .filesBetween(-Infinity, Infinity)
      .flatMap(({ id, firstAt, lastAt }) => (rereadings[id] ? [[id, { firstAt, lastAt }] as const] : [])),
  );
  await recorder.switchTo(counts, spans);
  const touched = [...before, ...spans.values()];
  result.span = {
    from: Math.min(...touched.map(({ firstAt }) => firstAt)),
    to: Math.max(...touched.map(({ lastAt }) => lastAt)) + 1,
  };
  return result;
}
