/** How a setting's text becomes its value; null = not valid. */
import { statSync } from 'node:fs';
import { isIP } from 'node:net';

export type Environment = Record<string, string | undefined>;
/** The value of a setting; what is wrong with it is added to the problems, and the start refused for all of them. */
export type Read = <T>(name: string, fallback: string, parse: (text: string) => T | null, expected: string) => T;
/** Absolute, from the folder that relative paths start from. */
export type FromBase = (text: string) => string;

export function port(text: string): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= 65_535 ? value : null;
}

export function address(text: string): string | null {
  return isIP(text) !== 0 || text === 'localhost' ? text : null;
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

export function amount(unit: number): (text: string) => number | null {
  return (text) => (Number(text) > 0 && Number.isFinite(Number(text)) ? Number(text) * unit : null);
}

export function hours(text: string): number | null {
  const value = Number(text);
  return value >= 0 && value <= 168 ? value * 3_600_000 : null;
}

export function timezone(text: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return null;
  }
}

export function file(path: FromBase): (text: string) => string | null {
  return (text) => (text && modeOf(path(text)) !== null ? path(text) : null);
}

export const SECRET_FILE = 'expected a file that nobody but the gateway and its group can read (chmod 640)';

export function secretFile(path: FromBase): (text: string) => string | null {
  return (text) => {
    const mode = text ? modeOf(path(text)) : null;
    // Windows has no such bits; its folders follow the user's profile.
    return mode !== null && (process.platform === 'win32' || (mode & 0o007) === 0) ? path(text) : null;
  };
}

/** Null = no file. */
function modeOf(path: string): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.mode : null;
}
