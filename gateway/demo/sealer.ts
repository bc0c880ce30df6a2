import { between, type Random } from './random.ts';

/** Jaws of a sealer: what its controller reports each second while the line runs or stands. */
export interface Sealer {
  /** The next second's reading as its serial line gives it (°C), e.g. `182.4\r\n`. */
  reading(standingForMs: number): string;
}

const RUNNING_C = 182;
/** A standing line's jaws open, and the controller lets them cool to here. */
const STANDBY_C = 165;
const STANDBY_AFTER_MS = 60_000;

export function sealer(random: Random): Sealer {
  let jaws = RUNNING_C;
  let wander = 0;
  return {
    reading: (standingForMs) => {
      const target = standingForMs > STANDBY_AFTER_MS ? STANDBY_C : RUNNING_C;
      jaws += (target - jaws) / 90;
      wander += between(random, -0.06, 0.06) - wander / 600;
      const noise = between(random, -0.15, 0.15) + between(random, -0.15, 0.15);
      return `${(jaws + wander + noise).toFixed(1)}\r\n`;
    },
  };
}
