/** What was said about one thing in the plan, as its row keeps it: for people who want to know who changed it, and why. */
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { PlanFact } from '../../shared/orders/fold-facts.ts';
import { planRowId } from '../../shared/orders/plan-row.ts';

/** Of one row; what is older is in the facts and in the trail. */
const MOST_ENTRIES = 200;

export interface PastEntry {
  /** Of the fact. */
  id: string;
  /** When its author said it, ms. */
  at: number;
  user: string | null;
  origin: string;
  type: 'change' | 'transfer' | 'execution';
  /** Fields as they were set; absent = none. */
  set?: Record<string, unknown>;
  /** Of a transfer or an execution: what it said. */
  said?: Record<string, unknown>;
  why?: string;
  /** Name of the what-if that was published. */
  draft?: string;
}

/** By row: what the facts add to its history. A base is no saying. */
export function entriesByRow(facts: readonly PlanFact[]): Map<string, PastEntry[]> {
  const byRow = new Map<string, PastEntry[]>();
  for (const fact of facts)
    for (const [rowId, entry] of entriesOf(fact)) byRow.set(rowId, [...(byRow.get(rowId) ?? []), entry]);
  return byRow;
}

/** Newest first; each fact once, whichever came first. */
export function withEntries(history: readonly PastEntry[], entries: readonly PastEntry[]): readonly PastEntry[] {
  const known = new Set(history.map(({ id }) => id));
  const fresh = entries.filter(({ id }) => !known.has(id) && known.add(id));
  if (fresh.length === 0) return history;
  return [...history, ...fresh].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, MOST_ENTRIES);
}

function entriesOf(fact: PlanFact): Map<string, PastEntry> {
  if (fact.type === 'base') return new Map();
  const entry: PastEntry = {
    ...{ id: fact._id, at: fact.at, user: fact.by.user, origin: fact.by.origin, type: fact.type },
    ...(fact.why !== undefined && { why: fact.why }),
  };
  switch (fact.type) {
    case 'change':
      return withSets(new Map(), fact.sets, { ...entry, ...(fact.draft !== undefined && { draft: fact.draft }) });
    case 'transfer': {
      const { kind, from, to, quantity } = fact;
      const told = { ...entry, said: { kind, from, to, quantity } };
      const both = [from, to].map((id) => [planRowId('order', id), told] as const);
      return withSets(new Map(both), fact.sets ?? [], told);
    }
    case 'execution': {
      const { line, verb } = fact;
      return new Map([[planRowId('job', fact.job), { ...entry, said: { line, verb } }]]);
    }
  }
}

/** A fact may set fields of one thing in several sets. */
function withSets(
  entries: Map<string, PastEntry>,
  sets: readonly ChangeSet[],
  entry: PastEntry,
): Map<string, PastEntry> {
  for (const { entity, id, set } of sets) {
    const rowId = planRowId(entity, id);
    const there = entries.get(rowId) ?? entry;
    entries.set(rowId, { ...there, set: { ...there.set, ...set } });
  }
  return entries;
}
