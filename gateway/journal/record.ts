/**
 * How one block lies on disk, big-endian:
 *
 *     u32 length of what follows the checksum | u32 CRC-32 of length and what follows
 *     u48 sequence | u32 generation | u48 offset | f64 receivedAt | 3 × u16 text lengths | sourceId, file, fileKey | bytes
 *
 * Every record stands alone (no dictionary, no reference to an earlier one), so damage costs the record that it hits.
 */
import { crc32 } from 'node:zlib';

/** What the journal keeps of a block: raw bytes of one source with their place. */
export interface JournalRecord {
  sourceId: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Byte offset in the file; of a port: record sequence. */
  offset: number;
  bytes: Buffer;
  /** Epoch ms by the gateway's clock. */
  receivedAt: number;
}

export interface SequencedRecord {
  /** Grows by one per record; gaps stand for records that were refused or lost. */
  sequence: number;
  record: JournalRecord;
}

const PREFIX_BYTES = 8;
const HEADER_BYTES = 38;
/** No record is smaller; so a damaged stretch of n bytes held at most n / MIN_RECORD_BYTES records. */
export const MIN_RECORD_BYTES = HEADER_BYTES;
const MAX_RECORD_BYTES = 16 * 1024 * 1024;
/** More records than a segment holds: a number further ahead than this is not a number, whatever the checksum says. */
const MAX_GAP = 2 ** 22;

/** The record as buffers to write one after the other; `record.bytes` is not copied. Throws for more than 16 MiB. */
export function encodeRecord(sequence: number, record: JournalRecord): Buffer[] {
  const texts = [record.sourceId, record.file, record.fileKey].map((text) => Buffer.from(text));
  const head = Buffer.concat([Buffer.alloc(HEADER_BYTES), ...texts]);
  const total = head.length + record.bytes.length;
  if (total > MAX_RECORD_BYTES) throw new RangeError(`A journal record of ${total} bytes is above ${MAX_RECORD_BYTES}`);
  head.writeUInt32BE(total - PREFIX_BYTES, 0);
  head.writeUIntBE(sequence, 8, 6);
  head.writeUInt32BE(record.generation, 14);
  head.writeUIntBE(record.offset, 18, 6);
  head.writeDoubleBE(record.receivedAt, 24);
  texts.forEach((text, i) => head.writeUInt16BE(text.length, 32 + 2 * i));
  head.writeUInt32BE(crc32(record.bytes, checksumOfHead(head)), 4);
  return [head, record.bytes];
}

export type Decoded = SequencedRecord & { end: number };

/**
 * The record at `at` of a piece of a segment, and where it ends. `null`: there is none, its checksum fails, or its number
 * is not `expected` or a little later. `{ needs }`: the piece ends too early, so many bytes from `at` on are needed to
 * tell. The bytes of the record are a view of the piece.
 */
export function decodeRecord(piece: Buffer, at: number, expected: number): Decoded | { needs: number } | null {
  if (at + HEADER_BYTES > piece.length) return { needs: HEADER_BYTES };
  const length = PREFIX_BYTES + piece.readUInt32BE(at);
  if (length < HEADER_BYTES || length > MAX_RECORD_BYTES) return null;
  const sequence = piece.readUIntBE(at + 8, 6);
  if (sequence < expected || sequence > expected + MAX_GAP) return null;
  const end = at + length;
  if (end > piece.length) return { needs: length };
  const whole = piece.subarray(at, end);
  if (whole.readUInt32BE(4) !== checksumOfHead(whole)) return null;
  let textAt = HEADER_BYTES;
  const [sourceId, file, fileKey] = [32, 34, 36].map((lengthAt) => {
    const from = textAt;
    textAt += whole.readUInt16BE(lengthAt);
    return whole.toString('utf8', from, textAt);
  }) as [string, string, string];
  const record: JournalRecord = {
    sourceId,
    file,
    fileKey,
    generation: whole.readUInt32BE(14),
    offset: whole.readUIntBE(18, 6),
    bytes: whole.subarray(textAt),
    receivedAt: whole.readDoubleBE(24),
  };
  return { sequence, record, end };
}

/** CRC-32 of all but the checksum field itself. */
function checksumOfHead(bytes: Buffer): number {
  return crc32(bytes.subarray(PREFIX_BYTES), crc32(bytes.subarray(0, 4)));
}
