/** Places for a queue in a new order, with as few jobs changed as can be: what stays in its order keeps its key. */
import type { ChangeSet } from '../documents/change.ts';
import type { JobPlace } from '../orders/entities.ts';
import type { Plan } from '../orders/plan.ts';
import { keysBetween, LONGEST_KEY, rekeyed } from '../orders/queue-key.ts';
import { setOf } from '../orders/verbs/changes.ts';

/** `order`: jobs that wait at the line, as they are to come. Jobs keep the time that they are set to. */
export function newPlaces(plan: Plan, line: string, order: readonly string[], suffix: string): ChangeSet[] {
  const keyOf = (id: string) => {
    const place = plan.jobs.get(id)?.fields.place;
    return place?.line === line ? place.key : null;
  };
  const kept = longestRising(order.map(keyOf));
  const moved = new Set(order.filter((_, i) => !kept.has(i)));
  // What runs or has ended keeps its key too, and no two are to be equal.
  const taken = [...plan.jobs.values()].flatMap(({ id, fields }) =>
    fields.place?.line === line && !moved.has(id) ? [fields.place.key] : [],
  );
  taken.sort((a, b) => (a < b ? -1 : 1));
  const keys = new Map<string, string>();
  for (let i = 0; i < order.length;) {
    let end = i;
    while (end < order.length && !kept.has(end)) end++;
    const after = end < order.length ? keyOf(order[end]!) : null;
    const before = taken.findLast((key) => after === null || key < after) ?? null;
    keysBetween(before, after, end - i, suffix).forEach((key, n) => keys.set(order[i + n]!, key));
    i = end + 1;
  }
  if ([...keys.values()].some((key) => key.length > LONGEST_KEY)) {
    // Behind what is not in the queue: no two keys are to be equal, nor one of them too long again.
    const coming = new Set(order);
    const others = [...plan.jobs.values()].flatMap(({ id, fields: { place } }) =>
      place?.line === line && !coming.has(id) && place.key.length <= LONGEST_KEY ? [place.key] : [],
    );
    const behind = others.reduce<string | null>((a, b) => (a === null || b > a ? b : a), null);
    rekeyed(order, suffix, behind).forEach((key, i) => keys.set(order[i]!, key));
  }
  return [...keys].flatMap(([id, key]) => {
    const { notBefore, pinned } = plan.jobs.get(id)?.fields.place ?? {};
    const place: JobPlace = { line, key, ...(notBefore !== undefined && { notBefore }), ...(pinned && { pinned }) };
    return setOf(plan, 'job', id, { place });
  });
}

/** Indexes of a longest subsequence that rises; null is in none. */
function longestRising(keys: readonly (string | null)[]): Set<number> {
  /** By length: the index at which the subsequence of that length with the smallest last key ends. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const [i, key] of keys.entries()) {
    if (key === null) continue;
    let low = 0;
    for (let high = ends.length; low < high;) {
      const middle = (low + high) >>> 1;
      if (keys[ends[middle]!]! < key) low = middle + 1;
      else high = middle;
    }
    before.set(i, ends[low - 1]);
    ends[low] = i;
  }
  const kept = new Set<number>();
  for (let i = ends.at(-1); i !== undefined; i = before.get(i)) kept.add(i);
  return kept;
}
