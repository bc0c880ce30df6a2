/** Lengths of time in plans: no more exact than anybody acts by, and the same wherever one of them is told. Pure. */
import { duration } from '../locales/format.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Never parts from its number at a line's end. */
const NBSP = '\u00a0';

/** `14 min`, `11 h 33 min`, `5 d 22 h`; never less than a minute. */
export function roughly(ms: number): string {
  if (ms < DAY_MS) return duration(Math.max(MINUTE_MS, Math.floor(ms / MINUTE_MS) * MINUTE_MS));
  const [days, hours] = [Math.floor(ms / DAY_MS), Math.floor((ms % DAY_MS) / HOUR_MS)];
  return [`${days}${NBSP}d`, ...(hours > 0 ? [`${hours}${NBSP}h`] : [])].join(NBSP);
}
