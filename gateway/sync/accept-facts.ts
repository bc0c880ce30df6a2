/**
 * `POST /api/sync/facts`: facts of people, one answer each. What cannot ever be accepted is rejected with its reason,
 * what the store cannot take now is answered `later`; repeating a fact is harmless. Facts of several requests within
 * 20 ms travel to the store together.
 */
import { AppError } from '../../shared/errors.ts';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { FactAnswer, RejectionCode } from '../../shared/sync/protocol.ts';
import { whyNotFrom, type Authorship, type Refused } from '../auth/authorship.ts';
import type { Principal } from '../auth/principal.ts';
import type { Store } from '../store/store.ts';
import { checkFact, type SignedFact } from './person-facts.ts';

const GATHER_MS = 20;

interface Gathered {
  database: string;
  fact: SignedFact;
  /** When this gateway took it, ms. */
  received: number;
  principal: Principal;
  answer: (answer: FactAnswer) => void;
}

export class FactAcceptance {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #authorship: Authorship;
  readonly #lines: Set<string>;
  readonly #reasons: Set<string>;
  readonly #now: () => number;
  #gathered: Gathered[] = [];
  /** Facts refused since start, for people to see. */
  rejected = 0;

  constructor(parts: {
    store: Store;
    gateway: string;
    plant: PlantDefinition;
    authorship: Authorship;
    now: () => number;
  }) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#authorship = parts.authorship;
    this.#lines = new Set(parts.plant.lines.map((line) => line.id));
    this.#reasons = new Set((parts.plant.reasons ?? []).map((reason) => reason.code));
    this.#now = parts.now;
  }

  /** `principal` = who brings them, which is not always who wrote them. Answers in order. */
  accept(facts: readonly unknown[], principal: Principal): Promise<FactAnswer[]> {
    return Promise.all(facts.map((fact) => this.#acceptOne(fact, principal)));
  }

  #acceptOne(sent: unknown, principal: Principal): Promise<FactAnswer> | FactAnswer {
    const id =
      typeof sent === 'object' && sent !== null && '_id' in sent && typeof sent._id === 'string' ? sent._id : '';
    const received = this.#now();
    const checked = checkFact(sent, { lines: this.#lines, reasons: this.#reasons, now: received });
    if (!checked.ok) return this.#rejected(id, checked);
    const { fact } = checked;
    const database = factsDatabase(this.#gateway, fact.line, fact.at);
    return new Promise((answer) => this.#gather({ database, fact, received, principal, answer }));
  }

  #gather(gathered: Gathered): void {
    if (this.#gathered.length === 0) setTimeout(() => void this.#takeGathered(), GATHER_MS);
    this.#gathered.push(gathered);
  }

  async #takeGathered(): Promise<void> {
    const batches = Map.groupBy(this.#gathered, ({ database }) => database);
    this.#gathered = [];
    await Promise.all([...batches].map(([database, batch]) => this.#take(database, batch)));
  }

  async #take(database: string, batch: readonly Gathered[]): Promise<void> {
    try {
      const authored = await this.#authored(database, batch);
      if (authored.length === 0) return;
      const outcomes = await this.#store.insert(
        database,
        authored.map(({ fact, received }) => ({ ...fact, received })),
      );
      authored.forEach(({ fact: { _id: id }, answer }, i) => {
        if (outcomes[i] !== 'differs') return answer({ id, status: 'accepted' });
        answer(this.#rejected(id, { code: 'differs', reason: 'Another entry has this id already.' }));
      });
    } catch (error) {
      const reason = error instanceof AppError ? error.message : 'The store did not take it.';
      for (const { fact, answer } of batch) answer({ id: fact._id, status: 'later', reason });
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** Those whose author is true, or was found so when they came first: facts are kept longer than sessions. Answers the others. */
  async #authored(database: string, batch: readonly Gathered[]): Promise<Gathered[]> {
    const ids = batch.map(({ fact }) => fact._id);
    const stored = await this.#store.get(database, ids);
    const refused = new Map<Principal, Refused[]>();
    const authored = batch.filter(({ fact, principal, answer }, i) => {
      const { _id: id } = fact;
      const verdict = whyNotFrom(principal, fact.by) ?? (stored[i] ? null : this.#authorship.whyNotBy(fact));
      if (!verdict) return true;
      if (verdict.code === 'later') {
        answer({ id, status: 'later', reason: verdict.reason });
        return false;
      }
      refused.set(principal, [...(refused.get(principal) ?? []), { id, ...verdict }]);
      answer(this.#rejected(id, verdict));
      return false;
    });
    for (const [by, facts] of refused) this.#authorship.refused(facts, by);
    return authored;
  }

  #rejected(id: string, { code, reason }: { code: RejectionCode; reason: string }): FactAnswer {
    this.rejected++;
    return { id, status: 'rejected', code, reason };
  }
}
