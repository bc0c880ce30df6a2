/** How an enrolled device comes in: it signs a challenge with its key, and gets a year by cookie, or ten minutes by bearer elsewhere. */
import { AppError } from '../../shared/errors.ts';
import type { KnownDevice } from '../../shared/access/protocol.ts';
import type { DeviceChallenges } from './device-challenge.ts';
import { isSignedBy, publicKeyOf } from './device-key.ts';
import type { Devices } from './devices.ts';
import type { Sessions } from './session.ts';

/** Begun anew with each challenge: a device that is used stays in. */
export const COOKIE_MS = 365 * 24 * 3_600_000;
const BEARER_MS = 10 * 60_000;
/** Tabs of a device that come in at the same moment do not put each other out. */
const TOGETHER_MS = 60_000;

export interface DeviceSessionsParts {
  devices: Pick<Devices, 'device'>;
  challenges: DeviceChallenges;
  sessions: Pick<Sessions, 'start' | 'end' | 'active'>;
  now: () => number;
}

export interface Carried {
  by: 'cookie' | 'bearer';
  address: string;
}

export class DeviceSessions {
  readonly #parts: DeviceSessionsParts;

  constructor(parts: DeviceSessionsParts) {
    this.#parts = parts;
  }

  /** The token of a new session. UNAUTHENTICATED when the device cannot show who it is; FORBIDDEN when it is revoked. */
  async come(
    { id, challenge, signature }: { id: string; challenge: string; signature: string },
    carried: Carried,
  ): Promise<{ device: KnownDevice; token: string }> {
    const { devices, challenges } = this.#parts;
    const device = devices.device(id);
    const key = device && publicKeyOf(device.key);
    if (!challenges.isOpen(id, challenge) || !device || !key || !isSignedBy(key, challenge, signature))
      throw new AppError('UNAUTHENTICATED', `"${id}" did not show that it is a device of this plant; ask again.`);
    challenges.use(challenge);
    // Told only to who holds the key.
    if (device.revoked) throw new AppError('FORBIDDEN', `"${device.name}" was revoked; an admin can enrol it anew.`);
    const { name, role, lines } = device;
    return { device: { id, name, role, lines }, token: await this.start(device, carried) };
  }

  /** The token of a new session; a cookie replaces what the device had before. */
  async start({ id, name, role, lines }: KnownDevice, { by, address }: Carried): Promise<string> {
    const { sessions, now } = this.#parts;
    const from = now();
    const until = from + (by === 'cookie' ? COOKIE_MS : BEARER_MS);
    const who = { user: null, name, roles: [role], lines, origin: id, address };
    const { token } = await sessions.start({ kind: 'device', way: 'device', by, ...who, from, until });
    if (by === 'cookie') {
      const old = sessions.active().filter((each) => each.kind === 'device' && each.origin === id);
      const replaced = old.filter((each) => each.by === 'cookie' && each.from < from - TOGETHER_MS);
      for (const each of replaced) await sessions.end(each.id);
    }
    return token;
  }
}
