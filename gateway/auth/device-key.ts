/** ECDSA over SHA-256 on P-256, as the browsers' WebCrypto writes it: `r ‖ s`, here in base64url. */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { DeviceKey } from '../../shared/access/person.ts';

/** null = the point is not on the curve: nobody can hold its private half. */
export function publicKeyOf(key: DeviceKey): KeyObject | null {
  try {
    return createPublicKey({ key: { ...key }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** Whether the key's holder signed the text (as UTF-8). */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
