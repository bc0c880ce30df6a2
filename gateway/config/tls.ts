/** Settings of how devices reach the gateway, and come to trust it. */
import { publicNames, type PublicNames } from '../tls/public-names.ts';
import {
  file,
  isLoopback,
  port,
  SECRET_FILE,
  secretFile,
  type Environment,
  type FromBase,
  type Read,
} from './values.ts';

/** `own` = made here. The plant's own comes from files, absolute. */
export type TlsConfig = { from: 'own' } | { from: 'files'; certFile: string; keyFile: string };

/** Null = plain HTTP, which is for loopback only. */
export function tlsOf(
  env: Environment,
  read: Read,
  { host, path }: { host: string; path: FromBase },
): TlsConfig | null {
  const isHere = isLoopback(host);
  const way = read('TLS', isHere ? 'off' : 'own', tlsWay, 'expected off, own or files');
  if (way === 'off' && !isHere) {
    const why = `on HOST="${host}" passwords would cross the network in the open; only a loopback HOST goes without`;
    read('TLS', way, () => null, why);
  }
  if (way === 'files') {
    return {
      from: 'files',
      certFile: read('TLS_CERT', '', file(path), 'with TLS=files expected a certificate, a PEM file'),
      keyFile: read('TLS_KEY', '', secretFile(path), `with TLS=files ${SECRET_FILE}`),
    };
  }
  for (const name of ['TLS_CERT', 'TLS_KEY'].filter((name) => env[name]?.trim()))
    read(name, '', () => null, `it is used with TLS=files only, and TLS is "${way}"`);
  return way === 'own' ? { from: 'own' } : null;
}

function tlsWay(text: string): 'off' | 'own' | 'files' | null {
  return text === 'off' || text === 'own' || text === 'files' ? text : null;
}

/** Null = the machine's own names. */
export function publicNamesOf(env: Environment, read: Read): PublicNames | null {
  if (!env.PUBLIC_NAMES?.trim()) return null;
  const expected = 'expected names and addresses between commas, at least one besides ".suffix"';
  return read('PUBLIC_NAMES', '', (text) => publicNames(text.split(',')), expected);
}

/** Null = none: where there is no TLS, devices have nothing to install. */
export function onboardingPortOf(
  env: Environment,
  read: Read,
  { host, tls }: { host: string; tls: TlsConfig | null },
): number | null {
  const fallback = isLoopback(host) || !tls ? 'off' : '80';
  const wanted = (text: string) => (text === 'off' ? text : port(text));
  const value = read('ONBOARDING_PORT', fallback, wanted, 'expected a port number or off');
  if (value === 'off' || value === null) return null;
  if (!tls) return read('ONBOARDING_PORT', '', () => null, 'without TLS there is nothing to install; set it off');
  if (value !== 0 && value === port(env.PORT?.trim() || '8080'))
    return read('ONBOARDING_PORT', fallback, () => null, 'PORT is the same');
  return value;
}
