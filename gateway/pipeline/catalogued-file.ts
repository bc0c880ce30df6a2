/** What is kept of a file that was read, and of rows that rest. */
import type { FileOpening, RejectedRow } from '../../shared/documents/chunk.ts';
import type { Packed } from './chunk-codec.ts';

export interface CataloguedFile {
  /** `<fileKey>.<generation>` */
  id: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Observed, earliest and latest row that is in a chunk, ms; null = the file has no such row. */
  firstAt: number | null;
  lastAt: number | null;
  /** Observed, the row before `toPos`. */
  endsAt: number | null;
  /** In chunks, rejected ones included. */
  rows: number;
  /** Of them, those in chunks of other metrics: read before the source was declared with this one first. Absent = 0. */
  elsewhere?: number;
  /** In chunks up to here. */
  chunkedTo: number;
  /** Read to here: what lies between has no row (a header, empty lines). */
  toPos: number;
  /** base64 of the ≤ 64 bytes before `toPos`. */
  tail: string;
  /** Absent = UTF-8 without header. */
  opening?: FileOpening;
}

/** First and last row, observed. */
export interface Span {
  firstAt: number;
  lastAt: number;
}
/** A file that has rows. */
export type FileWithRows = CataloguedFile & Span;

/** What is open of a file that rests: rows that are in no chunk yet. */
export interface RestedFile {
  id: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Observed, the row before `toPos`. */
  lastAt: number | null;
  opening: FileOpening | null;
  tail: string;
  chunk: {
    fromPos: number;
    toPos: number;
    firstAt: number | null;
    lastAt: number | null;
    receivedAt: number;
    before: number | null;
    rejected: RejectedRow[];
  };
  /** By metric, with the resolution under which they were read. */
  packs: (Packed & { metric: string; resolution?: number })[];
}

/** A chunk that was made; without a time when no row of it could be read. */
export type ClosedChunk = Omit<CataloguedFile, 'id' | 'chunkedTo'>;

/** What is known of the file once a chunk more is made, in any order of its chunks; undefined = it is its first. */
export function withChunk(known: CataloguedFile | undefined, chunk: ClosedChunk): CataloguedFile {
  const { file, fileKey, generation, firstAt, lastAt, endsAt, rows, toPos, tail } = chunk;
  const place = { id: `${fileKey}.${generation}`, file, fileKey, generation };
  const isLast = !known || toPos >= known.toPos;
  const opening = isLast ? chunk.opening : known.opening;
  return {
    ...place,
    firstAt: least(known?.firstAt ?? null, firstAt),
    lastAt: most(known?.lastAt ?? null, lastAt),
    ...(isLast ? { endsAt, tail } : { endsAt: known.endsAt, tail: known.tail }),
    rows: (known?.rows ?? 0) + rows,
    chunkedTo: Math.max(known?.chunkedTo ?? 0, toPos),
    toPos: Math.max(known?.toPos ?? 0, toPos),
    ...(opening && { opening }),
    ...(known?.elsewhere !== undefined && { elsewhere: known.elsewhere }),
  };
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

export interface Progress {
  /** Hours from here on may lack a statement; null = all have one. */
  hoursFrom: number | null;
  /** Journal sequence from which replay must begin. */
  journalFrom: number;
  /** Where open chunks end although their bytes do not say so, by file: a start must end them there as well. */
  seals?: Readonly<Record<string, number>>;
  /** Of readings: the last of each metric, and the mapping under which they were read. */
  latest?: {
    mapping: string;
    file: string | null;
    values: Record<string, { scaled: number; at: number; since: number }>;
  };
}
