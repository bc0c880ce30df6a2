/** What the people who look after devices ask of the gateway, and tell it. Asked anew each time: nothing is kept here. */
import type { Static } from 'typebox';
import type { JoinCode } from '../../shared/access/gateway-protocol.ts';
import type { CodeQuestion, DeviceChange, DeviceView, Invitation } from '../../shared/access/protocol.ts';
import { asking, isRecord, listOf, partOf, type Told } from './asking.ts';
import type { Fetch } from './requests.ts';

export interface DevicesData {
  list(): Promise<Told<DeviceView[]>>;
  /** A code for one device, told this once. */
  code(device: Static<typeof CodeQuestion>): Promise<Told<Invitation>>;
  change(id: string, change: Static<typeof DeviceChange>): Promise<Told<DeviceView>>;
  /** With which another gateway joins the plant. `CONFLICT` = this one has no certificate authority to share. */
  joinCode(): Promise<Told<JoinCode>>;
}

export function devicesData(fetch: Fetch, stop: AbortSignal): DevicesData {
  const ask = asking(fetch, stop);
  return {
    list: () => ask({ path: '/api/devices', read: listOf('devices', isDevice) }),
    code: (body) =>
      ask({ method: 'POST', path: '/api/devices/codes', body, read: (told) => (isCode(told) ? told : undefined) }),
    change: (id, body) =>
      ask({ method: 'PUT', path: `/api/devices/${encodeURIComponent(id)}`, body, read: partOf('device', isDevice) }),
    joinCode: () =>
      ask({ method: 'POST', path: '/api/gateways/codes', read: (told) => (isJoinCode(told) ? told : undefined) }),
  };
}

function isDevice(part: unknown): part is DeviceView {
  return (
    isRecord(part) &&
    ['id', 'name', 'role'].every((name) => typeof part[name] === 'string') &&
    (part['lines'] === '*' || Array.isArray(part['lines']))
  );
}

function isCode(told: unknown): told is Invitation {
  return isRecord(told) && typeof told['code'] === 'string' && typeof told['until'] === 'number';
}

function isJoinCode(told: unknown): told is JoinCode {
  return isCode(told) && 'fingerprint' in told && typeof told.fingerprint === 'string' && 'origin' in told;
}
