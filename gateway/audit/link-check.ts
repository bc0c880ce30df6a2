/** Reads a trail in order and says where it was changed: an entry, a link, an end. */
import { Value } from 'typebox/value';
import { AuditEntry, auditId } from '../../shared/documents/audit.ts';
import { auditDatabase } from '../../shared/documents/database-names.ts';
import type { StoredDocument } from '../store/store.ts';
import { BEGINNING, entryHash } from './entry-hash.ts';

export interface TrailFlaw {
  kind: 'audit-changed' | 'audit-missing' | 'audit-duplicate' | 'audit-link' | 'audit-time';
  /** Id of the document at which it shows. */
  where: string;
  what: string;
}

export class LinkCheck {
  readonly #gateway: string;
  readonly #wholeTrail: boolean;
  /** The last entry of the chain so far; null = none yet. */
  last: AuditEntry | null = null;

  /** `wholeTrail`: it must begin with the first entry; else anywhere. */
  constructor(gateway: string, wholeTrail: boolean) {
    this.#gateway = gateway;
    this.#wholeTrail = wholeTrail;
  }

  /** Documents in order of database and id. */
  add(document: StoredDocument, database: string): TrailFlaw[] {
    if (!isEntry(document)) {
      const [error] = Value.Errors(AuditEntry, document);
      const what = `It is no entry: ${error?.instancePath ?? ''} ${error?.message ?? ''}.`;
      return [{ kind: 'audit-changed', where: document._id, what }];
    }
    const flaws = [this.#content(document, database), ...this.#link(document)].filter((flaw) => flaw !== null);
    // What was put in between does not count for those that follow.
    if (!this.last || document.seq > this.last.seq) this.last = document;
    return flaws;
  }

  #content(entry: AuditEntry, database: string): TrailFlaw | null {
    const { _id: where, seq, at } = entry;
    const changed = (what: string): TrailFlaw => ({ kind: 'audit-changed', where, what });
    if (entryHash(entry) !== entry.hash) return changed(`Entry ${seq} does not say any more what its hash says.`);
    if (where !== auditId(at, seq)) return changed(`Entry ${seq} has not the id of its time and place.`);
    if (database !== auditDatabase(this.#gateway, at)) return changed(`Entry ${seq} is in "${database}".`);
    return null;
  }

  #link(entry: AuditEntry): (TrailFlaw | null)[] {
    const { _id: where, seq, prev, at, received } = entry;
    const before = this.last ?? (this.#wholeTrail ? BEGINNING : null);
    if (!before) return [];
    const flaw = (kind: TrailFlaw['kind'], what: string): TrailFlaw => ({ kind, where, what });
    if (seq === before.seq) return [flaw('audit-duplicate', `There are two entries ${seq}.`)];
    if (seq < before.seq) return [flaw('audit-time', `Entry ${seq} bears a later time than entry ${before.seq}.`)];
    if (seq > before.seq + 1) {
      const gone =
        seq === before.seq + 2 ? `Entry ${before.seq + 1} is` : `Entries ${before.seq + 1} to ${seq - 1} are`;
      return [flaw('audit-missing', `${gone} not there.`)];
    }
    return [
      prev === before.hash ? null : flaw('audit-link', `Entry ${seq} did not follow this entry ${before.seq}.`),
      at === Math.max(received, before.at) ? null : flaw('audit-time', `Entry ${seq} bears a time that it never had.`),
    ];
  }
}

function isEntry(document: StoredDocument): document is StoredDocument & AuditEntry {
  return Value.Check(AuditEntry, document);
}
