/** The keys of this device. Their private halves cannot be exported, so what they prove is proved on this device and no other. */
import type { DeviceKey } from '../../shared/access/person.ts';
import { base64url } from './base64url.ts';
import type { Safe } from './safe.ts';

const SIGNING = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export class DeviceKeys {
  readonly #safe: Safe;

  constructor(safe: Safe) {
    this.#safe = safe;
  }

  /** Kept before it is told to anybody: if the answer to an enrolment is lost, the device can still prove who it is. */
  async make(): Promise<DeviceKey> {
    const pair = await crypto.subtle.generateKey(SIGNING, false, ['sign', 'verify']);
    await this.#safe.put('signing', pair);
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    return { kty: 'EC', crv: 'P-256', x, y };
  }

  /** ECDSA with SHA-256 over the text as UTF-8, `r ‖ s` in base64url; null = this device has no key. */
  async sign(text: string): Promise<string | null> {
    const pair = (await this.#safe.get('signing')) as CryptoKeyPair | undefined;
    if (!pair) return null;
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
    return base64url(await crypto.subtle.sign(algorithm, pair.privateKey, new TextEncoder().encode(text)));
  }

  /** Half of what opens a ticket; the other half is the PIN. Made when first asked for. */
  async forTickets(): Promise<CryptoKey> {
    const known = (await this.#safe.get('tickets')) as CryptoKey | undefined;
    if (known) return known;
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const made = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
    await this.#safe.put('tickets', made);
    return made;
  }
}
