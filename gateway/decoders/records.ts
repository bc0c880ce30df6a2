/** Blocks of ports: records of a fixed length, one position each. What is no such record is one refused record, whatever its length. */
import type { FileOpening } from '../../shared/documents/chunk.ts';
import { rejected, type DecodedSamples, type Decoder } from './decoded.ts';

/** A port has no start that says how the rest is to be read. */
export const PORT_OPENING: FileOpening = { encoding: 'latin1', header: '' };

export interface RecordFormat {
  /** Bytes of a record. */
  length: number;
  isWhole(record: Buffer): boolean;
  /** The values, or why there are none. */
  values(record: DataView): number[] | string;
}

export function recordDecoder({ length, isWhole, values }: RecordFormat): Decoder<DecodedSamples> {
  return () => ({
    opening: PORT_OPENING,
    decode: ({ bytes, offset }) => {
      if (bytes.length === 0) return [];
      const records = Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) =>
        bytes.subarray(i * length, (i + 1) * length),
      );
      if (!records.every((record) => record.length === length && isWhole(record)))
        return [rejected({ offset, end: offset + 1 }, hex(bytes), `${bytes.length} bytes are no record of ${length}`)];
      return records.map((record, i) => {
        const place = { offset: offset + i, end: offset + i + 1 };
        const read = values(new DataView(record.buffer, record.byteOffset, length));
        if (typeof read === 'string') return rejected(place, hex(record), read);
        return { ok: true, ...place, at: null, values: read };
      });
    },
  });
}

/** The first 100 bytes: a rejected row shows 200 characters. */
function hex(bytes: Buffer): string {
  return bytes.toString('hex', 0, 100);
}
