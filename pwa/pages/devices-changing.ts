/** Changes a device as it is at this moment: what another admin changed since the list came stays changed. */
import type { DeviceView } from '../../shared/access/protocol.ts';
import type { Told } from '../data/asking.ts';
import type { DevicesData } from '../data/devices.ts';

export type DeviceSet = Partial<Pick<DeviceView, 'name' | 'lines' | 'revoked'>>;

export async function changeDevice(devices: DevicesData, id: string, set: DeviceSet): Promise<Told<DeviceView>> {
  const list = await devices.list();
  if (!list.ok) return list;
  const now = list.value.find((device) => device.id === id);
  if (!now) return { ok: false, why: 'unknown', detail: null, code: null };
  const { name, lines, revoked } = { ...now, ...set };
  return devices.change(id, { name, lines: lines === '*' ? lines : [...lines], revoked });
}
