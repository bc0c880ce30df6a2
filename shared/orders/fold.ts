/**
 * What became of a field that several people changed. A change puts what its author saw into `gone` and itself into `heads`;
 * merging is union. So order of arrival, repeats and grouping do not matter, and no clock is needed.
 */
import { canonicalJson } from '../audit/canonical-json.ts';
import type { ChangeSet } from '../documents/change.ts';
import { hasId, unitedEntries, unitedIds } from './sorted-union.ts';

/** A value that nobody who set another one had seen. */
export interface Head {
  /** Id of the change (or transfer) that set it. */
  id: string;
  value: unknown;
  /** When the author said it, ms; for display, and to choose which of several shows. */
  at: number;
  user: string | null;
  origin: string;
  /** The author's reason; absent = none was given. */
  why?: string;
  /** Name of the what-if with which it was published; absent = it was said by itself. */
  draft?: string;
}

export interface FieldState {
  /** In order of id; none is in `gone`. */
  heads: readonly Head[];
  /** Ids that some author saw, in order. */
  gone: readonly string[];
  /** Those of `gone` that were never folded themselves, in order; absent = none. */
  unseen?: readonly string[];
}

/** By field. */
export type EntityState = Readonly<Record<string, FieldState>>;

const NONE: readonly never[] = [];

/** The state after one more change of the entity; `state` itself when it was folded before. */
export function withSet(
  state: EntityState,
  { set, saw }: Pick<ChangeSet, 'set' | 'saw'>,
  by: Omit<Head, 'value'>,
): EntityState {
  return merged(state, Object.keys(set), (field) => {
    const heads: Head[] = [{ ...by, value: set[field] }];
    const seen = inOrder(own(saw, field) ?? NONE, by.id);
    return seen.length === 0 ? { heads, gone: NONE } : { heads, gone: seen, unseen: seen };
  });
}

/** Each once, and without the author's own: a change that names itself would take itself back. */
function inOrder(saw: readonly string[], own: string): readonly string[] {
  if (saw.length === 0 || (saw.length === 1 && saw[0] !== own)) return saw;
  return [...new Set(saw)].filter((id) => id !== own).sort();
}

/** What either knows: a join (commutative, associative, idempotent). `a` itself when `b` knows nothing more. */
export function mergedState(a: EntityState, b: EntityState): EntityState {
  return merged(a, Object.keys(b), (field) => b[field]!);
}

function merged(state: EntityState, fields: readonly string[], known: (field: string) => FieldState): EntityState {
  let next: Record<string, FieldState> | null = null;
  for (const field of fields) {
    const before = own(state, field);
    const after = before === undefined ? known(field) : mergedField(before, known(field));
    if (after !== before) (next ??= { ...state })[field] = after;
  }
  return next ?? state;
}

function mergedField(a: FieldState, b: FieldState): FieldState {
  const gone = unitedIds(a.gone, b.gone);
  const heads = standing(unitedEntries(a.heads, b.heads), gone);
  // What neither has folded can only be what one of them misses.
  const missed = unitedIds(a.unseen ?? NONE, b.unseen ?? NONE);
  const unseen = missed.length === 0 ? NONE : missed.filter((id) => !isFolded(a, id) && !isFolded(b, id));
  if (gone === a.gone && sameHeads(heads, a.heads) && unseen.length === (a.unseen ?? NONE).length) return a;
  return unseen.length === 0 ? { heads, gone } : { heads, gone, unseen };
}

function standing(heads: readonly Head[], gone: readonly string[]): readonly Head[] {
  return gone.length === 0 ? heads : heads.filter(({ id }) => !hasId(gone, id));
}

/** A change is in it, whether it still stands or not; one that somebody only claims to have seen is not. */
export function isFolded({ heads, gone, unseen }: FieldState, id: string): boolean {
  return heads.some((head) => head.id === id) || (hasId(gone, id) && !hasId(unseen ?? NONE, id));
}

function sameHeads(some: readonly Head[], others: readonly Head[]): boolean {
  return some.length === others.length && some.every(({ id }, i) => id === others[i]!.id);
}

export interface Shown {
  /** Undefined = absent; `null` says the same. */
  value: unknown;
  /** What was said; null = nothing ever was. */
  head: Head | null;
  /** One head of each different value, the one that shows first; empty = there is nothing to ask. */
  conflict: readonly Head[];
  /** Something is on its way that would say more: the value is shown, nobody is asked. */
  waiting: boolean;
}

/** What people are shown of a field. Of different values the one said later shows, then the one of higher id. */
export function shown(field: FieldState | undefined): Shown {
  const waiting = (field?.unseen?.length ?? 0) > 0;
  const heads = field?.heads ?? NONE;
  const first = heads.length > 1 ? latestFirst(heads)[0] : heads[0];
  if (first === undefined) return { value: undefined, head: null, conflict: NONE, waiting };
  const conflict = heads.length > 1 && !waiting ? different(latestFirst(heads)) : NONE;
  return { value: first.value ?? undefined, head: first, conflict, waiting };
}

function latestFirst(heads: readonly Head[]): Head[] {
  return [...heads].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** The first of each value; none when all say the same. */
function different(heads: readonly Head[]): readonly Head[] {
  const byValue = new Map<string, Head>();
  for (const head of heads) {
    const value = canonicalJson(head.value);
    if (!byValue.has(value)) byValue.set(value, head);
  }
  return byValue.size > 1 ? [...byValue.values()] : NONE;
}

/** Of a record whose names others chose: `constructor` is nobody's field. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
