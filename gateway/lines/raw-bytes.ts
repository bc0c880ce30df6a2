/**
 * The bytes that rows were made of: from the file, wherever it lies under its declared root by now, else from the journal as
 * long as that keeps them. A file is told by what it begins with, never by a name that somebody gives.
 */
import { recordBytes } from '../../shared/modbus-record.ts';
import type { SourceDefinition } from '../../shared/sources.ts';
import { encodingAt } from '../../shared/text-encoding.ts';
import type { RowPlace } from '../../shared/sync/sources.ts';
import type { RawBytes } from '../api/routes/sources.ts';
import type { Journal } from '../journal/journal.ts';
import type { FileWithRows } from '../pipeline/catalogued-file.ts';
import { placeOf, type PlantSource } from './sources-of-plant.ts';
import { identifyKnown, type FileStartRule } from '../sources/file-identity.ts';
import { filePattern } from '../sources/file-pattern.ts';
import { listFiles } from '../sources/list-files.ts';
import { openBelow, type OpenFile } from '../sources/regular-file.ts';
import { wholeRowsLength } from '../sources/rows.ts';
import type { Block } from '../sources/source.ts';

const BLOCK_BYTES = 512 * 1024;
const NEWLINE = 10;

export interface RawBytesParts {
  journal: Journal;
  /** Paths of the plant file start here. */
  directory: string;
  /** How the starts of a source's files were declared before. */
  formerly?: (line: string, definition: SourceDefinition) => readonly FileStartRule[];
}

export class RawBytesOf {
  readonly #parts: RawBytesParts;

  constructor(parts: RawBytesParts) {
    this.#parts = parts;
  }

  /** At most `before` bytes before the place and `after` from it on; null = nobody has them any more. */
  async around(
    source: Pick<PlantSource, 'line' | 'definition'>,
    place: RowPlace,
    reach: { before: number; after: number },
  ): Promise<RawBytes | null> {
    const sourceId = `${source.line}/${source.definition.id}`;
    const record = await this.#parts.journal.find({ sourceId, ...place });
    const opened = await this.#open(source, place.fileKey);
    if (opened) {
      const { handle } = opened;
      try {
        const from = Math.max(0, place.offset - reach.before);
        const length = place.offset - from + reach.after;
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
        const bytes = buffer.subarray(0, bytesRead);
        const start = Buffer.alloc(4);
        await handle.read(start, 0, 4, 0);
        const { encoding } = encodingAt(start, declaredEncoding(source));
        // A file that was written anew has other bytes there: then what was read is in the journal, or nowhere.
        if (!record || holds(bytes, place.offset - from, record.record, place.offset))
          return bytes.length > place.offset - from
            ? { bytes, at: place.offset - from, length: null, from: 'file', encoding }
            : null;
      } finally {
        await handle.close();
      }
    }
    if (!record) return null;
    const { bytes, offset } = record.record;
    const isFile = source.definition.kind === 'csv';
    const at = isFile ? place.offset - offset : recordAt(bytes, place.offset - offset, source);
    const from = Math.max(0, at - reach.before);
    return {
      bytes: bytes.subarray(from, at + reach.after),
      at: at - from,
      length: isFile || isText(source) ? null : recordLength(bytes, source),
      from: 'journal',
      encoding: declaredEncoding(source) ?? 'utf-8',
    };
  }

  /** All of a file as blocks, from its start to where its chunks end; a sentence when that cannot be had. */
  async blocks(
    source: Pick<PlantSource, 'line' | 'definition'>,
    file: FileWithRows,
    now: number,
  ): Promise<AsyncIterable<Block> | string> {
    const sourceId = `${source.line}/${source.definition.id}`;
    const opened = await this.#open(source, file.fileKey);
    if (opened) {
      const tail = Buffer.from(file.tail, 'base64');
      const there = Buffer.alloc(tail.length);
      await opened.handle.read(there, 0, tail.length, file.toPos - tail.length);
      if (there.equals(tail)) return fileBlocks(opened, { sourceId, file, now });
      await opened.handle.close();
    }
    const isPort = source.definition.kind !== 'csv';
    const blocks = await journalBlocks(this.#parts.journal, sourceId, file, isPort);
    return blocks ?? `"${file.file}" is neither in its folder as it was read nor, whole, in the journal`;
  }

  /** Of the files under the root the one that begins like this; the newest names first. */
  async #open(
    { line, definition }: Pick<PlantSource, 'line' | 'definition'>,
    fileKey: string,
  ): Promise<OpenFile | null> {
    if (definition.kind !== 'csv') return null;
    const { root, pattern } = placeOf(definition, this.#parts.directory);
    const { id, header, encoding } = definition;
    const formerly = this.#parts.formerly?.(line, definition) ?? [];
    const rule = { sourceId: `${line}/${id}`, header, encoding, formerly };
    const { names } = await listFiles(root, filePattern(pattern)).catch(() => ({ names: [] as string[] }));
    for (const name of names.reverse()) {
      const opened = await openBelow(root, name).catch(() => null);
      if (!opened) continue;
      const isIt = async (key: string) => key === fileKey;
      const identity = await identifyKnown(opened.handle, rule, true, isIt).catch(() => null);
      if (identity?.fileKey === fileKey) return opened;
      await opened.handle.close();
    }
    return null;
  }
}

async function* fileBlocks(
  { handle }: OpenFile,
  { sourceId, file, now }: { sourceId: string; file: FileWithRows; now: number },
): AsyncGenerator<Block> {
  const { fileKey, generation, toPos } = file;
  try {
    for (let offset = 0; offset < toPos;) {
      const length = Math.min(BLOCK_BYTES, toPos - offset);
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
      const isLast = offset + bytesRead >= toPos;
      const read = buffer.subarray(0, bytesRead);
      const end = isLast ? bytesRead : wholeRowsLength(read, file.opening?.encoding ?? 'utf-8');
      if (end === 0) return;
      const bytes = buffer.subarray(0, end);
      yield { sourceId, file: file.file, fileKey, generation, offset, bytes, receivedAt: now };
      offset += end;
    }
  } finally {
    await handle.close();
  }
}

/** null = the journal does not have all of it. */
async function journalBlocks(
  journal: Journal,
  sourceId: string,
  file: FileWithRows,
  isPort: boolean,
): Promise<AsyncIterable<Block> | null> {
  const { fileKey, generation, toPos } = file;
  const start = await journal.find({ sourceId, fileKey, generation, offset: 0 });
  if (!start) return null;
  const blocks = async function* (): AsyncGenerator<Block> {
    for await (const { record } of journal.read(start.sequence)) {
      const isOf = record.sourceId === sourceId && record.fileKey === fileKey && record.generation === generation;
      if (isOf) yield { ...record, bytes: Buffer.from(record.bytes) };
    }
  };
  // What a port said is a record each, and none is missed; the bytes of a file must be there to the last.
  let reached = 0;
  if (!isPort)
    for await (const { offset, bytes } of blocks())
      if (offset <= reached) reached = Math.max(reached, offset + bytes.length);
  return isPort || reached >= toPos ? blocks() : null;
}

function declaredEncoding({ definition }: Pick<PlantSource, 'definition'>) {
  return definition.kind === 'csv' ? definition.encoding : undefined;
}

function isText({ definition }: Pick<PlantSource, 'definition'>): boolean {
  return definition.kind === 'serial' && !definition.frame;
}

function recordLength(bytes: Buffer, { definition }: Pick<PlantSource, 'definition'>): number {
  if (definition.kind === 'serial' && definition.frame) return Math.min(bytes.length, definition.frame.length);
  return definition.kind === 'modbus' ? Math.min(bytes.length, recordBytes(definition.registers)) : bytes.length;
}

/** Where the n-th record of a port's block begins. */
function recordAt(bytes: Buffer, n: number, source: Pick<PlantSource, 'definition'>): number {
  if (!isText(source)) {
    const at = n * recordLength(bytes, source);
    return at < bytes.length ? at : 0;
  }
  let at = 0;
  for (let line = 0; line < n; line++) {
    const newline = bytes.indexOf(NEWLINE, at);
    if (newline < 0) break;
    at = newline + 1;
  }
  return at;
}

/** Are the bytes of the journal's record those that the file has there now? */
function holds(bytes: Buffer, at: number, record: { offset: number; bytes: Buffer }, offset: number): boolean {
  const kept = record.bytes.subarray(offset - record.offset, offset - record.offset + 64);
  return bytes.subarray(at, at + kept.length).equals(kept);
}
