/** Cookies that no script reads, no other site sends and no subdomain sets. Koa's own refuse `Secure` on plain loopback, where browsers take it. */
import type { Context } from 'koa';

export const SESSION_COOKIE = '__Host-session';
export const DEVICE_COOKIE = '__Host-device';
/** A browser from which a person signed on before: strangers' wrong tries do not lock it out. */
export const KNOWN_COOKIE = '__Host-known';

/** `maxAgeMs` 0 takes it away. `sameSite` Lax only for what must survive a way over another server. */
export function setCookie(
  ctx: Context,
  name: string,
  value: string,
  maxAgeMs: number,
  sameSite: 'Strict' | 'Lax' = 'Strict',
): void {
  const maxAge = Math.floor(maxAgeMs / 1000);
  ctx.append('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${maxAge}; Secure; HttpOnly; SameSite=${sameSite}`);
}

export function cookieOf(ctx: Context, name: string): string | null {
  for (const part of ctx.get('Cookie').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}
