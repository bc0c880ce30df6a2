/** Clocks and moments on the page about gateways, in words. Times in ms. */
import type { Says } from '../components/gateways/ls-gateway-list.ts';
import { clockOfDay, date, duration } from '../locales/format.ts';
import { gatewaysText as g } from '../locales/gateways.ts';

/** Less than this no person notices. */
const APART_MS = 5_000;
/** No clock runs away so far: it has lost its time altogether. */
const IMPLAUSIBLE_MS = 24 * 3_600_000;
/** Longer ago than this it is told by its day. */
const RECENT_MS = 6 * 24 * 3_600_000;

/** `offsetMs` = that clock less this gateway's; null = not compared yet. */
export function clockText(offsetMs: number | null): Says {
  if (offsetMs === null) return { text: g('clockUnknown'), wrong: false };
  const apart = Math.abs(offsetMs);
  if (apart < APART_MS) return { text: g('clockFine'), wrong: false };
  // Seconds of a wrong clock say nothing.
  const by = duration(apart < 60_000 ? apart : Math.round(apart / 60_000) * 60_000);
  if (apart >= IMPLAUSIBLE_MS) return { text: g('clockImplausible', by), wrong: true };
  return { text: g(offsetMs > 0 ? 'clockAhead' : 'clockBehind', by), wrong: true };
}

/** `15:39`, `Thu 15:39`, `8 Oct 2026`. */
export function whenText(at: number, zone: string, now: number): string {
  return now - at < RECENT_MS ? clockOfDay(at, zone, now) : date(at, zone);
}
