/** A device with a key of its own, enrolled as a person at a plant would do it: an admin makes a code, the device says it. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { DeviceKey } from '../../shared/access/person.ts';
import type { DeviceRole } from '../../shared/access/roles.ts';
import type { Lines } from '../../shared/access/may.ts';
import type { DeviceSessionAnswer } from '../../shared/access/protocol.ts';
import type { Fetch } from './local-fetch.ts';
import { Visitor } from './visitor.ts';

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export class EnrolledDevice extends Visitor {
  readonly #key: KeyPair;

  constructor(
    address: string,
    origin?: string,
    ask?: Fetch,
    key: KeyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  ) {
    super(address, origin, ask);
    this.#key = key;
  }

  get publicKey(): DeviceKey {
    const { x, y } = this.#key.publicKey.export({ format: 'jwk' });
    return { kty: 'EC', crv: 'P-256', x: x!, y: y! };
  }

  async enrol(code: string): Promise<void> {
    await this.post('/api/devices/enrol', { code, id: this.origin, key: this.publicKey });
  }

  /** The same device with the same key, as it comes to another gateway: without a cookie. */
  elsewhere(address: string): EnrolledDevice {
    return new EnrolledDevice(address, this.origin, undefined, this.#key);
  }

  /** Proves that it has the key; with `bearer` answers a token instead of a cookie, with a `ticket` for its person too. */
  async prove(bearer = false, ticket?: string): Promise<DeviceSessionAnswer> {
    const { challenge } = await this.post<{ challenge: string }>('/api/devices/challenge', { id: this.origin });
    const key = { key: this.#key.privateKey, dsaEncoding: 'ieee-p1363' as const };
    const signature = sign('sha256', Buffer.from(challenge), key).toString('base64url');
    return this.post('/api/devices/session', {
      id: this.origin,
      challenge,
      signature,
      ...(bearer && { bearer }),
      ...(ticket !== undefined && { ticket }),
    });
  }
}

export async function enrolled(admin: Visitor, role: DeviceRole, lines: Lines = '*'): Promise<EnrolledDevice> {
  const name = `Test ${role}`;
  const { code } = await admin.post<{ code: string }>('/api/devices/codes', { name, role, lines });
  const device = new EnrolledDevice(admin.address);
  await device.enrol(code);
  return device;
}
