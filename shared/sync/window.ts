/** How far back a device holds hours: enough for what it shows, and little enough for twenty lines on a tablet. */
import type { DeviceRole } from '../access/roles.ts';
import { HOUR_MS } from '../documents/document.ts';

/** ms. A kiosk shows the production day; a night shift's began yesterday. null = a browser that nobody enrolled. */
export function windowMs(role: DeviceRole | null): number {
  return (role === 'kiosk' ? 26 : 7 * 24) * HOUR_MS;
}
