/** What is open of a file, as the chunks of its metrics. */
import { chunkId, type Chunk } from '../../shared/documents/chunk.ts';
import type { PackedMetric } from './chunk-codec.ts';
import type { OpenFile } from './open-file.ts';

export interface ChunkParts<Row> {
  gateway: string;
  line: string;
  source: string;
  /** Rejected rows are kept with the first. */
  metrics: readonly string[];
  configVersion: string;
  /** Of readings, in order of `metrics`. */
  resolutions?: readonly number[];
  /** In order of `metrics`. */
  pack: (rows: readonly Row[]) => PackedMetric[];
  /** Chunks say when the row before them was observed. */
  keepsBefore?: boolean;
  /** The mapping under which files are read anew, beside the chunks that are there. */
  version?: string | undefined;
}

/** The first metric's is there always, and comes last: where it is stored, all that close with it are. */
export function chunkDocuments<Row extends { at: number; offset: number }>(
  parts: ChunkParts<Row>,
  { chunk, file, fileKey, generation, lastAt: before, tail, opening }: OpenFile<Row>,
): Chunk[] {
  const { gateway, line, source, metrics, configVersion, pack, keepsBefore, version, resolutions } = parts;
  const { fromPos, toPos, rejected } = chunk;
  const documents = pack(chunk.rows).flatMap(({ firstAt, lastAt, ...packed }, i): Chunk[] => {
    const isFirst = i === 0;
    if (packed.rows === 0 && !isFirst) return [];
    const metric = metrics[i]!;
    const at = firstAt ?? chunk.firstAt ?? before ?? chunk.receivedAt;
    const document: Chunk = {
      _id: chunkId({ line, source, metric, fileKey, generation, version }, fromPos),
      type: 'chunk',
      schema: 1,
      line,
      at,
      received: chunk.receivedAt,
      by: { origin: gateway, user: null },
      ...{ source, metric, file, fileKey, generation, fromPos, toPos },
      firstAt: at,
      lastAt: lastAt ?? chunk.lastAt ?? at,
      ...(keepsBefore && { before: chunk.before }),
      ...(opening && { opening }),
      rejected: isFirst ? rejected : [],
      tail: tail.toString('base64'),
      ...(resolutions && { resolution: resolutions[i]! }),
      configVersion,
      ...packed,
    };
    return [document];
  });
  return documents.reverse();
}
