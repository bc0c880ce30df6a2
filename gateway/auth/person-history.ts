/** Who somebody was at some moment: all versions of a person, for what is judged long after it happened. */
import type { PersonBody } from '../../shared/access/person.ts';
import { configDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store } from '../store/store.ts';
import { versionOf } from './version-of.ts';

export interface PersonVersion {
  /** From then until the next one, ms. */
  validFrom: number;
  body: PersonBody;
}

/** Oldest first; empty = nobody of that id. `gateways`: whose versions count. Rejects with STORE_UNREACHABLE. */
export async function personHistory(store: Store, gateways: readonly string[], user: string): Promise<PersonVersion[]> {
  const range = prefixRange(`cfg:person:${user}:`);
  const stored = await Promise.all(gateways.map((gateway) => store.range(configDatabase(gateway), range)));
  const versions = stored.flat().flatMap((document) => versionOf('person', document, false) ?? []);
  return versions.sort((a, b) => a.validFrom - b.validFrom || (a.id < b.id ? -1 : 1));
}

/** A time, ms, in which they were the same user with the same rights. */
export interface Stretch {
  from: number;
  until: number;
  body: PersonBody;
}

/**
 * `from..until`, cut where they were changed, and ended where they were first disabled since `given`: what was given to
 * them before is worth nothing afterwards, even if they are let in again. Empty = they were no user then.
 */
export function stretchesOf(
  history: readonly PersonVersion[],
  { given, from, until }: { given: number; from: number; until: number },
): Stretch[] {
  const endOf = (i: number) => history[i + 1]?.validFrom ?? Infinity;
  const leaving = history.find(({ body }, i) => body.disabled && endOf(i) > given)?.validFrom ?? Infinity;
  return history.flatMap(({ validFrom, body }, i) => {
    const end = Math.min(leaving, endOf(i));
    if (validFrom >= end || validFrom > until || end <= from) return [];
    return [{ from: Math.max(from, validFrom), until: Math.min(until, end), body }];
  });
}
