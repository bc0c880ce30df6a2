import type { Chunk, FileOpening } from '../../shared/documents/chunk.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { FileWithRows, Span } from './catalogued-file.ts';
import type { RejectedRows, Taken } from './rejected-rows.ts';
import type { CurrentRereadings } from './rereadings.ts';
import type { SourceWatch } from './source-watch.ts';

/** What turns the blocks of one source into chunks, whatever they mean. */
export interface Recorder {
  /** Stands for how rows are read now. */
  readonly mapping: string;
  /** When files were last read anew; null = never. */
  readonly rereadSince: number | null;
  isCurrent(chunk: Chunk): boolean;
  readonly rejected: RejectedRows;
  /** Goes on with the recorder that takes over. */
  watch: SourceWatch;
  restore(): Promise<number>;
  /** What lies at position `until` and after it is left. */
  take(sequence: number, block: Block, until?: number): Promise<Taken>;
  known(fileKey: string, generation?: number): KnownPosition | null;
  journalFrom(): number;
  /** `end` = the journal's sequence after everything that was taken; absent = after the last block that was given. */
  save(end?: () => number): Promise<void>;
  /** Rows will be read by another mapping: all that were taken are in durable chunks, and positions say so. */
  seal(end: () => number): Promise<void>;
  /** After `restore`: what the starts of known files say by the header of now; by file key. */
  reopen(openings: ReadonlyMap<string, FileOpening>): void;
  followed(): { id: string; file: string; position: number; rows: number }[];
  filesBetween(from: number, to: number): FileWithRows[];
  /** For reading files anew beside what is there; then `close` it and `switchTo` what it made. */
  rereader(): Recorder;
  close(): Promise<void>;
  switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void>;
}
