/** Reads a journal without touching it, also while a gateway writes it, and tells what of each file it holds. */
import { readdir } from 'node:fs/promises';
import { readSegment } from '../journal/read-segment.ts';
import type { SequencedRecord } from '../journal/record.ts';
import { segmentPath } from '../journal/segment-file.ts';
import { finding, type Finding } from './finding.ts';

export interface CheckedJournal {
  findings: Finding[];
  segments: number;
  records: number;
  /** Sequence from which it is kept; null = it is empty. */
  from: number | null;
  /** Its last unbroken stretch of each file, by `<source> <fileKey>.<generation>`. */
  held: ReadonlyMap<string, { from: number; to: number }>;
}

export const heldKey = (record: { sourceId: string; fileKey: string; generation: number }): string =>
  `${record.sourceId} ${record.fileKey}.${record.generation}`;

/** The records of a directory's segments, oldest first. A segment that retention deletes meanwhile is passed over. */
export async function* journalRecords(
  directory: string,
  damaged: (path: string, stretch: { from: number; to: number }, isNewest: boolean) => void = () => undefined,
): AsyncGenerator<SequencedRecord & { path: string }> {
  const firsts = await segmentsIn(directory);
  for (const first of firsts) {
    const path = segmentPath(directory, first);
    try {
      for await (const stretches of readSegment(path, first)) {
        for (const { from, to, found } of stretches) {
          if (found) yield { ...found, path };
          else damaged(path, { from, to }, first === firsts.at(-1));
        }
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

export async function checkJournal(directory: string): Promise<CheckedJournal> {
  const findings: Finding[] = [];
  const held = new Map<string, { from: number; to: number }>();
  let records = 0;
  let from: number | null = null;
  let expected = 0;
  let torn: { path: string; from: number; to: number } | null = null;
  const damaged = (path: string, stretch: { from: number; to: number }, isNewest: boolean): void => {
    // What is at the very end is being written, or was when the gateway ended: nobody was told that it is safe.
    if (isNewest) torn = { path, ...stretch };
    else findings.push(damage(path, stretch));
  };
  for await (const { sequence, record, path } of journalRecords(directory, damaged)) {
    if (torn) findings.push(damage((torn as { path: string }).path, torn));
    torn = null;
    records++;
    from ??= sequence;
    if (sequence < expected)
      findings.push(finding('journal-order', path, `Record ${sequence} comes after record ${expected - 1}.`));
    expected = sequence + 1;
    const key = heldKey(record);
    const before = held.get(key);
    const to = record.offset + record.bytes.length;
    if (before && record.offset <= before.to) before.to = Math.max(before.to, to);
    else held.set(key, { from: record.offset, to });
  }
  return { findings, segments: (await segmentsIn(directory)).length, records, from, held };
}

function damage(path: string, { from, to }: { from: number; to: number }): Finding {
  return finding('journal-damaged', path, `Bytes ${from} to ${to} are no record.`);
}

async function segmentsIn(directory: string): Promise<number[]> {
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => /^\d{16}\.journal$/.test(name))
    .map((name) => Number(name.slice(0, 16)))
    .sort((a, b) => a - b);
}
