/** Half-open windows of time, `[from, to)` in epoch ms. Lists are sorted and do not overlap. */
export interface Window {
  from: number;
  to: number;
}

/** What two sorted lists have in common. */
export function intersect(a: readonly Window[], b: readonly Window[]): Window[] {
  const common: Window[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i]!.from, b[j]!.from);
    const to = Math.min(a[i]!.to, b[j]!.to);
    if (from < to) common.push({ from, to });
    if (a[i]!.to < b[j]!.to) i++;
    else j++;
  }
  return common;
}

/** What of `a` is not in `b`. */
export function subtract(a: readonly Window[], b: readonly Window[]): Window[] {
  const left: Window[] = [];
  for (const window of a) {
    let from = window.from;
    for (const hole of b) {
      if (hole.to <= from || hole.from >= window.to) continue;
      if (hole.from > from) left.push({ from, to: hole.from });
      from = Math.max(from, hole.to);
    }
    if (from < window.to) left.push({ from, to: window.to });
  }
  return left;
}

/** Sum of the lengths, ms. */
export function totalMs(windows: readonly Window[]): number {
  return windows.reduce((sum, window) => sum + window.to - window.from, 0);
}

/** Sorts windows and joins those that touch or overlap. */
export function union(windows: readonly Window[]): Window[] {
  const joined: Window[] = [];
  for (const window of windows.filter((w) => w.from < w.to).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && window.from <= last.to) last.to = Math.max(last.to, window.to);
    else joined.push({ ...window });
  }
  return joined;
}
