/** The only reader of the environment. Reports every problem at once, not the first. `.env.example` is its manual. */
import { resolve } from 'node:path';
import { GATEWAY_ROLES, type GatewayRole } from '../shared/access/person.ts';
import { AppError } from '../shared/errors.ts';
import { couchOf, type CouchConfig } from './config/couch.ts';
import { healthOf, type HealthConfig } from './config/health.ts';
import { oidcOf, type OidcConfig } from './config/oidc.ts';
import { onboardingPortOf, publicNamesOf, tlsOf, type TlsConfig } from './config/tls.ts';
import { address, amount, hours, port, timezone, type Environment, type Read } from './config/values.ts';
import type { PublicNames } from './tls/public-names.ts';

const MIB = 1024 * 1024;

export interface Config extends HealthConfig {
  /** `plant` = no sources; shows the lines of all gateways that joined it. */
  role: GatewayRole;
  /** A CouchDB in place of the embedded store; null = embedded. */
  couch: CouchConfig | null;
  port: number;
  host: string;
  /** Null = plain HTTP, on loopback only. */
  tls: TlsConfig | null;
  /** By which names devices come here; null = the machine's own. */
  publicNames: PublicNames | null;
  /** Plain HTTP: how devices come to trust the gateway; null = none. */
  onboardingPort: number | null;
  /** Null = people sign on here only. */
  oidc: OidcConfig | null;
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

/** What an administrator keeps wherever they like, and nobody else is to read. Absolute. */
export function secretFilesOf({
  oidc,
  tls,
  couch,
  metricsTokenFile,
}: Pick<Config, 'oidc' | 'tls' | 'couch' | 'metricsTokenFile'>): string[] {
  return [
    ...(oidc ? [oidc.clientSecretFile] : []),
    ...(tls?.from === 'files' ? [tls.keyFile] : []),
    ...(couch ? [couch.passwordFile] : []),
    ...(metricsTokenFile ? [metricsTokenFile] : []),
  ];
}

function roleOf(text: string): GatewayRole | null {
  return GATEWAY_ROLES.find((role) => role === text) ?? null;
}

/** `base` = folder that relative paths start from. */
export function parseConfig(env: Environment, base: string): Config {
  const problems: string[] = [];
  const read: Read = (name, fallback, parse, expected) => {
    const text = env[name]?.trim() || fallback;
    const value = parse(text);
    if (value === null) problems.push(`${name}="${text}" is not valid: ${expected}; see .env.example`);
    return value as NonNullable<typeof value>;
  };
  const path = (text: string) => resolve(base, text);
  const host = read('HOST', '127.0.0.1', address, 'expected an address of this machine, such as 0.0.0.0 for all');
  const tls = tlsOf(env, read, { host: host ?? '127.0.0.1', path });
  const config: Config = {
    role: read('ROLE', 'line', roleOf, 'expected line or plant'),
    couch: couchOf(env, read, path),
    port: read('PORT', '8080', port, 'expected a port number from 0 to 65535'),
    host,
    tls,
    publicNames: publicNamesOf(env, read),
    onboardingPort: onboardingPortOf(env, read, { host: host ?? '127.0.0.1', tls }),
    oidc: oidcOf(env, read, path),
    ...healthOf(env, read, path),
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
  if (config.role === 'plant' && config.plantFile === null)
    problems.push(
      'ROLE="plant" needs PLANT_FILE: name, zone and reasons of the plant; its lines come with their gateways',
    );
  if (problems.length > 0) throw new AppError('CONFIG_INVALID', problems.join('\n'));
  return Object.freeze(config);
}
