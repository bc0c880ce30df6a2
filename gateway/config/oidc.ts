/** Settings of the plant's sign-on server: all that it needs, or none. */
import { isLoopback, SECRET_FILE, secretFile, type Environment, type FromBase, type Read } from './values.ts';

export interface OidcConfig {
  issuer: string;
  clientId: string;
  /** Absolute; nobody else on the machine can read it. */
  clientSecretFile: string;
  /** On the button. */
  name: string;
  scope: string;
  /** Where it says which groups somebody is in. */
  groupsClaim: string;
}

const NEEDED = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET_FILE'];

/** Null = people sign on at the gateway only. */
export function oidcOf(env: Environment, read: Read, path: FromBase): OidcConfig | null {
  const all = [...NEEDED, 'OIDC_NAME', 'OIDC_SCOPE', 'OIDC_GROUPS_CLAIM'];
  if (!all.some((name) => env[name]?.trim())) return null;
  const text = (value: string) => value || null;
  const together = `${NEEDED.join(', ')} go together`;
  return {
    issuer: read('OIDC_ISSUER', '', issuer, `${together}; expected the https address of the sign-on server`),
    clientId: read('OIDC_CLIENT_ID', '', text, `${together}; expected what the sign-on server calls this gateway`),
    clientSecretFile: read('OIDC_CLIENT_SECRET_FILE', '', secretFile(path), `${together}; ${SECRET_FILE}`),
    name: read('OIDC_NAME', 'Single sign-on', text, 'expected a text'),
    scope: read('OIDC_SCOPE', 'openid profile', scope, 'expected words between spaces, openid among them'),
    groupsClaim: read('OIDC_GROUPS_CLAIM', 'groups', text, 'expected the name of a claim'),
  };
}

/** Whoever changes what it says decides who comes in: over TLS, or without leaving the machine. */
function issuer(text: string): string | null {
  const url = URL.parse(text);
  if (!url || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  const isHere = url.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
  return url.protocol === 'https:' || isHere ? text : null;
}

function scope(text: string): string | null {
  const words = text.split(/\s+/);
  return words.includes('openid') ? words.join(' ') : null;
}
