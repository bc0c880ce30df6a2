/** A refused entry, put right and said again: a new entry with a time of its own, about the same interval. */
import type { Said } from '../components/sync/ls-said-again.ts';
import type {
  AppData,
  EnteredCount,
  EnteredFact,
  EnteredReason,
  EnteredState,
  RefusedEntry,
} from '../data/line-data.ts';
import { isPlanFact } from '../data/plan-entries.ts';
import type { OrderNumber } from './numbers-again.ts';
import type { PlanRefusal } from '../../shared/orders/said.ts';
import type { ReasonsReference } from '../../shared/sync/rows.ts';

/** What was as it is now only then, or wanted a reason. */
const MAY_FIT_NOW: readonly PlanRefusal[] = ['ended', 'not-running', 'line-busy', 'line-idle', 'frozen', 'quantity'];
/** What fits with another number; all else would be refused again as it is. */
const NUMBERS: Partial<Record<PlanRefusal, OrderNumber>> = {
  'lot-number-taken': 'lotNumber',
  'reference-taken': 'reference',
};

/** What it was too late for is over: whoever still wants it asks for it anew where that is asked for. */
export function isCorrectable({ code, fact, plan = null }: RefusedEntry): boolean {
  if (code === 'expired') return false;
  if (isPlanFact(fact)) return code !== 'invalid' && (plan === null || plan in NUMBERS || MAY_FIT_NOW.includes(plan));
  return fact.line !== null;
}

/** Which number of its orders has to be another one; null = that was not it. */
export function numberToChange({ plan = null }: Pick<RefusedEntry, 'plan'>): OrderNumber | null {
  return plan === null ? null : (NUMBERS[plan] ?? null);
}

export function saidIn(fact: EnteredCount | EnteredState): Said {
  if (fact.type === 'manual-state') return { kind: 'state', state: fact.state, reason: fact.reason };
  const { produced, good, rework, comment = '' } = fact;
  return { kind: 'count', produced, good, rework, comment };
}

/** Rejects with `NotSignedOn` when nobody who may has signed on, or when the device cannot keep it. */
export async function giveAgain(
  data: AppData,
  { line, from, to, supersedes }: EnteredReason,
  { code, name, comment }: { code: string; name: string; comment?: string },
): Promise<void> {
  const spoken = comment === undefined ? {} : { comment };
  await data.giveReason({ line: line ?? '', from, to, code, name, ...spoken, supersedes });
}

/** Likewise. */
export async function sayAgain(
  data: AppData,
  fact: EnteredCount | EnteredState,
  said: Said,
  reasons: ReasonsReference,
): Promise<void> {
  const { from, supersedes, withdrawn } = fact;
  const same = { line: fact.line ?? '', from, supersedes, ...(withdrawn ? { withdrawn } : {}) };
  if (fact.type === 'manual-count' && said.kind === 'count') {
    const { kind: _, comment, ...counted } = said;
    await data.keepByHand({
      type: fact.type,
      ...same,
      to: fact.to,
      ...counted,
      ...(comment === '' ? {} : { comment }),
    });
  } else if (fact.type === 'manual-state' && said.kind === 'state') {
    const { state, reason } = said;
    const name = reasons.find(({ code }) => code === reason)?.name;
    const named = name === undefined ? {} : { name };
    await data.keepByHand({ type: fact.type, ...same, until: fact.until, state, reason, ...named });
  }
}

export function isByHand(fact: EnteredFact): fact is EnteredCount | EnteredState {
  return fact.type === 'manual-count' || fact.type === 'manual-state';
}
