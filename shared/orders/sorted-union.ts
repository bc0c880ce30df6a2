/** Unions of what is kept in order of id: the join that makes order of arrival, repeats and grouping not matter. */

/** `a` itself when there is nothing new in `b`, so that what did not change stays the same object. Both in order. */
export function unitedIds(a: readonly string[], b: readonly string[]): readonly string[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  // What arrives is mostly newer than what is there.
  if (a.at(-1)! < b[0]!) return a.concat(b);
  const fresh = b.filter((id) => !hasId(a, id));
  return fresh.length === 0 ? a : a.concat(fresh).sort();
}

/** As above, of entries; one id is one entry, the first of two counts. */
export function unitedEntries<Entry extends { readonly id: string }>(
  a: readonly Entry[],
  b: readonly Entry[],
): readonly Entry[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  if (a.at(-1)!.id < b[0]!.id) return a.concat(b);
  const fresh = b.filter(({ id }) => !a.some((entry) => entry.id === id));
  return fresh.length === 0 ? a : a.concat(fresh).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Whether a list in order has it. */
export function hasId(ids: readonly string[], id: string): boolean {
  let from = 0;
  let to = ids.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ids[middle]! < id) from = middle + 1;
    else to = middle;
  }
  return ids[from] === id;
}
