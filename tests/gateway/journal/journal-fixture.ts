/** What the journal's tests share: a directory that goes away afterwards, records, and a way to read all back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openJournal, type Journal, type JournalOptions } from '../../../gateway/journal/journal.ts';
import type { JournalRecord } from '../../../gateway/journal/record.ts';

export async function inTemporaryDirectory(work: (directory: string) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-journal-'));
  try {
    await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** What is not needed goes, however new and small it is. */
export const NOTHING_KEPT = { keepMs: 0, keepBytes: 0, now: Number.MAX_SAFE_INTEGER };

export function open(directory: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
  return openJournal({ directory, bootId: 'boot-1', log: () => undefined, ...options });
}

export function row(offset: number, text = `1330700,159159,${offset},1,10/11/22 06:12:07.378\n`): JournalRecord {
  return {
    sourceId: 'line8/vision',
    file: 'PR20221011.txt',
    fileKey: '0f1e2d3c4b5a6978',
    generation: 0,
    offset,
    bytes: Buffer.from(text),
    receivedAt: 1_665_500_000_000 + offset,
  };
}

export async function contentOf(journal: Journal, from = 0): Promise<{ sequence: number; record: JournalRecord }[]> {
  const all = [];
  for await (const entry of journal.read(from)) all.push(entry);
  return all;
}

export async function offsetsIn(journal: Journal): Promise<number[]> {
  return (await contentOf(journal)).map((entry) => entry.record.offset);
}
