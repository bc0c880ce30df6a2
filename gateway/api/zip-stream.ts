/**
 * A ZIP archive as it is made: no entry is ever whole in memory (sizes follow the data, APPNOTE.TXT 4.3.9). Compression
 * runs beside the event loop. For entries below 4 GB; later ones need ZIP64.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  name: string;
  /** Blocks of text. */
  content: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  at: number;
}

/** Sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
const VERSION = 20;
/** 1 January 1980: the same content makes the same archive. */
const DATE = 0x0021;

export async function* zipStream(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const entry: Written = { name: Buffer.from(name), crc: 0, packed: 0, size: 0, at };
    const header = record(0x04034b50, [2, VERSION], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DATE], [12, 0]);
    const head = Buffer.concat([header, numbers([2, entry.name.length], [2, 0]), entry.name]);
    yield head;
    for await (const block of deflated(content, entry)) {
      entry.packed += block.length;
      yield block;
    }
    const descriptor = record(0x08074b50, [4, entry.crc], [4, entry.packed], [4, entry.size]);
    yield descriptor;
    at += head.length + entry.packed + descriptor.length;
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  yield directory;
  const count: [number, number] = [2, written.length];
  yield record(0x06054b50, [2, 0], [2, 0], count, count, [4, directory.length], [4, at], [2, 0]);
}

/** Counts what goes in on the way. */
async function* deflated(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 3 });
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      yield bytes;
    }
  }
  // Its failure ends the loop below as well.
  const done = pipeline(Readable.from(counted()), deflate);
  done.catch(() => {});
  for await (const block of deflate) yield block as Buffer;
  await done;
}

function directoryEntry({ name, crc, packed, size, at }: Written): Buffer {
  const head = record(0x02014b50, [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DATE], [4, crc]);
  const sizes = numbers([4, packed], [4, size], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]);
  return Buffer.concat([head, sizes, name]);
}

function record(signature: number, ...fields: [bytes: number, value: number][]): Buffer {
  return numbers([4, signature], ...fields);
}

/** Little-endian; longer than 4 bytes are zeros. */
function numbers(...fields: [bytes: number, value: number][]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes <= 4) buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
