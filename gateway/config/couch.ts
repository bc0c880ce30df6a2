/** Settings of a CouchDB that takes the place of the embedded store: all that it needs, or none. */
import { isLoopback, SECRET_FILE, secretFile, type Environment, type FromBase, type Read } from './values.ts';

export interface CouchConfig {
  /** Without a slash at the end, and without a name or password in it. */
  url: string;
  user: string;
  /** Absolute; nobody else on the machine can read it. */
  passwordFile: string;
}

const NEEDED = ['COUCHDB_URL', 'COUCHDB_USER', 'COUCHDB_PASSWORD_FILE'];

/** Null = the embedded store. */
export function couchOf(env: Environment, read: Read, path: FromBase): CouchConfig | null {
  if (!NEEDED.some((name) => env[name]?.trim())) return null;
  const together = `${NEEDED.join(', ')} go together`;
  return {
    url: read('COUCHDB_URL', '', couchUrl, `${together}; expected its https address (http on this machine only)`),
    user: read('COUCHDB_USER', '', (text) => text || null, `${together}; expected a name`),
    passwordFile: read('COUCHDB_PASSWORD_FILE', '', secretFile(path), `${together}; ${SECRET_FILE}`),
  };
}

/** The password crosses the network with each request: over TLS, or without leaving the machine. */
function couchUrl(text: string): string | null {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  const isHere = url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
  return url.protocol === 'https:' || isHere ? text.replace(/\/+$/, '') : null;
}
