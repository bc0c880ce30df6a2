/**
 * `POST /api/sync/facts`: facts of people, one answer each. What cannot ever be accepted is rejected with its reason,
 * what the store cannot take now is answered `later`; repeating a fact is harmless. Facts of several requests within
 * 20 ms travel to the store together.
 */
import { AppError } from '../../shared/errors.ts';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { checkFact } from './person-facts.ts';

const GATHER_MS = 20;
const MOST_FACTS = 500;

interface Accepted {
  database: string;
  document: StoredDocument;
  answer: (answer: FactAnswer) => void;
}

export class FactAcceptance {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #lines: Set<string>;
  readonly #reasons: Set<string>;
  readonly #now: () => number;
  #gathered: Accepted[] = [];
  /** Facts refused since start, for people to see. */
  rejected = 0;

  constructor(parts: { store: Store; gateway: string; plant: PlantDefinition; now: () => number }) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#lines = new Set(parts.plant.lines.map((line) => line.id));
    this.#reasons = new Set((parts.plant.reasons ?? []).map((reason) => reason.code));
    this.#now = parts.now;
  }

  /** `body` = `{ facts: [...] }`; answers in order. Throws REQUEST_INVALID when it is something else. */
  async accept(body: unknown): Promise<FactAnswer[]> {
    const facts = typeof body === 'object' && body !== null && 'facts' in body ? body.facts : undefined;
    if (!Array.isArray(facts) || facts.length > MOST_FACTS) {
      throw new AppError('REQUEST_INVALID', `The body must be { "facts": [...] } with at most ${MOST_FACTS} facts.`);
    }
    return Promise.all(facts.map((fact) => this.#acceptOne(fact)));
  }

  #acceptOne(fact: unknown): Promise<FactAnswer> | FactAnswer {
    const id =
      typeof fact === 'object' && fact !== null && '_id' in fact && typeof fact._id === 'string' ? fact._id : '';
    const now = this.#now();
    const checked = checkFact(fact, { lines: this.#lines, reasons: this.#reasons, now });
    if (!checked.ok) {
      this.rejected++;
      return { id, status: 'rejected', code: checked.code, reason: checked.reason };
    }
    const document = { ...checked.fact, received: now };
    const database = factsDatabase(this.#gateway, checked.fact.line, checked.fact.at);
    return new Promise((answer) => this.#gather({ database, document, answer }));
  }

  #gather(accepted: Accepted): void {
    if (this.#gathered.length === 0) setTimeout(() => void this.#storeGathered(), GATHER_MS);
    this.#gathered.push(accepted);
  }

  async #storeGathered(): Promise<void> {
    const batch = this.#gathered;
    this.#gathered = [];
    const databases = new Set(batch.map(({ database }) => database));
    await Promise.all(
      [...databases].map((database) =>
        this.#insert(
          database,
          batch.filter((accepted) => accepted.database === database),
        ),
      ),
    );
  }

  async #insert(database: string, batch: readonly Accepted[]): Promise<void> {
    try {
      const outcomes = await this.#store.insert(
        database,
        batch.map(({ document }) => document),
      );
      batch.forEach(({ document, answer }, i) => {
        const id = document._id;
        if (outcomes[i] !== 'differs') return answer({ id, status: 'accepted' });
        this.rejected++;
        answer({ id, status: 'rejected', code: 'differs', reason: 'Another entry has this id already.' });
      });
    } catch (error) {
      const reason = error instanceof AppError ? error.message : 'The store did not take it.';
      for (const { document, answer } of batch) answer({ id: document._id, status: 'later', reason });
      if (!(error instanceof AppError)) throw error;
    }
  }
}
