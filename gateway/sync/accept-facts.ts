/**
 * Facts of people about lines, one answer each. What cannot ever be accepted is rejected with its reason,
 * what the store cannot take now is answered `later`; repeating a fact is harmless. Facts of several requests within
 * 20 ms travel to the store together.
 */
import { RIGHT_FOR_FACT } from '../../shared/access/facts.ts';
import { AppError } from '../../shared/errors.ts';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { whyNotBrought, whyNotFrom, type Authorship, type Refused } from '../auth/authorship.ts';
import type { Principal } from '../auth/principal.ts';
import type { Store } from '../store/store.ts';
import type { NotTaken } from './authored.ts';
import { accepted, idOf, later, rejected } from './fact-answers.ts';
import { checkFact, whyNotNow, type KnownFacts, type SignedFact } from './person-facts.ts';

export type { KnownFacts } from './person-facts.ts';

const GATHER_MS = 20;

interface Gathered {
  database: string;
  fact: SignedFact;
  /** When this gateway took it, ms. */
  received: number;
  principal: Principal;
  /** Read from a file: not by the device where they were entered. */
  brought: boolean;
  answer: (answer: FactAnswer) => void;
}

export class FactAcceptance {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #authorship: Authorship;
  readonly #known: () => KnownFacts;
  readonly #now: () => number;
  #gathered: Gathered[] = [];
  #underWay = 0;
  /** Facts refused since start, for people to see. */
  rejected = 0;

  constructor(parts: {
    store: Store;
    gateway: string;
    /** As it is now: lines of a plant come and go. */
    known: () => KnownFacts;
    authorship: Authorship;
    now: () => number;
  }) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#authorship = parts.authorship;
    this.#known = parts.known;
    this.#now = parts.now;
  }

  /** `principal` = whose device sends them, which is not always who wrote them. Answers in order. */
  accept(facts: readonly unknown[], principal: Principal): Promise<FactAnswer[]> {
    return Promise.all(facts.map((fact) => this.#acceptOne(fact, principal, false)));
  }

  /**
   * The same for entries that somebody with the right to do so brings as a file: from whatever device, by people who were
   * signed on there then. Who brought them is in the trail.
   */
  async acceptBrought(facts: readonly unknown[], by: Principal): Promise<FactAnswer[]> {
    const answers = await Promise.all(facts.map((fact) => this.#acceptOne(fact, by, true)));
    this.#authorship.brought(answers, by);
    return answers;
  }

  #acceptOne(sent: unknown, principal: Principal, brought: boolean): Promise<FactAnswer> | FactAnswer {
    const id = idOf(sent);
    const received = this.#now();
    const checked = checkFact(sent, received);
    if (!checked.ok) return this.#refuse(id, checked);
    const { fact } = checked;
    const { here, elsewhere } = this.#known();
    if (!here.has(fact.line)) {
      if (elsewhere.has(fact.line))
        return later(id, 'line', `Line "${fact.line}" is served by another gateway of the plant; it goes there.`);
      return this.#refuse(id, { code: 'line', reason: `There is no line "${fact.line}".` });
    }
    const database = factsDatabase(this.#gateway, fact.line, fact.at);
    return new Promise((answer) => this.#gather({ database, fact, received, principal, brought, answer }));
  }

  /** Nobody waits for company; what comes while others are taken goes together, in 20 ms at the latest. */
  #gather(gathered: Gathered): void {
    if (this.#gathered.length === 0) {
      if (this.#underWay === 0) setImmediate(() => void this.#takeGathered());
      else setTimeout(() => void this.#takeGathered(), GATHER_MS);
    }
    this.#gathered.push(gathered);
  }

  async #takeGathered(): Promise<void> {
    const batches = Map.groupBy(this.#gathered, ({ database }) => database);
    this.#gathered = [];
    this.#underWay++;
    try {
      await Promise.all([...batches].map(([database, batch]) => this.#take(database, batch)));
    } finally {
      this.#underWay--;
    }
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
        if (outcomes[i] !== 'differs') return answer(accepted(id));
        answer(this.#refuse(id, { code: 'differs', reason: 'Another entry has this id already.' }));
      });
    } catch (error) {
      const reason = error instanceof AppError ? error.message : 'The store did not take it.';
      for (const { fact, answer } of batch) answer(later(fact._id, 'store', reason));
      if (!(error instanceof AppError)) throw error;
    }
  }

  /**
   * Those that can be taken and whose author is true, or were found so when they came first: facts are kept longer than
   * sessions. Answers the others.
   */
  async #authored(database: string, batch: readonly Gathered[]): Promise<Gathered[]> {
    const known = this.#known();
    const doubts = batch.map(({ fact, received }) => {
      const notNow = whyNotNow(fact, known, received);
      return { notNow, notBy: notNow ? null : this.#authorship.whyNotBy(fact, neededFor(fact)) };
    });
    const doubted = batch.filter((_, i) => doubts[i]!.notNow ?? doubts[i]!.notBy).map(({ fact }) => fact._id);
    const there = doubted.length > 0 ? await this.#store.has(database, doubted) : [];
    const stored = new Set(doubted.filter((_, i) => there[i]));
    const refused = new Map<Principal, Refused[]>();
    const authored = batch.filter(({ fact, principal, brought, answer }, i) => {
      const { _id: id } = fact;
      const { notNow, notBy } = stored.has(id) ? { notNow: null, notBy: null } : doubts[i]!;
      if (notNow) {
        answer(this.#refuse(id, notNow));
        return false;
      }
      const notFrom = brought ? whyNotBrought(principal, [fact.line]) : whyNotFrom(principal, fact.by);
      const verdict = notFrom ?? notBy;
      if (!verdict) return true;
      if (verdict.code === 'later') {
        answer(later(id, notFrom ? 'author' : 'clock', verdict.reason));
        return false;
      }
      refused.set(principal, [...(refused.get(principal) ?? []), { id, ...verdict }]);
      answer(this.#refuse(id, verdict));
      return false;
    });
    for (const [by, facts] of refused) this.#authorship.refused(facts, by);
    return authored;
  }

  #refuse(id: string, why: NotTaken): FactAnswer {
    this.rejected++;
    return rejected(id, why);
  }
}

function neededFor({ type, line }: SignedFact) {
  return [{ right: RIGHT_FOR_FACT[type], line }];
}
