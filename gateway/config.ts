/** The only reader of the environment. Reports every problem at once, not the first. `.env.example` is its manual. */
import { resolve } from 'node:path';
import { AppError } from '../shared/errors.ts';

const MIB = 1024 * 1024;

export interface Config {
  port: number;
  host: string;
  /** Absolute. */
  dataDir: string;
  /** How long raw bytes stay in the journal after documents were made from them, ms. */
  journalKeepMs: number;
  /** How much of them at most. */
  journalKeepBytes: number;
  /** Less free space than this is a warning. */
  diskLowBytes: number;
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
    journalKeepMs: read('JOURNAL_KEEP_DAYS', '7', amount(86_400_000), 'expected days, more than 0'),
    journalKeepBytes: read('JOURNAL_KEEP_MB', '2048', amount(MIB), 'expected megabytes, more than 0'),
    diskLowBytes: read('DISK_LOW_MB', '1024', amount(MIB), 'expected megabytes, more than 0'),
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

function amount(unit: number): (text: string) => number | null {
  return (text) => (Number(text) > 0 && Number.isFinite(Number(text)) ? Number(text) * unit : null);
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
