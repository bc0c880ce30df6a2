/**
 * What the gateway says of its sources to the people who look after them, at the moment of asking: nothing of it is kept on
 * a device. Times are epoch ms on the gateway's clock; an unknown is null. HTTP paths are in the comments.
 */
import type { FieldProblem } from '../errors.ts';
import type { SourceDefinition } from '../sources.ts';
import type { Encoding } from '../text-encoding.ts';

export const SOURCE_STATES = ['live', 'silent', 'reconnecting', 'lagging', 'starting', 'waiting'] as const;
/**
 * `silent`: it is there and says nothing; `reconnecting`: it is gone and being tried again; `lagging`: more comes than is
 * read; `waiting`: what it is declared to read is not there yet.
 */
export type SourceState = (typeof SOURCE_STATES)[number];

/** The source was away: time of which nothing is known. `to` null = still. */
export interface SourceOutage {
  from: number;
  to: number | null;
  detail: string;
}

/** `GET /api/sources` → `{ sources: SourceSummary[] }`, in the order of the plant file. */
export interface SourceSummary {
  /** `line8/vision` */
  id: string;
  line: string;
  lineName: string;
  kind: SourceDefinition['kind'];
  meaning: SourceDefinition['meaning'];
  /** Where its bytes come from, as declared: file, glob, port, host. */
  path: string;
  state: SourceState;
  /** When it became so. */
  since: number | null;
  /** What an engineer needs to know now, in one English sentence. */
  detail: string;
  /** What is wrong beside its state (a folder that cannot be read, a definition that does not fit); empty = nothing. */
  problems: string[];
  behindBytes: number;
  /** When bytes came last. */
  lastBlockAt: number | null;
  /** Means over the last minute; null = not observed for long enough. */
  rowsPerSecond: number | null;
  bytesPerSecond: number | null;
  /** Rows read in each of the last whole steps of `ACTIVITY_STEP_MS`, oldest first; shorter after a start. */
  activity: number[];
  /** Since the gateway's start, rejected ones included. */
  rowsRead: number;
  rejectedRows: number;
  openOutageSince: number | null;
  /** Of the last 7 days, newest first. */
  outages: SourceOutage[];
}

/** Five minutes in 60 steps. */
export const ACTIVITY_STEP_MS = 5_000;
export const ACTIVITY_STEPS = 60;

/** Where a row is: enough to find its bytes again, whatever the file is called by then. */
export interface RowPlace {
  fileKey: string;
  generation: number;
  /** Byte offset in the file; of a port: position of the record. */
  offset: number;
}

/** A row as it was read and what it was read as; one of `decoded` and `reason` is null. */
export interface ReadRow extends RowPlace {
  receivedAt: number;
  /** For people: the file's name or the port. */
  file: string;
  /** Text of the row; of frames and polls its bytes in hex. Cut at 2,000 characters. */
  raw: string;
  /** Field of the record → its value as text. */
  decoded: Record<string, string> | null;
  /** Why it could not be read. */
  reason: string | null;
}

export interface FollowedFile {
  name: string;
  /** null = the file is gone. */
  size: number | null;
  /** Read up to here. */
  position: number;
  rows: number;
}

/** `GET /api/sources/:line/:source` */
export interface SourceDetail extends SourceSummary {
  /** As the plant file has it: where a new mapping starts from. */
  definition: SourceDefinition;
  /** Stands for the definition: who changes it says which one he or she saw. */
  version: string;
  /** The last 20, newest first. */
  lastRows: ReadRow[];
  files: FollowedFile[];
}

/** `GET /api/sources/:line/:source/rejected` → `{ rows }`, the newest 500, newest first. Of their own, for they are many. */
export interface RejectedSourceRow extends RowPlace {
  /** Observed time of the row before it. */
  at: number | null;
  file: string;
  /** Cut at 200 characters. */
  text: string;
  reason: string;
}

/**
 * `GET /api/sources/:line/:source/raw?fileKey&generation&offset` → the bytes around a row as application/octet-stream, at
 * most 64 kB. These headers tell how to read them.
 */
export const RAW_HEADERS = {
  /** Index of the row's first byte in the answer. */
  at: 'lineside-at',
  /** Bytes of the row without its line end. */
  length: 'lineside-length',
  /** `file` or `journal`. */
  from: 'lineside-from',
  encoding: 'lineside-encoding',
} as const;

/** `POST /api/sources/:line/:source/test`. The sample is tried and forgotten. */
export interface MappingQuestion {
  /** Not checked yet; absent = as declared. */
  definition?: unknown;
  /** Text that was pasted, or the bytes of a file in base64. */
  sample: { text: string } | { base64: string };
}
/** Bytes of a sample. */
export const MAX_SAMPLE_BYTES = 1_048_576;

/** A field of the definition (`time.format`; empty = all of it) and what is wrong there. */
export type MappingProblem = FieldProblem;

export interface TriedRow {
  offset: number;
  raw: string;
  decoded: Record<string, string> | null;
  reason: string | null;
}

/** A column of the sample and what it is read as (`time`, `lotNumber`, a metric's id); null = nothing reads it. */
export interface TriedColumn {
  name: string;
  use: string | null;
}

export type TriedMapping =
  | { kind: 'problems'; problems: MappingProblem[] }
  | {
      kind: 'rows';
      ok: number;
      rejected: number;
      /** Observed times of the first and the last row that could be read. */
      firstAt: number | null;
      lastAt: number | null;
      columns: TriedColumn[];
      encoding: Encoding | null;
      /** The first 200. */
      rows: TriedRow[];
    };

export const IMPORT_STATES = ['uploading', 'queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;
/** `interrupted`: the gateway ended meanwhile; what was read is in, the rest has to be given again. */
export type ImportState = (typeof IMPORT_STATES)[number];

/**
 * An old file on its way in. `POST /api/imports?line&source&name` with the file as application/octet-stream → 202 and the
 * import; `GET /api/imports` → `{ imports: FileImport[] }`, newest first: those on their way and the last 50;
 * `DELETE /api/imports/:id` cancels: rows that are in stay in.
 */
export interface FileImport {
  id: string;
  line: string;
  source: string;
  /** As it was called where it came from; for people. */
  name: string;
  state: ImportState;
  createdAt: number;
  endedAt: number | null;
  /** Bytes that are to come, as far as told; then of the file. */
  size: number | null;
  /** Bytes received while uploading, bytes read while running. */
  doneBytes: number;
  /** Result; also of a cancelled import, as far as it got. */
  rows: number;
  rejectedRows: number;
  seconds: number | null;
  /** What went wrong and what to do, in English. */
  error: string | null;
}
/** Bytes of one file. */
export const MAX_IMPORT_BYTES = 2 * 1024 ** 3;
