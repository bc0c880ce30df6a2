/** What a line's machine wrote in a stretch of time, as the gateway keeps it: `GET /api/lines/:line/cycles`. */
import type { Window } from '../../shared/calendar/windows.ts';
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { unpackCycles } from '../../shared/series/cycle-columns.ts';
import type { Cycle } from '../../shared/production/cycle.ts';

/** A block of rows, packed as it is stored. */
export interface RecordedChunk {
  /** base64 of deflateRaw of the packed columns. */
  packed: string;
  texts: string[];
  rows: number;
  rejected: RejectedRow[];
}
/** Files in order; a file's chunks in order of position. */
export interface Recorded {
  /** When its source could not be heard; absent = always heard. */
  outages?: Window[];
  files: { file: string; chunks: RecordedChunk[] }[];
}
export type RecordedAnswer = { ok: true; recorded: Recorded } | { ok: false; why: 'unreachable' | 'failed' };

/** What the machine said, in the order in which it said it. */
export type RecordedRow = { kind: 'file' } | { kind: 'rejected'; row: RejectedRow } | { kind: 'cycle'; cycle: Cycle };

/** Chunks begin and end beside the window: cycles outside of `[from, to)` are left out. Rejects when a chunk is damaged. */
export async function rowsOf({ files }: Recorded, from: number, to: number): Promise<RecordedRow[]> {
  const rows: RecordedRow[] = [];
  for (const { chunks } of files) {
    rows.push({ kind: 'file' });
    const unpacked = await Promise.all(chunks.map(cyclesOf));
    chunks.forEach(({ rejected }, i) => addInOrder(rows, unpacked[i]!, rejected, from, to));
  }
  return rows;
}

function addInOrder(
  rows: RecordedRow[],
  cycles: readonly Cycle[],
  rejected: RecordedChunk['rejected'],
  from: number,
  to: number,
): void {
  let next = 0;
  let inside = false;
  for (const cycle of cycles) {
    inside = cycle.at >= from && cycle.at < to;
    for (; next < rejected.length && rejected[next]!.offset < cycle.offset; next++)
      if (inside) rows.push({ kind: 'rejected', row: rejected[next]! });
    if (inside) rows.push({ kind: 'cycle', cycle });
  }
  if (inside || cycles.length === 0)
    rows.push(...rejected.slice(next).map((row) => ({ kind: 'rejected' as const, row })));
}

async function cyclesOf({ packed, texts, rows }: RecordedChunk): Promise<Cycle[]> {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return unpackCycles(new Uint8Array(await new Response(inflated).arrayBuffer()), texts, rows);
}

export function isRecorded(value: unknown): value is Recorded {
  return isRecord(value) && isList(value['files'], isFile) && isList(value['outages'] ?? [], isWindow);
}

function isWindow(value: unknown): boolean {
  return isRecord(value) && typeof value['from'] === 'number' && typeof value['to'] === 'number';
}

function isFile(value: unknown): boolean {
  return isRecord(value) && typeof value['file'] === 'string' && isList(value['chunks'], isChunk);
}

function isChunk(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['packed'] === 'string' &&
    typeof value['rows'] === 'number' &&
    isList(value['texts'], (text) => typeof text === 'string') &&
    isList(value['rejected'], (row) => isRecord(row) && typeof row['offset'] === 'number')
  );
}

function isList(value: unknown, check: (entry: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(check);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
