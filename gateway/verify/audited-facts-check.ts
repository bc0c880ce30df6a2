/** Entries of the trail and the facts they speak of: each has the other, and both say the same. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/audit/canonical-json.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { MINUTE_MS } from '../../shared/documents/document.ts';
import { isPersonFact, said, SAID_IN } from '../audit/said.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import { finding, type Finding } from './finding.ts';

const PAGE = 500;

/** First `entry` for each entry of the trail, then `compare`: some 200 bytes stay in memory for each. */
export class FactsSaid {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #begun: number;
  readonly #add: (found: Finding) => void;
  readonly #said = new Map<string, { seq: number; digest: string; isThere: boolean }>();

  constructor(parts: { store: Store; gateway: string; now: () => number }, add: (found: Finding) => void) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#begun = parts.now();
    this.#add = add;
  }

  /** Of any kind: those that speak of no fact are passed over. */
  entry({ what, subject, seq, new: said }: AuditEntry): void {
    if (what === 'entry') this.#said.set(subject, { seq, digest: digestOf(said), isThere: false });
  }

  async compare(): Promise<void> {
    for (const [kind, types] of Object.entries(SAID_IN))
      for (const database of await this.#store.databases(`${kind}_${this.#gateway}_`))
        for (const type of types) await this.#compareIn(database, type);
    for (const [subject, { seq, isThere }] of this.#said)
      if (!isThere)
        this.#add(finding('audit-fact-missing', subject, `Entry ${seq} speaks of it, and it is not there.`));
  }

  async #compareIn(database: string, type: string): Promise<void> {
    const range = prefixRange(`${type}:`);
    for (let { from } = range; ;) {
      const facts = await this.#store.range(database, { from, to: range.to, limit: PAGE });
      for (const fact of facts) this.#fact(fact, database);
      if (facts.length < PAGE) return;
      // `!` sorts below every character that ids may have.
      from = `${facts.at(-1)!._id}!`;
    }
  }

  #fact(fact: StoredDocument, database: string): void {
    const entry = this.#said.get(fact._id);
    if (entry) {
      entry.isThere = true;
      if (entry.digest === digestOf(said(fact))) return;
      this.#add(finding('audit-fact-differs', fact._id, `It says something else than entry ${entry.seq}.`));
      // What came within the last minute may still get its own.
    } else if (isPersonFact(fact) && fact.received <= this.#begun - MINUTE_MS)
      this.#add(finding('audit-unsaid', fact._id, `It is in "${database}", and no entry of the trail speaks of it.`));
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64').slice(0, 22);
}
