/**
 * `npx lineside backup`: everything that a gateway cannot make again, in one file, while it goes on working. All that was
 * acknowledged when it began is in it: how far files were read, then the facts, then the journal, which has what lies between.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeRecord, type SequencedRecord } from '../journal/record.ts';
import type { Store } from '../store/store.ts';
import { BackupFile } from './backup-file.ts';
import { keptPages } from './kept-databases.ts';

/** As much as a segment of the journal holds. */
const JOURNAL_PART_BYTES = 12 * 1024 * 1024;

export interface BackupParts {
  /** Absolute. */
  file: string;
  store: Store;
  gateway: string;
  /** Nothing may be deleted of it meanwhile. */
  journal: { read(fromSequence: number): AsyncIterable<SequencedRecord> };
  /** `DATA_DIR/secrets`. */
  secrets: string;
  /** Text of the plant file. */
  plantFile: string;
  now: () => number;
  signal: AbortSignal;
}

export interface BackupResult {
  file: string;
  bytes: number;
  documents: number;
  records: number;
  ms: number;
}

/** Rejects with USAGE when it cannot be written, STORE_UNREACHABLE, or what `signal` says; then there is no file. */
export async function writeBackup(parts: BackupParts): Promise<BackupResult> {
  const { store, gateway, now, signal } = parts;
  const at = now();
  const file = await BackupFile.create(parts.file, { gateway, at });
  try {
    for await (const { database, documents } of keptPages(store, gateway)) {
      signal.throwIfAborted();
      if (documents.length > 0) await file.json({ is: 'documents', database, documents: documents.length }, documents);
    }
    const records = await addJournal(file, parts);
    for (const name of await readdir(parts.secrets).catch(() => [] as string[]))
      if (!name.endsWith('.new')) await file.add({ is: 'secret', name }, await readFile(join(parts.secrets, name)));
    await file.add({ is: 'plant-file' }, Buffer.from(parts.plantFile));
    signal.throwIfAborted();
    const { documents } = file;
    await file.finish();
    return { file: file.path, bytes: file.bytes, documents, records, ms: now() - at };
  } catch (error) {
    await file.abandon();
    throw error;
  }
}

/** Records that are durable; a segment that is still written to ends where they do. */
async function addJournal(file: BackupFile, { journal, signal }: BackupParts): Promise<number> {
  let first: number | null = null;
  let bytes: Buffer[] = [];
  let size = 0;
  let records = 0;
  const add = async (): Promise<void> => {
    if (first !== null) await file.add({ is: 'journal', first }, Buffer.concat(bytes));
    [first, bytes, size] = [null, [], 0];
  };
  for await (const { sequence, record } of journal.read(0)) {
    signal.throwIfAborted();
    first ??= sequence;
    // They are views of a piece that is read over.
    const encoded = Buffer.concat(encodeRecord(sequence, record));
    bytes.push(encoded);
    size += encoded.length;
    records++;
    if (size >= JOURNAL_PART_BYTES) await add();
  }
  await add();
  return records;
}
