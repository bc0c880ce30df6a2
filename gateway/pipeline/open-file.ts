/** Files (and ports) as they are being read. */
import type { FileOpening } from '../../shared/documents/chunk.ts';
import type { Block } from '../sources/source.ts';
import type { CataloguedFile } from './catalogued-file.ts';
import { OpenChunk } from './open-chunk.ts';

const TAIL_BYTES = 64;

/** Rows of one file since its last chunk, and what is needed to go on. */
export interface OpenFile<Row extends { at: number; offset: number }> {
  readonly id: string;
  readonly file: string;
  readonly fileKey: string;
  readonly generation: number;
  chunk: OpenChunk<Row>;
  /** The ≤ 64 bytes before the chunk's end. */
  tail: Buffer;
  /** Observed time of the row before; null at the start of the file. */
  lastAt: number | null;
  opening: FileOpening | null;
  /** Of the last block that was taken; null = what is open lies in the store, the journal is not needed for it. */
  lastSequence: number | null;
  /** When its rows were last put into the store while they rested, by the gateway's clock. */
  restedAt: number | null;
}

/** The new bytes of a block, as they are being decoded. */
export interface Fresh {
  bytes: Buffer;
  /** Position of the first of them. */
  position: number;
  /** What of the file's start holds at a position within them; null = UTF-8 without header. */
  openingAt: (position: number) => FileOpening | null;
}

/** Where decoding of a file goes on. */
export interface FileStart {
  position: number;
  opening: FileOpening | null;
  /** Observed time of the row before; null at the start. */
  endsAt: number | null;
}

/** Begun with a block, the record `sequence` of the journal; `stored` = what is in chunks of it already. */
export function openedAt<Row extends { at: number; offset: number }>(
  { file, fileKey, generation, receivedAt }: Omit<Block, 'bytes'>,
  sequence: number,
  stored: CataloguedFile | undefined,
): OpenFile<Row> {
  const lastAt = stored?.endsAt ?? null;
  const chunk = new OpenChunk<Row>({ fromPos: stored?.chunkedTo ?? 0, sequence, receivedAt, before: lastAt });
  chunk.toPos = stored?.toPos ?? 0;
  const tail = Buffer.from(stored?.tail ?? '', 'base64');
  const opening = stored?.opening ?? null;
  const place = { id: fileId({ fileKey, generation }), file, fileKey, generation };
  return { ...place, chunk, tail, lastAt, opening, lastSequence: sequence, restedAt: null };
}

export function fileId({ fileKey, generation }: Pick<Block, 'fileKey' | 'generation'>): string {
  return `${fileKey}.${generation}`;
}

/** How far it is read, for a file of which nothing is open. */
export function progressOf<Row extends { at: number; offset: number }>(open: OpenFile<Row>) {
  const { id, file, fileKey, generation, chunk, opening } = open;
  const tail = open.tail.toString('base64');
  return { id, file, fileKey, generation, toPos: chunk.toPos, tail, ...(opening && { opening }) };
}

/** The ≤ 64 bytes before a position within the fresh bytes. */
export function bytesBefore<Row extends { at: number; offset: number }>(
  open: OpenFile<Row>,
  { bytes, position }: Fresh,
  end: number,
): Buffer {
  const length = end - position;
  const within = bytes.subarray(Math.max(0, length - TAIL_BYTES), length);
  if (within.length >= TAIL_BYTES) return within;
  return Buffer.concat([open.tail.subarray(Math.max(0, open.tail.length + within.length - TAIL_BYTES)), within]);
}
