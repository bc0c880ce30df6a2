/**
 * The files (and ports) of a source as they are being decoded: every byte once, from where its chunks end. Blocks may come
 * twice or overlap; after a restart the reader of a file goes on in its middle with what the chunks kept of its start.
 */
import type { FileOpening } from '../../shared/documents/chunk.ts';
import type { Decoder, RowReader } from '../decoders/decoded.ts';
import type { Block } from '../sources/source.ts';
import type { FileStart, Fresh } from './open-file.ts';

/** `bytes`: of a file. `records`: a port's lines, frames or polls, each one position. */
export type Positions = 'bytes' | 'records';

export interface ReadBlock<Row> extends Fresh {
  rows: Row[];
  /** Position after the block. */
  end: number;
}

interface Reading<Row> {
  reader: RowReader<Row>;
  position: number;
  previous: number | null;
}

export class BlockReader<Row> {
  readonly #decoder: Decoder<Row>;
  readonly #positions: Positions;
  readonly #start: (fileId: string) => FileStart | null;
  readonly #at: (row: Row) => number | null;
  readonly #readings = new Map<string, Reading<Row>>();

  /** `start` = where the chunks of a file end; `at` = observed time of a row, null when it has none. */
  constructor(parts: {
    decoder: Decoder<Row>;
    positions: Positions;
    start: (fileId: string) => FileStart | null;
    at: (row: Row) => number | null;
  }) {
    this.#decoder = parts.decoder;
    this.#positions = parts.positions;
    this.#start = parts.start;
    this.#at = parts.at;
  }

  /**
   * null = nothing new: it is here already, or there is a hole before it in a file (its source then goes on from `known`). What lies
   * at `until` and after it is left.
   */
  read(block: Block, until = Infinity): ReadBlock<Row> | null {
    const reading = this.#reading(`${block.fileKey}.${block.generation}`);
    const { position } = reading;
    if (this.#positions === 'records') return this.#readRecords(block, reading, until);
    if (block.offset > position) return null;
    const end = Math.min(until, block.offset + block.bytes.length);
    if (end <= position) return null;
    const bytes = block.bytes.subarray(position - block.offset, end - block.offset);
    const before = reading.reader.opening;
    const rows = this.#decode(reading, bytes, position);
    reading.position = end;
    const after = reading.reader.opening;
    const openingAt = (at: number) => {
      if (at === end || before.header === after.header) return kept(after);
      // A header began anew in this very block: what holds at `at` is what a reader that stops there knows.
      const reader = this.#decoder(before);
      reader.decode({ bytes: bytes.subarray(0, at - position), offset: position }, null);
      return kept(reader.opening);
    };
    return { rows, bytes, position, end, openingAt };
  }

  /** Only this file is read on for now. */
  forgetOthers(id: string): void {
    for (const other of this.#readings.keys()) if (other !== id) this.#readings.delete(other);
  }

  /** How many positions a block of records takes is known when it is decoded. */
  #readRecords(block: Block, reading: Reading<Row>, until: number): ReadBlock<Row> | null {
    const rows = this.#decode(reading, block.bytes, block.offset);
    const end = Math.min(until, block.offset + rows.length);
    // A port says nothing twice: what is missing before the block is lost, what it brings is not.
    const position = Math.max(reading.position, block.offset);
    if (end <= position) return null;
    reading.position = end;
    const fresh = rows.slice(position - block.offset, end - block.offset);
    return { rows: fresh, bytes: Buffer.alloc(0), position, end, openingAt: () => null };
  }

  #decode(reading: Reading<Row>, bytes: Buffer, offset: number): Row[] {
    const rows = reading.reader.decode({ bytes, offset }, reading.previous);
    for (let i = rows.length - 1; i >= 0; i--) {
      const at = this.#at(rows[i]!);
      if (at === null) continue;
      reading.previous = at;
      break;
    }
    return rows;
  }

  #reading(id: string): Reading<Row> {
    let reading = this.#readings.get(id);
    if (!reading) {
      const start = this.#start(id) ?? { position: 0, opening: null, endsAt: null };
      const opening = start.opening ?? (start.position > 0 ? PLAIN : null);
      reading = { reader: this.#decoder(opening), position: start.position, previous: start.endsAt };
      this.#readings.set(id, reading);
    }
    return reading;
  }
}

const PLAIN: FileOpening = { encoding: 'utf-8', header: '' };

/** What is worth keeping in every chunk. */
function kept(opening: FileOpening): FileOpening | null {
  return opening.encoding === 'utf-8' && opening.header === '' ? null : opening;
}
