/**
 * Whether entries about the plan can be taken, one after the other: by who says it, by what that person saw, and by the plan
 * as it is with those that were found fine before it.
 */
import { needsOf } from '../../shared/orders/needs.ts';
import { whyNot } from '../../shared/orders/rules.ts';
import type { FactAnswer } from '../../shared/sync/protocol.ts';
import { whyNotBrought, whyNotFrom, type Authorship, type Refused } from '../auth/authorship.ts';
import type { Principal } from '../auth/principal.ts';
import type { KnownLine } from '../plan/known-line.ts';
import { placesOf } from '../plan/order-places.ts';
import type { PlanTrial } from '../plan/plan-trial.ts';
import { not, whyExpired } from './authored.ts';
import { later, rejected } from './fact-answers.ts';
import { seenBy, type PlanEntry } from './plan-entries.ts';

/** How an entry came here. */
export interface Carried {
  /** When this gateway took it, ms. */
  received: number;
  principal: Principal;
  /** Read from a file: not by the device where it was entered. */
  brought: boolean;
}

/** What a gateway knows of the plant that people plan for. */
export interface KnownPlant {
  /** Lines that it speaks for. */
  here: ReadonlySet<string>;
  /** Lines of the whole plant, as far as they are known here. */
  lines: readonly KnownLine[];
  /** Whether the plant that it joined can hear of what is said here; `none` = it joined none. */
  plant: 'none' | 'reached' | 'away';
}

export interface JudgingParts {
  trial: PlanTrial;
  known: KnownPlant;
  authorship: Pick<Authorship, 'whyNotBy'>;
  /** Was an entry of this id refused lately? */
  wasRefused: (id: string) => boolean;
}

export class Judging {
  readonly #parts: JudgingParts;
  /** What was put off: whatever builds on it has to wait with it. */
  readonly #putOff = new Map<string, Extract<FactAnswer, { status: 'later' }>>();
  readonly #refused = new Set<string>();
  /** Refused because of who said or brought it, by who brought it: for the trail. */
  readonly notTheirs = new Map<Principal, Refused[]>();

  constructor(parts: JudgingParts) {
    this.#parts = parts;
  }

  /** null = it can be stored. `isStored`: it was found fine when it came first, and only has to come from the right device. */
  answerTo(entry: PlanEntry, carried: Carried, isStored: boolean): FactAnswer | null {
    const answer = isStored ? this.#author(entry, carried, true) : this.#verdict(entry, carried);
    if (answer === null) {
      if (!isStored) this.#parts.trial.take(entry);
    } else if (answer.status === 'later') this.#putOff.set(entry._id, answer);
    else this.#refused.add(entry._id);
    return answer;
  }

  #verdict(entry: PlanEntry, carried: Carried): FactAnswer | null {
    const { _id: id } = entry;
    const expired = whyExpired(entry, carried.received);
    if (expired) return rejected(id, expired);
    return this.#author(entry, carried, false) ?? this.#place(entry) ?? this.#seen(entry) ?? this.#rules(entry);
  }

  #author(entry: PlanEntry, { principal, brought }: Carried, isStored: boolean): FactAnswer | null {
    const { _id: id, by } = entry;
    const { trial } = this.#parts;
    const world = { plan: trial.plan, lines: trial.lines, rowOf: (id: string) => trial.rowOf(id), user: by.user };
    const needs = needsOf(entry, world);
    const lines = new Set(needs.map(({ line }) => line));
    const notFrom = brought ? whyNotBrought(principal, lines) : whyNotFrom(principal, by);
    const verdict = notFrom ?? (isStored ? null : this.#parts.authorship.whyNotBy(entry, needs));
    if (!verdict) return null;
    if (verdict.code === 'later') return later(id, notFrom ? 'author' : 'clock', verdict.reason);
    this.notTheirs.set(principal, [...(this.notTheirs.get(principal) ?? []), { id, ...verdict }]);
    return rejected(id, verdict);
  }

  /** A line that is cut off speaks for its own orders, and for those that nobody has begun with. */
  #place(entry: PlanEntry): FactAnswer | null {
    const { known, trial } = this.#parts;
    if (known.plant !== 'away') return null;
    const elsewhere = [...placesOf(entry, trial.plan)].find((line) => !known.here.has(line));
    if (elsewhere === undefined) return null;
    const reason = `It is about an order on line "${elsewhere}", and the plant cannot be reached; it goes there when it can.`;
    return later(entry._id, 'line', reason);
  }

  #seen(entry: PlanEntry): FactAnswer | null {
    const { trial, wasRefused } = this.#parts;
    for (const { rowId, field, id } of seenBy(entry)) {
      const putOff = this.#putOff.get(id);
      if (putOff) return { ...putOff, id: entry._id };
      // Anybody can send nonsense under an id that is another's: what was taken stays so.
      if ((this.#refused.has(id) || wasRefused(id)) && !trial.has(rowId, field, id))
        return rejected(entry._id, not('plan', `It builds on "${id}", which was refused.`));
    }
    return null;
  }

  #rules(entry: PlanEntry): FactAnswer | null {
    const no = whyNot(entry, this.#parts.trial);
    return no && rejected(entry._id, { ...not('plan', no.detail), plan: no.why });
  }
}
