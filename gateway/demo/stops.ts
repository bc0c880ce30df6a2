import type { Random } from './random.ts';

/** How often a packing line of ordinary trouble stops, per hour of running, and for how long. */
const CLASSES = [
  { perHour: 10, fromMs: 1_150, toMs: 12_000 },
  { perHour: 15, fromMs: 12_050, toMs: 60_000 },
  { perHour: 2.5, fromMs: 60_100, toMs: 300_000 },
  { perHour: 0.4, fromMs: 300_500, toMs: 2_400_000 },
];
const PER_HOUR = CLASSES.reduce((sum, { perHour }) => sum + perHour, 0);

/** Running time until the next stop (ms): stops come at random, `trouble` times as often as usual. */
export function runTimeMs(random: Random, trouble: number): number {
  return (-Math.log(1 - random()) * 3_600_000) / (PER_HOUR * trouble);
}

/** Length of a stop (ms). Within its class short ones are more frequent, as on a real line. */
export function stopMs(random: Random): number {
  let left = random() * PER_HOUR;
  const { fromMs, toMs } = CLASSES.find(({ perHour }) => (left -= perHour) < 0) ?? CLASSES[0]!;
  return fromMs * (toMs / fromMs) ** (random() ** 2);
}
