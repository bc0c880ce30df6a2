/** Entries about the plan, and those about what a line did. */
import type { Entry } from './collections.ts';
import type { EnteredFact, EnteredLineFact, EnteredPlanFact } from './line-data.ts';

export type LineEntry = Entry & { fact: EnteredLineFact };
export type PlanEntry = Entry & { fact: EnteredPlanFact };

export function isPlanFact(fact: EnteredFact): fact is EnteredPlanFact {
  return fact.type === 'change' || fact.type === 'transfer' || fact.type === 'execution';
}

export function ofPlan(entries: readonly Entry[]): PlanEntry[] {
  return entries.filter((entry): entry is PlanEntry => isPlanFact(entry.fact));
}

/** What was said of the time of a line; how its jobs went is not among it. */
export function ofLine(entries: readonly Entry[], line: string): LineEntry[] {
  return entries.filter((entry): entry is LineEntry => entry.fact.line === line && !isPlanFact(entry.fact));
}
