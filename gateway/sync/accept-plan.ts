/**
 * What people say about the plan, taken or refused one after the other: each is judged by the plan as it is with all that was
 * accepted before it, also a moment ago in the same request. What comes while others are being stored is taken together.
 */
import { setImmediate } from 'node:timers/promises';
import { planDatabase } from '../../shared/documents/database-names.ts';
import { AppError } from '../../shared/errors.ts';
import { isKnown } from '../../shared/orders/known-fact.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import type { Authorship } from '../auth/authorship.ts';
import type { Principal } from '../auth/principal.ts';
import type { PlanRows } from '../plan/plan-rows.ts';
import { PlanTrial } from '../plan/plan-trial.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { not } from './authored.ts';
import { accepted, idOf, later, rejected } from './fact-answers.ts';
import { Judging, type Carried, type KnownPlant } from './judge-entries.ts';
import { checkPlanEntry, type PlanEntry, type SentEntry } from './plan-entries.ts';

/** What builds on a refused entry comes soon after it, or was held back on its device. */
const MOST_REFUSED = 5_000;
const AT_ONCE = 5;
/** As documents have them. */
const LONGEST_ID = 200;

interface Waiting extends Carried {
  entry: PlanEntry;
  answer: (answer: FactAnswer) => void;
}

export interface PlanAcceptanceParts {
  store: Store;
  gateway: string;
  plan: PlanRows;
  known: () => KnownPlant;
  authorship: Authorship;
  now: () => number;
}

export class PlanAcceptance {
  readonly #parts: PlanAcceptanceParts;
  /** Ids, oldest first. */
  readonly #refused = new Set<string>();
  #waiting: Waiting[] = [];
  #isTaking = false;
  /** Entries refused since start. */
  rejected = 0;

  constructor(parts: PlanAcceptanceParts) {
    this.#parts = parts;
  }

  /** `principal` = whose device sends them. Answers in order. */
  accept(sent: readonly SentEntry[], principal: Principal): Promise<FactAnswer[]> {
    return this.#accept(sent, { principal, brought: false });
  }

  /** The same for entries that somebody with the right to do so brings as a file. */
  async acceptBrought(sent: readonly SentEntry[], by: Principal): Promise<FactAnswer[]> {
    const answers = await this.#accept(sent, { principal: by, brought: true });
    this.#parts.authorship.brought(answers, by);
    return answers;
  }

  #accept(sent: readonly SentEntry[], by: Omit<Carried, 'received'>): Promise<FactAnswer[]> {
    const received = this.#parts.now();
    return Promise.all(
      sent.map((one) => {
        const checked = checkPlanEntry(one, received);
        if (!checked.ok) return this.#refuse(rejected(idOf(one), checked));
        const { entry } = checked;
        return new Promise<FactAnswer>((answer) => this.#wait({ ...by, entry, received, answer }));
      }),
    );
  }

  #wait(waiting: Waiting): void {
    this.#waiting.push(waiting);
    if (this.#isTaking) return;
    this.#isTaking = true;
    void setImmediate().then(() => this.#takeAll());
  }

  async #takeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        // What comes twice at once is asked about again when the first of it is stored or refused.
        const first = new Map(this.#waiting.toReversed().map((waiting) => [waiting.entry._id, waiting]));
        const batch = this.#waiting.filter((waiting) => first.get(waiting.entry._id) === waiting);
        this.#waiting = this.#waiting.filter((waiting) => first.get(waiting.entry._id) !== waiting);
        await this.#take(batch);
      }
    } finally {
      this.#isTaking = false;
    }
  }

  async #take(batch: readonly Waiting[]): Promise<void> {
    let fine: Waiting[] = [];
    try {
      const stored = await this.#stored(batch);
      fine = await this.#judge(batch, stored);
    } catch (error) {
      for (const { entry, answer } of batch) answer(later(entry._id, 'store', reasonOf(error)));
      if (!(error instanceof AppError)) throw error;
    }
    const byDatabase = Map.groupBy(fine, ({ entry }) => planDatabase(this.#parts.gateway, entry.at));
    await Promise.all([...byDatabase].map(([database, some]) => this.#store(database, some)));
  }

  /** Those that can be stored; the others are answered. */
  async #judge(batch: readonly Waiting[], stored: ReadonlyMap<PlanEntry, 'here' | 'elsewhere'>): Promise<Waiting[]> {
    const { plan, known: ask, authorship } = this.#parts;
    const known = ask();
    const trial = new PlanTrial(plan, known.lines);
    const judging = new Judging({ trial, known, authorship, wasRefused: (id) => this.#refused.has(id) });
    const fine: Waiting[] = [];
    for (const [i, waiting] of batch.entries()) {
      // A device that was away for weeks brings hundreds: others want to be answered meanwhile.
      if (i % AT_ONCE === AT_ONCE - 1) await setImmediate();
      const answer = judging.answerTo(waiting.entry, waiting, stored.has(waiting.entry));
      if (answer) waiting.answer(this.#refuse(answer));
      else if (stored.get(waiting.entry) === 'elsewhere') this.#isThere(waiting);
      else fine.push(waiting);
    }
    for (const [by, refused] of judging.notTheirs) authorship.refused(refused, by);
    return fine;
  }

  /** Stored once more under the same id, it could say something else than the one that the plan goes by. */
  #isThere({ entry: { _id: id }, answer }: Waiting): void {
    this.#refused.delete(id);
    answer(accepted(id));
  }

  async #store(database: string, batch: readonly Waiting[]): Promise<void> {
    const { store, plan } = this.#parts;
    try {
      const documents = batch.map(({ entry, received }) => ({ ...entry, received }) as unknown as StoredDocument);
      const outcomes = await store.insert(database, documents);
      const taken = batch.filter((_, i) => outcomes[i] !== 'differs').map(({ entry }) => entry);
      plan.know(taken);
      for (const { _id } of taken) this.#refused.delete(_id);
      batch.forEach(({ entry: { _id: id }, answer }, i) => {
        if (outcomes[i] !== 'differs') return answer(accepted(id));
        answer(this.#refuse(rejected(id, not('differs', 'Another entry has this id already.'))));
      });
    } catch (error) {
      for (const { entry, answer } of batch) answer(later(entry._id, 'store', reasonOf(error)));
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** In its own database here; or at another gateway that it came to first, whose copy has arrived. */
  async #stored(batch: readonly Waiting[]): Promise<Map<PlanEntry, 'here' | 'elsewhere'>> {
    const { store, gateway, plan } = this.#parts;
    const stored = new Map<PlanEntry, 'here' | 'elsewhere'>();
    for (const { entry } of batch) if (isKnown(entry, (row) => plan.rows.get(row))) stored.set(entry, 'elsewhere');
    for (const [database, some] of Map.groupBy(batch, ({ entry }) => planDatabase(gateway, entry.at))) {
      const there = await store.has(
        database,
        some.map(({ entry }) => entry._id),
      );
      some.forEach(({ entry }, i) => there[i] && stored.set(entry, 'here'));
    }
    return stored;
  }

  #refuse(answer: FactAnswer): FactAnswer {
    if (answer.status !== 'rejected') return answer;
    this.rejected++;
    // One that differs from what is here under its id does not make that one wrong; nobody can have seen what is no id.
    if (answer.code !== 'differs' && isId(answer.id)) this.#refused.add(answer.id);
    for (const id of this.#refused) {
      if (this.#refused.size <= MOST_REFUSED) break;
      this.#refused.delete(id);
    }
    return answer;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof AppError ? error.message : 'The store did not take it.';
}

function isId(text: string): boolean {
  return text !== '' && text.length <= LONGEST_ID;
}
