/** How long a session lasts, and how long its person may stay away. */
import type { DeviceRole } from '../../shared/access/roles.ts';
import type { AccessSettings } from '../../shared/access/settings.ts';

const MINUTE_MS = 60_000;

/** ms. A station is shared: whoever comes next must not enter in the name of who left. */
export function idleMsOf(settings: AccessSettings, role: DeviceRole | null): number {
  return (role === 'station' ? (settings.stationIdleMinutes ?? 5) : (settings.idleMinutes ?? 60)) * MINUTE_MS;
}

/** ms. */
export function sessionMsOf({ sessionHours = 12 }: AccessSettings): number {
  return sessionHours * 60 * MINUTE_MS;
}
