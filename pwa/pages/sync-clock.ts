/** Whether the clocks of device and gateway can be believed. Pure; times in ms. */
import { duration, moment } from '../locales/format.ts';
import { syncText as s } from '../locales/sync.ts';

/** Less than this no person notices. */
const APART_MS = 5_000;
/** Nobody's clock is out by so much without having lost its time altogether, and it need not be the device's. */
const FAR_APART_MS = 24 * 3_600_000;
/** Before this release was made it cannot be running. */
const RELEASED_AT = Date.UTC(2026, 0, 1);

export interface Clocks {
  /** Gateway's clock minus this device's; null = not compared yet. */
  offsetMs: number | null;
  /** The gateway's time now. */
  gatewayNow: number;
  zone: string;
}

export function clockSentence({ offsetMs, gatewayNow, zone }: Clocks): { text: string; wrong: boolean } {
  if (offsetMs === null) return { text: s('clockUnknown'), wrong: false };
  if (gatewayNow < RELEASED_AT) return { text: s('clockGateway', moment(gatewayNow, zone)), wrong: true };
  const apart = Math.abs(offsetMs);
  if (apart < APART_MS) return { text: s('clockFine'), wrong: false };
  const by = roughly(apart);
  if (apart >= FAR_APART_MS) return { text: s('clockApart', by), wrong: true };
  return { text: s(offsetMs < 0 ? 'clockAhead' : 'clockBehind', by), wrong: true };
}

/** To the minute from a minute on: seconds of a wrong clock say nothing. */
function roughly(ms: number): string {
  return ms < 60_000 ? duration(ms) : duration(Math.round(ms / 60_000) * 60_000);
}
