/**
 * Brings a journal directory into order before it is used. A torn end of the newest segment (the process or the power
 * went away in the middle of a write; nobody was told that it is safe) is cut. Damage anywhere else is set aside as a
 * copy, and the segment is rewritten from its readable records. Nothing of this keeps the gateway from starting.
 */
import { constants } from 'node:fs';
import { copyFile, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MIN_RECORD_BYTES } from './record.ts';
import { scanSegment } from './scan-segment.ts';
import { listSegments, segmentPath, syncDirectory, type Segment } from './segment-file.ts';

export interface RecoveryReport {
  records: number;
  /** Bytes of an unfinished write that were cut from the end. */
  cutBytes: number;
  /** Stretches that could not be read, and the copy in which they are kept; `null` = the file itself, which is skipped. */
  damaged: { path: string; from: number; to: number; keptAs: string | null }[];
}

export interface Recovered {
  segments: Segment[];
  nextSequence: number;
  report: RecoveryReport;
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
      const found = inspect(await readFile(path), first);
      nextSequence = found.nextSequence;
      report.records += found.records.length;
      segments.push({ path, first, durableBytes: found.records.reduce((sum, record) => sum + record.length, 0) });
      const [damage, ...others] = found.damage;
      if (!damage) continue;
      if (first === firsts.at(-1) && others.length === 0 && damage.to === found.length) {
        await cut(path, damage.from);
        report.cutBytes = damage.to - damage.from;
        log(
          `The last write to "${path}" was not finished; its ${report.cutBytes} bytes were never acknowledged, they are cut`,
        );
      } else {
        const keptAs = await setAside(path);
        await rewrite(path, found.records);
        report.damaged.push(...found.damage.map((stretch) => ({ path, ...stretch, keptAs })));
        log(
          `"${path}" was damaged in ${found.damage.length} places; all that is readable goes on, a copy is kept in "${keptAs}"`,
        );
      }
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      report.damaged.push({ path, from: 0, to: 0, keptAs: null });
      log(`"${path}" cannot be read or repaired (${error.message}); it is left as it is, check the disk`);
    }
  }
  return { segments: await withoutEmpty(segments, nextSequence), nextSequence, report };
}

function inspect(bytes: Buffer, first: number) {
  const records: Buffer[] = [];
  const damage: { from: number; to: number }[] = [];
  let nextSequence = first;
  for (const { from, to, found } of scanSegment(bytes, first)) {
    if (found) {
      records.push(bytes.subarray(from, to));
      nextSequence = found.sequence + 1;
    } else {
      damage.push({ from, to });
      // A number is never given twice, not even one that only a lost record had.
      if (to === bytes.length) nextSequence += Math.ceil((to - from) / MIN_RECORD_BYTES);
    }
  }
  return { records, damage, nextSequence, length: bytes.length };
}

async function cut(path: string, length: number): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function rewrite(path: string, records: Buffer[]): Promise<void> {
  const repaired = `${path}.repaired`;
  const handle = await open(repaired, 'w');
  try {
    for (const record of records) await handle.writeFile(record);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(repaired, path);
  await syncDirectory(dirname(path));
}

/** Copies to `<path>.damaged`, or `.damaged.2` … when an earlier start kept one already. */
async function setAside(path: string): Promise<string> {
  for (let n = 1; ; n++) {
    const copy = n === 1 ? `${path}.damaged` : `${path}.damaged.${n}`;
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      return copy;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Every start makes a segment, so those that nothing was written to go; the one that will be written next stays. */
async function withoutEmpty(segments: Segment[], nextSequence: number): Promise<Segment[]> {
  const kept: Segment[] = [];
  for (const segment of segments) {
    if (segment.durableBytes > 0) kept.push(segment);
    else if (segment.first !== nextSequence) await rm(segment.path, { force: true });
  }
  return kept;
}
