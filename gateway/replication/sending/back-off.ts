const FIRST_MS = 1_000;

/** Twice as long after each failure, and never the same for two gateways that lost the plant at the same moment. */
export function backOffMs(failures: number, longestMs: number, random: () => number): number {
  const fullMs = Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return fullMs * (0.5 + random() / 2);
}
