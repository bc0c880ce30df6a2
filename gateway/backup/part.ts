/**
 * How a backup lies in its file: a first line, then parts, each a line of JSON that says what it is and how long, and its
 * packed bytes. A line holds the hash of its bytes, and the last part the hash over all lines: nothing can be missing, cut
 * off or changed unseen.
 */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { Type, type Static } from 'typebox';

export const FIRST_LINE = 'lineside backup 1\n';
/** No line of a part is longer, and no part larger when it is unpacked. */
export const MOST_LINE_BYTES = 4_096;
export const MOST_PART_BYTES = 256 * 1024 * 1024;

const closed = { additionalProperties: false };
/** No way out of a folder is one. */
const Name = Type.String({ pattern: '^(?![.]+$)[A-Za-z0-9._-]+$', maxLength: 250 });

/** What the bytes of a part are. */
export const PartIs = Type.Union([
  /** JSON: `Begin`. */
  Type.Object({ is: Type.Literal('begin') }, closed),
  /** JSON, an array of documents of a database; a database may have many parts. */
  Type.Object({ is: Type.Literal('documents'), database: Name, documents: Type.Integer({ minimum: 0 }) }, closed),
  /** Records of the journal as they lie in a segment. */
  Type.Object({ is: Type.Literal('journal'), first: Type.Integer({ minimum: 0 }) }, closed),
  /** A file of `DATA_DIR/secrets`. */
  Type.Object({ is: Type.Literal('secret'), name: Name }, closed),
  Type.Object({ is: Type.Literal('plant-file') }, closed),
  /** JSON: `End`. */
  Type.Object({ is: Type.Literal('end') }, closed),
]);
export type PartIs = Static<typeof PartIs>;

export const PartLine = Type.Object(
  { part: PartIs, bytes: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  closed,
);
export type PartLine = Static<typeof PartLine>;

export const Begin = Type.Object({
  /** Id of the gateway that is backed up. */
  gateway: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  /** When it began, ms: all that was acknowledged by then is in it. */
  at: Type.Integer(),
});
export type Begin = Static<typeof Begin>;

export const End = Type.Object({
  parts: Type.Integer(),
  documents: Type.Integer(),
  /** SHA-256 over the lines of all parts before. */
  lines: Type.String(),
});
export type End = Static<typeof End>;

const pack = promisify(zstdCompress);
const unpack = promisify(zstdDecompress);

/** Parts are unpacked in pieces of so much: those of the default make it half as fast. */
const PIECE_BYTES = 1024 * 1024;

/** Level 1: beside a gateway at work, packing should not be what takes the time. */
export async function packed(bytes: Uint8Array): Promise<Buffer> {
  return pack(bytes, { chunkSize: PIECE_BYTES, params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

export async function unpacked(bytes: Uint8Array): Promise<Buffer> {
  return unpack(bytes, { chunkSize: PIECE_BYTES, maxOutputLength: MOST_PART_BYTES });
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
