/** Times as people at lines say them: the day where it is another one, and no more exact than anybody acts by. Pure. */
import { zoneOffset } from '../../shared/calendar/zone.ts';
import { clock, dateLabel, duration } from '../locales/format.ts';
import { language } from '../locales/locale.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `15:39` today, `Mon 06:23` within six days, else `3 Dec, 06:23`: by the plant's clocks. */
export function nearTime(at: number, zone: string, now: number): string {
  const dayOf = (moment: number) => Math.floor((moment + zoneOffset(zone, moment)) / DAY_MS);
  const days = Math.abs(dayOf(at) - dayOf(now));
  if (days === 0) return clock(at, zone);
  if (days > 6) return `${dateLabel(at, zone)}, ${clock(at, zone)}`;
  return `${new Intl.DateTimeFormat(language(), { weekday: 'short', timeZone: zone }).format(at)} ${clock(at, zone)}`;
}

/** `14 min`, `2 h 30 min`, `17 h`, `3 days`. */
export function roughly(ms: number): string {
  if (ms < HOUR_MS) return duration(Math.max(MINUTE_MS, Math.floor(ms / MINUTE_MS) * MINUTE_MS));
  if (ms < 10 * HOUR_MS) return duration(Math.floor(ms / MINUTE_MS) * MINUTE_MS);
  if (ms < 2 * DAY_MS) return duration(Math.round(ms / HOUR_MS) * HOUR_MS);
  const days = { style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(language(), days).format(Math.round(ms / DAY_MS));
}
