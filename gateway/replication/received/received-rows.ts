/** Rows that another gateway pushes: judged one by one, and built anew before they are stored. */
import { utcMonth } from '../../../shared/documents/document.ts';
import type { DatabaseName } from '../../../shared/documents/database-names.ts';
import { judgeRow } from '../../../shared/replication/row-rules.ts';
import type { Store, StoredDocument } from '../../store/store.ts';
import { noRoom, notYet } from './not-yet.ts';
import { bytesOf, type ReceivedBytes } from './received-bytes.ts';
import { revisionOf } from './revisions.ts';

const DAY_MS = 24 * 3_600_000;
/** What waits for a person or a clock need not be asked for often. */
const LONG_MS = 600_000;

export interface Quotas {
  /** Of JSON text that one gateway may leave here. */
  mostBytes: number;
  /** Of a database of configuration or plan: every other gateway of the plant copies it. */
  mostNewsBytes: number;
  /** A line writes two a month, and its gateway two more. */
  mostDatabases: number;
}

export interface ReceivedRowsParts {
  store: Store;
  held: ReceivedBytes;
  quotas: Quotas;
  /** Whether there is room on the plant's disk. */
  hasRoom: () => boolean;
  /** Months that retention let go of: they do not come back. */
  isDropped: (database: string) => boolean;
  now: () => number;
}

export interface Pushed {
  database: string;
  /** Of a gateway for which whoever pushes may write. */
  name: DatabaseName;
  rows: readonly unknown[];
}

/** CouchDB's answer about a row. */
export type RowAnswer = { ok: true; id: string; rev: string } | { id: string; error: 'forbidden'; reason: string };

type Judged = { answer: RowAnswer } | { document: StoredDocument; bytes: number };

export class ReceivedRows {
  readonly #parts: ReceivedRowsParts;

  constructor(parts: ReceivedRowsParts) {
    this.#parts = parts;
  }

  /** One answer a row, in order. Rejects with NOT_YET or STORE_UNREACHABLE; what was stored by then is found again. */
  async take(pushed: Pushed): Promise<RowAnswer[]> {
    const { database, name } = pushed;
    const { held } = this.#parts;
    this.#room(pushed);
    held.add(database, 0);
    let later: string | null = null;
    const judged = pushed.rows.map((row): Judged | null => {
      const id = idOf(row);
      let bytes = 0;
      const verdict = judgeRow({ name, row, bytes: () => (bytes ||= bytesOf(row as StoredDocument)) });
      if (verdict.verdict === 'never') return { answer: forbidden(id, verdict.reason) };
      if (verdict.verdict === 'fine') return { document: verdict.document as StoredDocument, bytes };
      later ??= `Row "${id}" has to wait: ${verdict.reason}.`;
      return null;
    });
    const bytes = judged.reduce((sum, each) => sum + (each && 'document' in each ? each.bytes : 0), 0);
    this.#quota(pushed, bytes);
    const answers = await this.#insert(
      database,
      judged.filter((each) => each !== null),
    );
    if (later !== null) throw notYet(later, LONG_MS);
    return answers;
  }

  /** Throws NOT_YET for what does not depend on the rows. */
  #room({ database, name }: Pushed): void {
    const { held, quotas, hasRoom, now } = this.#parts;
    const { gateway } = name;
    if (!hasRoom()) throw noRoom();
    if ('month' in name && name.month > utcMonth(now() + DAY_MS))
      throw notYet(`"${database}" is of a month that is yet to come; look at the clock of "${gateway}".`, LONG_MS);
    if (!held.has(database) && held.of(gateway).databases >= quotas.mostDatabases)
      throw notYet(`"${gateway}" has ${quotas.mostDatabases} databases at the plant, and may not have more.`, LONG_MS);
  }

  #quota({ database, name: { gateway, kind } }: Pushed, bytes: number): void {
    const { held, quotas } = this.#parts;
    const isNews = kind === 'config' || kind === 'plan';
    if (isNews && bytes > 0 && held.in(database) + bytes > quotas.mostNewsBytes)
      throw notYet(`"${database}" has ${Math.round(held.in(database) / 1e6)} MB, and all lines copy it.`, LONG_MS);
    const used = held.of(gateway).bytes;
    if (bytes === 0 || used + bytes <= quotas.mostBytes) return;
    const share = `${Math.round(used / 1e6)} of ${Math.round(quotas.mostBytes / 1e6)} MB`;
    throw notYet(`"${gateway}" has used ${share} at the plant; an admin can give it more, or drop months.`, LONG_MS);
  }

  async #insert(database: string, judged: readonly Judged[]): Promise<RowAnswer[]> {
    const { store, held, isDropped } = this.#parts;
    const fine = judged.filter((each) => 'document' in each);
    if (fine.length > 0 && isDropped(database)) {
      const reason = 'the plant has let go of that month';
      return judged.map((each) => ('answer' in each ? each.answer : forbidden(each.document._id, reason)));
    }
    // As it came, `received` included: of copies the one with the lower counts, so it has to be the same everywhere, and
    // the chain of a trail covers it.
    const documents = fine.map(({ document }) => document);
    const outcomes = documents.length > 0 ? await store.insert(database, documents) : [];
    held.add(
      database,
      fine.reduce((sum, { bytes }, i) => sum + (outcomes[i] === 'inserted' ? bytes : 0), 0),
    );
    const ofFine = outcomes.values();
    return judged.map((each) => {
      if ('answer' in each) return each.answer;
      const { _id: id } = each.document;
      if (ofFine.next().value === 'differs') return forbidden(id, 'another row with this id is there already');
      return { ok: true, id, rev: revisionOf(id) };
    });
  }
}

function forbidden(id: string, reason: string): RowAnswer {
  return { id, error: 'forbidden', reason };
}

function idOf(row: unknown): string {
  const { _id } = Object(row) as { _id?: unknown };
  return typeof _id === 'string' ? _id : '';
}
