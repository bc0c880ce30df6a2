/** The engine of a line as if its rows had just passed by: after a start, and when rows arrived for an older file. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { hourStart } from '../../shared/documents/document.ts';
import type { Cycle } from '../../shared/production/cycle.ts';
import { LONGEST_STOP_MS, type LineEngine } from '../../shared/production/line-engine.ts';
import { SERIAL_MEMORY_MS } from '../../shared/production/serial-memory.ts';
import { cyclesOf, inOrder } from './chunk-codec.ts';
import type { ChunkLog } from './chunk-log.ts';

export interface RebuildParts {
  log: ChunkLog<Cycle>;
  /** Hours from here on may lack a right statement; -Infinity = all; null = none, the newest goes on. */
  from: number | null;
  /** Tallies are kept this long behind the newest row. */
  keptMs: number;
  makeEngine: () => LineEngine;
  /** Told of every row that could not be read, with its file and about when. */
  refused: (file: string, row: RejectedRow, at: number) => void;
}

/**
 * Its changed hours are those from `from` on and that of the last row before: a stop between the two is listed there.
 * Rows of the days before give the context (serials, the stop that is open). `file` = the one that the newest row is of.
 */
export async function engineFromChunks(parts: RebuildParts): Promise<{ engine: LineEngine; file: string | null }> {
  const { log, makeEngine, refused } = parts;
  const engine = makeEngine();
  const files = log.filesBetween(-Infinity, Infinity);
  const newest = files.at(-1);
  if (!newest) return { engine, file: null };
  const hoursFrom = parts.from ?? hourStart(newest.lastAt);
  const context = hoursFrom - SERIAL_MEMORY_MS - LONGEST_STOP_MS;
  let lastBefore = hoursFrom;
  const replay = (cycles: readonly Cycle[], rejected: readonly RejectedRow[]) => {
    for (const row of inOrder(cycles, rejected)) {
      if ('at' in row) {
        if (row.at < hoursFrom) lastBefore = row.at;
        engine.cycle(row);
      } else engine.rejected();
    }
  };
  // One file more: its end tells since when nothing was known before the context.
  for (const file of files.slice(Math.max(0, files.findIndex(({ lastAt }) => lastAt >= context) - 1))) {
    engine.startFile();
    for await (const chunk of log.stored.chunks(file)) {
      for (const row of chunk.rejected) refused(file.id, row, chunk.firstAt);
      replay(cyclesOf(chunk), chunk.rejected);
    }
    const open = log.openRows(file.id);
    replay(open.rows, open.rejected);
  }
  const statedTo = Math.min(hoursFrom, hourStart(lastBefore));
  for (const hourAt of engine.changed()) if (hourAt < statedTo) engine.settled(hourAt);
  engine.forgetBefore(Math.min(statedTo, newest.lastAt - parts.keptMs));
  return { engine, file: newest.id };
}
