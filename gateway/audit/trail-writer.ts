/** Puts entries into the store: first into the head's file as pending, then into their months, then the head moves on. */
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { auditDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { writeHeadFile } from './head-file.ts';
import { headOf } from './make-entry.ts';

export interface TrailWriterParts {
  store: Store;
  gateway: string;
  headFile: string;
  log: (message: string) => void;
}

export class TrailWriter {
  readonly #parts: TrailWriterParts;
  /** Of the last entry that is kept. */
  head: TrailHead;

  constructor(parts: TrailWriterParts, head: TrailHead) {
    this.#parts = parts;
    this.head = head;
  }

  /**
   * May be repeated with the same entries, and must be until it succeeds once it failed with STORE_UNREACHABLE: nobody
   * knows then what arrived. Answers the sequences that are in the store already, with other content.
   */
  async write(entries: readonly AuditEntry[]): Promise<number[]> {
    const { headFile, log } = this.#parts;
    await writeHeadFile(headFile, { ...this.head, pending: [...entries] });
    const differing = await insertEntries(this.#parts, entries);
    this.head = headOf(entries.at(-1)!);
    // They are kept, and the file says enough to find that out again.
    await this.writeHead().catch((error: Error) => log(error.message));
    return differing;
  }

  writeHead(): Promise<void> {
    return writeHeadFile(this.#parts.headFile, { ...this.head, pending: [] });
  }
}

export async function insertEntries(
  { store, gateway }: Pick<TrailWriterParts, 'store' | 'gateway'>,
  entries: readonly AuditEntry[],
): Promise<number[]> {
  const differing: number[] = [];
  for (const [database, of] of Map.groupBy(entries, ({ at }) => auditDatabase(gateway, at))) {
    const outcomes = await store.insert(database, of as unknown as StoredDocument[]);
    differing.push(...of.filter((_, i) => outcomes[i] === 'differs').map(({ seq }) => seq));
  }
  return differing;
}
