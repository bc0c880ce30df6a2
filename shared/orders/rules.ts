/**
 * Why something cannot be said about the plan: the rules of business. Verbs ask them on the device, the gateway when a fact
 * arrives. They judge what the author saw. Where others changed the same meanwhile the fact is taken, and the fold tells.
 */
import type { ChangeSet } from '../documents/change.ts';
import type { SentPlanFact } from './fold-facts.ts';
import type { JobStanding } from './job-state.ts';
import type { Plan } from './plan.ts';
import { wrongDates } from './rules-dates.ts';
import { wrongDependency } from './rules-dependencies.ts';
import { wrongExecution } from './rules-execution.ts';
import { wrongField } from './rules-fields.ts';
import { stopsFrozen, touchesFrozen } from './rules-frozen.ts';
import { incomplete, ranAlready, takenNumber, type UniqueField } from './rules-orders.ts';
import { wrongPlace } from './rules-place.ts';
import { unknownReference } from './rules-references.ts';
import { fewerThanGiven, wrongTransfer } from './rules-transfer.ts';
import { toldBy, type Told } from './rules-told.ts';
import type { NotSaid, Said } from './said.ts';

export interface RuleLine {
  id: string;
  processGroup?: string | undefined;
}

export interface RuleWorld {
  plan: Plan;
  standings: ReadonlyMap<string, JobStanding>;
  /** As in a `Schedule`: by line, what runs first, then what waits, in order. */
  queues: ReadonlyMap<string, readonly string[]>;
  lines: readonly RuleLine[];
  /** The order that has it and is over for so long that it is not in the plan any more; absent = nobody remembers those. */
  formerOrder?: (field: UniqueField, value: string) => string | null;
}

/** Null = it can be said. */
export function whyNot(fact: SentPlanFact | Said, world: RuleWorld): NotSaid | null {
  switch (fact.type) {
    case 'base':
      return null;
    case 'execution':
      return wrongExecution(fact, world) ?? (fact.why === undefined ? stopsFrozen(fact, world) : null);
    case 'change':
      return wrongSets(fact.sets, world, fact.why);
    case 'transfer': {
      const { sets = [] } = fact;
      return wrongSets(sets, world, fact.why) ?? wrongTransfer(fact, toldBy(sets, world.plan), world);
    }
  }
}

/** The rules that ask one thing at a time; the order is that in which a person wants to know. */
const OF_EACH: readonly ((told: Told, all: ReadonlyMap<string, Told>, world: RuleWorld) => NotSaid | null)[] = [
  incomplete,
  unknownReference,
  wrongDates,
  ranAlready,
  wrongPlace,
  fewerThanGiven,
];

function wrongSets(sets: readonly ChangeSet[], world: RuleWorld, why: string | undefined): NotSaid | null {
  for (const set of sets) {
    const wrong = wrongField(set);
    if (wrong) return wrong;
  }
  const all = toldBy(sets, world.plan);
  for (const told of all.values()) {
    for (const rule of OF_EACH) {
      const wrong = rule(told, all, world);
      if (wrong) return wrong;
    }
  }
  const wrong = takenNumber(all, world) ?? wrongDependency(all, world);
  return wrong ?? (why === undefined ? touchesFrozen(all, world) : null);
}
