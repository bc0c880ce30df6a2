/** What somebody entered, in the words in which it was entered. Pure. */
import type { Plan } from '../../shared/orders/plan.ts';
import type { ReasonsReference } from '../../shared/sync/rows.ts';
import type { EnteredFact, EnteredLineFact } from '../data/line-data.ts';
import { isPlanFact } from '../data/plan-entries.ts';
import { clockOfDay, clockOfPlan, number } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { syncText as s } from '../locales/sync.ts';
import { valuesPlanned, whatPlanned, type EnteredValue } from './plan-entry-words.ts';

export interface Around {
  reasons: ReasonsReference;
  /** Id → name. */
  lines: ReadonlyMap<string, string>;
  /** Id → name, as far as this device knows them. */
  people: ReadonlyMap<string, string>;
  /** Null = nothing of it is here. */
  plan: Plan | null;
  zone: string;
  /** The gateway's time, ms. */
  now: number;
}

export function whatEntered(fact: EnteredFact, around: Around): string {
  if (isPlanFact(fact)) return whatPlanned(fact, around.lines);
  const what = said(fact, around);
  return 'withdrawn' in fact && fact.withdrawn ? s('entryWithdrawn', what) : what;
}

function said(fact: EnteredLineFact, { reasons, zone, now }: Around): string {
  const time = (at: number) => clockOfDay(at, zone, now);
  const nameOf = (code: string, name?: string) => name ?? reasons.find((one) => one.code === code)?.name ?? code;
  switch (fact.type) {
    case 'reason':
      return s('entryReason', nameOf(fact.code, fact.name), time(fact.from));
    case 'manual-count':
      return s('entryCount', number(fact.produced), time(fact.from), time(fact.to));
    case 'manual-state': {
      const state = t(fact.state === 'Execute' ? 'running' : 'stopped');
      const why = fact.reason === null ? '' : ` (${nameOf(fact.reason, fact.name)})`;
      return s('entryState', state + why, time(fact.from));
    }
  }
}

/** What was set, where that is not in the words already. */
export function valuesEntered(fact: EnteredFact, around: Around): EnteredValue[] {
  const { zone, now } = around;
  return isPlanFact(fact) ? valuesPlanned(fact, { ...around, time: (at) => clockOfPlan(at, zone, now) }) : [];
}

/** `Line 8`; one that this device does not know by its id. */
export function lineOf({ line }: EnteredFact, { lines }: Around): string {
  return line === null ? '' : (lines.get(line) ?? line);
}

export function enteredBy({ by, at }: EnteredFact, { people, zone, now }: Around): string {
  return s('enteredBy', by.user === null ? s('nobody') : (people.get(by.user) ?? by.user), clockOfDay(at, zone, now));
}

export function typedIn(fact: EnteredFact): string | null {
  if (isPlanFact(fact)) return fact.why ?? null;
  return fact.type === 'manual-state' ? null : (fact.comment ?? null);
}
