/** The only reader of the environment. Reports every problem at once, not the first. `.env.example` is its manual. */
import { resolve } from 'node:path';
import { AppError } from '../shared/errors.ts';

export interface Config {
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** Absolute; null = simulated plant. */
  plantFile: string | null;
  demoSeed: string;
  /** null = the machine's own zone. */
  demoTimezone: string | null;
  /** How far back the simulated plant's first files begin, ms; null = its own choice. */
  demoHistoryMs: number | null;
}

/** `base` = folder that relative paths start from. */
export function parseConfig(env: Record<string, string | undefined>, base: string): Config {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: string, parse: (text: string) => T | null, expected: string): T => {
    const text = env[name]?.trim() || fallback;
    const value = parse(text);
    if (value === null) problems.push(`${name}="${text}" is not valid: ${expected}; see .env.example`);
    return value as T;
  };
  const path = (text: string) => resolve(base, text);
  const config: Config = {
    port: read('PORT', '8080', port, 'expected a port number from 0 to 65535'),
    host: read(
      'HOST',
      '127.0.0.1',
      loopback,
      'until access control exists only 127.0.0.1, ::1 or localhost are allowed',
    ),
    dataDir: read('DATA_DIR', 'data', path, 'expected a folder'),
    plantFile: env.PLANT_FILE?.trim() ? read('PLANT_FILE', '', path, 'expected a file') : null,
    demoSeed: read('DEMO_SEED', 'lineside', (text) => text, 'expected a text'),
    demoTimezone: env.DEMO_TIMEZONE?.trim() ? read('DEMO_TIMEZONE', '', timezone, 'expected an IANA time zone') : null,
    demoHistoryMs: env.DEMO_HISTORY_HOURS?.trim()
      ? read('DEMO_HISTORY_HOURS', '', hours, 'expected hours from 0 to 168')
      : null,
  };
  if (problems.length > 0) throw new AppError('CONFIG_INVALID', problems.join('\n'));
  return Object.freeze(config);
}

function port(text: string): number | null {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= 65_535 ? value : null;
}

function loopback(text: string): string | null {
  return ['127.0.0.1', '::1', 'localhost'].includes(text) ? text : null;
}

function hours(text: string): number | null {
  const value = Number(text);
  return value >= 0 && value <= 168 ? value * 3_600_000 : null;
}

function timezone(text: string): string | null {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return text;
  } catch {
    return null;
  }
}
