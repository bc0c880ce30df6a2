/**
 * A block of raw rows of one source, contiguous in position, written once. Never a document per sample.
 * Rows that could not be read are in it too, so rows read = rows stored + rows rejected, from the store alone.
 */
import { Type, type Static } from 'typebox';
import { ENCODINGS } from '../text-encoding.ts';
import { envelope, Instant, padded } from './document.ts';

/** A row that could not be read: where it is, what it says, why it was refused. */
export const RejectedRow = Type.Object({
  /** Name of the file (or port) at the time of reading. */
  file: Type.String(),
  /** Byte offset of the row in the file, or record position of a serial line. */
  offset: Type.Integer({ minimum: 0 }),
  /** The row as read, cut at 200 characters. */
  text: Type.String(),
  reason: Type.String(),
});
export type RejectedRow = Static<typeof RejectedRow>;

/** What the start of a file said and every later row is read by; kept because the file may be gone tomorrow. */
export const FileOpening = Type.Object({
  encoding: Type.Enum([...ENCODINGS]),
  /** The header's lines, each with a newline; empty = none. */
  header: Type.String(),
});
export type FileOpening = Static<typeof FileOpening>;

export const Chunk = Type.Object(
  {
    ...envelope,
    type: Type.Literal('chunk'),
    source: Type.String(),
    metric: Type.String(),
    /** File name when the chunk was read: for people, never for identity. */
    file: Type.String(),
    fileKey: Type.String(),
    generation: Type.Integer({ minimum: 0 }),
    /** Half-open range of positions (byte offsets of a file). */
    fromPos: Type.Integer({ minimum: 0 }),
    toPos: Type.Integer({ minimum: 0 }),
    firstAt: Instant,
    lastAt: Instant,
    /** Observed time of the row before the first one, in the same file; null at its start. Of cycles only. */
    before: Type.Optional(Type.Union([Instant, Type.Null()])),
    /** As it stands at the end of the chunk; absent = UTF-8 without header. */
    opening: Type.Optional(FileOpening),
    rows: Type.Integer({ minimum: 0 }),
    rejected: Type.Array(RejectedRow),
    /** base64 of the ≤ 64 bytes before `toPos`, to recognise the file when reading goes on without journal. */
    tail: Type.String(),
    /** Of readings: a value is a whole multiple of it. Absent: as the plant file says. */
    resolution: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    /** Stands for how the rows were read (columns, formats, zone). */
    configVersion: Type.String(),
    /** Texts that columns refer to by number (lots, items). */
    texts: Type.Array(Type.String()),
    /** base64 of deflateRaw of the packed columns (`shared/series/columns.ts`). */
    packed: Type.String(),
  },
  { additionalProperties: false },
);
export type Chunk = Static<typeof Chunk>;

export interface ChunkKey {
  line: string;
  source: string;
  metric: string;
  fileKey: string;
  generation: number;
  /** Of a later mapping under which the file was read anew; absent = as it was read first. */
  version?: string | undefined;
}

export function chunkPrefix(key: ChunkKey): string {
  const metric = key.version === undefined ? key.metric : `${key.metric}.${key.version}`;
  return `chunk:${key.line}:${key.source}:${metric}:${key.fileKey}.${key.generation}:`;
}

export function chunkId(key: ChunkKey, fromPos: number): string {
  return `${chunkPrefix(key)}${padded(fromPos)}`;
}
