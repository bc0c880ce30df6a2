/** What a machine wrote, read back: from the chunks of its source, which must be durable, and from what is open. */
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { Cycle, CycleFile } from '../../shared/production/cycle.ts';
import { cycleTimes } from '../../shared/series/cycle-times.ts';
import { cyclesOf, packedCycles } from './chunk-codec.ts';
import type { ChunkLog } from './chunk-log.ts';

export type PackedRows = Pick<Chunk, 'packed' | 'texts' | 'rows' | 'rejected'>;

/** The files that have rows in `[from, to)`, whole, in order; with their rejected rows counted. */
export async function wholeFiles(
  log: ChunkLog<Cycle>,
  from: number,
  to: number,
): Promise<{ files: CycleFile[]; rejected: number }> {
  const files: CycleFile[] = [];
  let rejected = 0;
  for (const file of log.filesBetween(from, to)) {
    const cycles: Cycle[] = [];
    for await (const chunk of log.stored.chunks(file)) {
      for (const cycle of cyclesOf(chunk)) cycles.push(cycle);
      rejected += chunk.rejected.length;
    }
    const open = log.openRows(file.id);
    files.push({ cycles: cycles.concat(open.rows) });
    rejected += open.rejected.length;
  }
  return { files, rejected };
}

/** The rows of `[from, to)`, chunk by chunk as they are kept (a chunk that touches the window is whole), files in order. */
export async function rowsAsKept(
  log: ChunkLog<Cycle>,
  from: number,
  to: number,
): Promise<{ file: string; chunk: PackedRows }[]> {
  const found: { file: string; chunk: PackedRows }[] = [];
  for (const file of log.filesBetween(from, to)) {
    for await (const chunk of log.stored.chunks(file))
      if (chunk.lastAt >= from && chunk.firstAt < to) found.push({ file: file.id, chunk });
    const open = log.openRows(file.id);
    const rows = open.rows.filter(({ at }) => at >= from && at < to);
    if (rows.length > 0) found.push({ file: file.id, chunk: { ...packedCycles(rows), rejected: [...open.rejected] } });
  }
  return found;
}

/** Times between cycles that are in no chunk yet (ms), of each file by itself. */
export function openCycleTimes(log: ChunkLog<Cycle>): { at: number; scaled: number }[] {
  return log.openChunks().flatMap(({ rows, before }) => {
    const times = cycleTimes(
      rows.map(({ at }) => at),
      before,
    );
    return times.at.map((at, i) => ({ at, scaled: times.scaled[i]! }));
  });
}
