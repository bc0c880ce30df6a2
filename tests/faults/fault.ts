/** What `npm run faults` tells of each kind of fault, and what several of them need. */
export interface FaultRun {
  fault: string;
  /** How often it was made to happen. */
  times: number;
  /** Rows, lines or records of which a gateway had said that they are safe. */
  acknowledged: number;
  lost: number;
  duplicated: number;
  seconds: number;
  note: string;
}

/** Runs a fault and takes the time that it took. */
export async function timed(
  fault: string,
  work: () => Promise<Omit<FaultRun, 'fault' | 'seconds'>>,
): Promise<FaultRun> {
  const begin = performance.now();
  const outcome = await work();
  return { fault, ...outcome, seconds: Math.round((performance.now() - begin) / 100) / 10 };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** How many of `wanted` are not in `found`, and how many of `found` are there more than once. */
export function account(wanted: Iterable<string>, found: Iterable<string>): { lost: number; duplicated: number } {
  const once = new Set<string>();
  let duplicated = 0;
  for (const each of found) {
    if (once.has(each)) duplicated++;
    once.add(each);
  }
  let lost = 0;
  for (const each of wanted) if (!once.has(each)) lost++;
  return { lost, duplicated };
}
