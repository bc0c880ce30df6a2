/**
 * A ticket at rest. The key that opens it comes from the PIN (PBKDF2, slow on purpose) and from a key of this device that
 * cannot be read: a stolen copy of the storage lets nobody try PINs elsewhere, and here only a few are let through.
 */
import type { Ticket } from '../../shared/access/protocol.ts';
import { fromBase64url } from './base64url.ts';

/** OWASP's minimum for PBKDF2 with SHA-256: about half a second on a tablet. */
export const PIN_ITERATIONS = 600_000;

export interface LockedTicket {
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  iterations: number;
  bytes: ArrayBuffer;
}

export async function lockTicket(
  ticket: string,
  pin: string,
  device: CryptoKey,
  iterations = PIN_ITERATIONS,
): Promise<LockedTicket> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyOf(pin, device, salt, iterations);
  const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(ticket));
  return { salt, iv, iterations, bytes };
}

/** Null for a wrong PIN, and for what was locked on another device. */
export async function openTicket(locked: LockedTicket, pin: string, device: CryptoKey): Promise<string | null> {
  const key = await keyOf(pin, device, locked.salt, locked.iterations);
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv: locked.iv }, key, locked.bytes).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => null,
  );
}

/** What a ticket says; null for something else. Whether the gateway signed it is the gateway's to check. */
export function readTicket(ticket: string): Ticket | null {
  try {
    const [said = ''] = ticket.split('.');
    const body: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(said)));
    return isTicket(body) ? body : null;
  } catch {
    return null;
  }
}

async function keyOf(pin: string, device: CryptoKey, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const typed = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveBits']);
  const stretched = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, 256);
  const info = new TextEncoder().encode('lineside ticket');
  const both = { name: 'HKDF', hash: 'SHA-256', salt: stretched, info };
  return crypto.subtle.deriveKey(both, device, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function isTicket(body: unknown): body is Ticket {
  if (typeof body !== 'object' || body === null) return false;
  const { user, name, roles, lines, device, notBefore, notAfter } = body as Record<string, unknown>;
  return (
    [user, name, device].every((part) => typeof part === 'string') &&
    [notBefore, notAfter].every((part) => typeof part === 'number') &&
    Array.isArray(roles) &&
    (lines === '*' || Array.isArray(lines))
  );
}
