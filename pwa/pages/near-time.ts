/** Lengths of time as people at lines say them: no more exact than anybody acts by. Pure. */
import { duration } from '../locales/format.ts';
import { language } from '../locales/locale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `14 min`, `2 h 30 min`, `17 h`, `3 days`. */
export function roughly(ms: number): string {
  if (ms < HOUR_MS) return duration(Math.max(MINUTE_MS, Math.floor(ms / MINUTE_MS) * MINUTE_MS));
  if (ms < 10 * HOUR_MS) return duration(Math.floor(ms / MINUTE_MS) * MINUTE_MS);
  if (ms < 2 * DAY_MS) return duration(Math.round(ms / HOUR_MS) * HOUR_MS);
  const days = { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language(), days).format(Math.round(ms / DAY_MS));
}
