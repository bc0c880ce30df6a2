/**
 * Brings a journal directory into order before it is used. A torn end of the newest segment (the process or the power
 * went away in the middle of a write; nobody was told that it is safe) is cut. Damage anywhere else is set aside as a
 * copy, and the segment is rewritten from its readable records. Nothing of this keeps the gateway from starting.
 */
import { rm } from 'node:fs/promises';
import { cutSegment, keepReadable } from './mend-segment.ts';
import { readSegment } from './read-segment.ts';
import { MIN_RECORD_BYTES } from './record.ts';
import { listSegments, segmentPath, type Segment } from './segment-file.ts';

export interface RecoveryReport {
  records: number;
  /** Bytes of an unfinished write that were cut from the end. */
  cutBytes: number;
  /** Stretches that could not be read, and the copy in which they are kept; `null` = they are still in the file, and skipped. */
  damaged: { path: string; from: number; to: number; keptAs: string | null }[];
}

export interface Recovered {
  segments: Segment[];
  nextSequence: number;
  report: RecoveryReport;
}

export interface Inspected {
  segment: Segment;
  records: number;
  nextSequence: number;
  readable: { from: number; to: number }[];
  damage: { from: number; to: number }[];
}

/** Verifies every record of every segment. `log` gets one sentence for each thing that was not as it should be. */
export async function recover(directory: string, log: (message: string) => void): Promise<Recovered> {
  const report: RecoveryReport = { records: 0, cutBytes: 0, damaged: [] };
  const segments: Segment[] = [];
  let nextSequence = 0;
  const firsts = await listSegments(directory);
  for (const first of firsts) {
    const path = segmentPath(directory, first);
    nextSequence = Math.max(nextSequence, first);
    try {
      const inspected = await inspect(path, first);
      nextSequence = inspected.nextSequence;
      report.records += inspected.records;
      segments.push(inspected.segment);
      await mend(inspected, first === firsts.at(-1), report, log);
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      report.damaged.push({ path, from: 0, to: 0, keptAs: null });
      log(`"${path}" cannot be read (${error.message}); it is left as it is, check the disk`);
    }
  }
  return { segments: await withoutEmpty(segments, nextSequence), nextSequence, report };
}

async function inspect(path: string, first: number): Promise<Inspected> {
  const segment: Segment = { path, first, durableBytes: 0, oldestAt: null, newestAt: null };
  const inspected: Inspected = { segment, records: 0, nextSequence: first, readable: [], damage: [] };
  for await (const stretches of readSegment(path, first)) {
    for (const { from, to, found } of stretches) {
      segment.durableBytes = to;
      if (found) {
        inspected.records++;
        inspected.nextSequence = found.sequence + 1;
        segment.oldestAt ??= found.record.receivedAt;
        segment.newestAt = Math.max(segment.newestAt ?? -Infinity, found.record.receivedAt);
        const before = inspected.readable.at(-1);
        if (before?.to === from) before.to = to;
        else inspected.readable.push({ from, to });
      } else {
        inspected.damage.push({ from, to });
      }
    }
  }
  const last = inspected.damage.at(-1);
  // A number is never given twice, not even one that only a lost record had.
  if (last && last.to === segment.durableBytes)
    inspected.nextSequence += Math.ceil((last.to - last.from) / MIN_RECORD_BYTES);
  return inspected;
}

async function mend(
  { segment, readable, damage }: Inspected,
  isNewest: boolean,
  report: RecoveryReport,
  log: (message: string) => void,
): Promise<void> {
  const [first, ...others] = damage;
  if (!first) return;
  const { path } = segment;
  try {
    if (isNewest && others.length === 0 && first.to === segment.durableBytes) {
      await cutSegment(path, first.from);
      segment.durableBytes = first.from;
      report.cutBytes = first.to - first.from;
      log(
        `The last write to "${path}" was not finished; its ${report.cutBytes} bytes were never acknowledged, they are cut`,
      );
    } else {
      const keptAs = await keepReadable(path, readable);
      segment.durableBytes = readable.reduce((sum, { from, to }) => sum + to - from, 0);
      report.damaged.push(...damage.map((stretch) => ({ path, ...stretch, keptAs })));
      log(
        `"${path}" was damaged in ${damage.length} places; all that is readable goes on, a copy is kept in "${keptAs}"`,
      );
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    report.damaged.push(...damage.map((stretch) => ({ path, ...stretch, keptAs: null })));
    log(
      `"${path}" is damaged and cannot be repaired now (${error.message}); all that is readable goes on, check the disk`,
    );
  }
}

/** Every start makes a segment, so those that nothing was written to go; the one that will be written next stays. */
async function withoutEmpty(segments: Segment[], nextSequence: number): Promise<Segment[]> {
  const kept: Segment[] = [];
  for (const segment of segments) {
    if (segment.durableBytes > 0) kept.push(segment);
    // One that cannot be removed is empty the next time as well.
    else if (segment.first !== nextSequence) await rm(segment.path, { force: true }).catch(() => undefined);
  }
  return kept;
}
