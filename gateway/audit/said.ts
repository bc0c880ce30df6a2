/** What a person said, as the trail keeps it. */
import { RIGHT_FOR_FACT, RIGHT_FOR_PLAN_FACT } from '../../shared/access/facts.ts';
import { factsDatabase } from '../../shared/documents/database-names.ts';
import { LATEST_INSTANT, type By } from '../../shared/documents/document.ts';
import type { StoredDocument } from '../store/store.ts';

export type PersonFact = StoredDocument & { type: string; line: string | null; at: number; received: number; by: By };

/** Kinds of databases in which people's facts are, and their types there. */
export const SAID_IN: Readonly<Record<'facts' | 'plan', readonly string[]>> = {
  facts: Object.keys(RIGHT_FOR_FACT),
  plan: ['change', ...Object.keys(RIGHT_FOR_PLAN_FACT)],
};
const TYPES = new Set(Object.values(SAID_IN).flat());

export function isPersonFact(document: StoredDocument): document is PersonFact {
  return typeof document.type === 'string' && TYPES.has(document.type);
}

/** The author's part: all but the id, which is the entry's subject, and when it came. */
export function said({ _id, received: _received, ...rest }: StoredDocument): Record<string, unknown> {
  return rest;
}

/** Where a fact is by its id and line; null = that is no id of a person's fact. */
export function factPlace(gateway: string, line: string | null, id: string): string | null {
  const at = Number(/^[a-z-]+:(\d{16}):/.exec(id)?.[1] ?? NaN);
  return line !== null && at <= LATEST_INSTANT ? factsDatabase(gateway, line, at) : null;
}
