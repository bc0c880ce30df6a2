/** `npx lineside import`: finished files through the same journal and recorders as live ones, at full speed. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { AppError } from '../../shared/errors.ts';
import { sourceId, type LinePipeline } from '../pipeline/line-pipeline.ts';
import type { FileStartRule } from '../sources/file-identity.ts';
import { readWholeFile } from '../sources/read-whole-file.ts';

export interface ImportedFile {
  file: string;
  bytes: number;
  rows: number;
  rejectedRows: number;
}

export interface ImportResult {
  line: string;
  source: string;
  files: ImportedFile[];
  rows: number;
  rejectedRows: number;
  /** The first 1,000 of them; the store keeps all. */
  rejected: RejectedRow[];
}

const SHOWN = 1_000;

/** Files are read in the order given. Resolves when rows, hours and positions are durable. */
export async function importFiles(parts: {
  pipeline: LinePipeline;
  source: string;
  files: readonly string[];
  now: () => number;
  /** The line is listened to: silence after its last row is standstill. */
  live: boolean;
  signal: AbortSignal;
  /** How the starts of the source's files were declared before. */
  formerly?: readonly FileStartRule[];
  /** After each file. */
  progress?: (file: ImportedFile) => void;
  /** After each block: how far the file is read by now. */
  underWay?: (file: ImportedFile) => void;
}): Promise<ImportResult> {
  const { pipeline, source, now, signal } = parts;
  const definition = pipeline.line.sources.find(({ id }) => id === source);
  if (definition?.kind !== 'csv') {
    const there = pipeline.line.sources.filter(({ kind }) => kind === 'csv').map(({ id }) => `"${id}"`);
    throw new AppError(
      'USAGE',
      `Line "${pipeline.line.id}" has no file source "${source}"; it has ${there.join(', ') || 'none'}.`,
    );
  }
  const result: ImportResult = { line: pipeline.line.id, source, files: [], rows: 0, rejectedRows: 0, rejected: [] };
  const id = sourceId(pipeline.line.id, source);
  for (const file of parts.files) {
    const imported: ImportedFile = { file, bytes: 0, rows: 0, rejectedRows: 0 };
    const { newBytes } = await readWholeFile({
      sourceId: id,
      header: definition.header,
      encoding: definition.encoding,
      formerly: parts.formerly,
      path: file,
      signal,
      parts: {
        now,
        known: async (fileKey, generation) => pipeline.known(id, fileKey, generation),
        accept: async (block) => {
          const taken = await pipeline.accept(block);
          imported.rows += taken.rows;
          imported.rejectedRows += taken.rejected.length;
          result.rejected.push(...taken.rejected.slice(0, SHOWN - result.rejected.length));
          imported.bytes = block.offset + block.bytes.length;
          parts.underWay?.(imported);
          await pipeline.advance(null);
        },
      },
    });
    imported.bytes = newBytes;
    result.files.push(imported);
    result.rows += imported.rows;
    result.rejectedRows += imported.rejectedRows;
    parts.progress?.(imported);
  }
  if (parts.live) await pipeline.advance(now());
  else await pipeline.finish();
  await pipeline.save();
  return result;
}
