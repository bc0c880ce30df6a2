/**
 * The plant's sign-on server (OpenID Connect 1.0): code flow with PKCE, state and nonce; the answer's signature is checked
 * with the server's keys although it comes over a connection of our own.
 */
import * as oidc from 'openid-client';
import { oidcFetch } from './oidc-fetch.ts';
import { OidcRefused } from './oidc-refusal.ts';

export interface OidcSettings {
  /** As the server itself writes it. */
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  /** What people call it: on the button. */
  name: string;
  /** Default `openid profile email groups` is the caller's business; `openid` must be in it. */
  scope: string;
  /** Claim with the names of a person's groups: in the identity token, else at the userinfo endpoint. */
  groupsClaim: string;
}

/** Who the sign-on server says it is. */
export interface OidcIdentity {
  issuer: string;
  subject: string;
  /** What a user id is made of. */
  userName: string;
  name: string;
  groups: readonly string[];
}

/** What must come back unchanged; kept sealed in the browser that was sent there. */
export interface OidcQuestion {
  state: string;
  nonce: string;
  verifier: string;
  redirectUri: string;
}

export interface OidcClientParts {
  settings: OidcSettings;
  now: () => number;
  fetch?: oidc.CustomFetch;
  /** For each request; default 5 s. A slow server keeps only those waiting who sign on through it. */
  timeoutMs?: number;
}

const DISCOVERED_MS = 3_600_000;
/** Clocks of plants are not all right. */
const CLOCK_TOLERANCE_S = 60;

export class OidcClient {
  readonly #parts: Required<OidcClientParts>;
  readonly #issuer: URL;
  readonly #fetch: oidc.CustomFetch;
  #known: { configuration: oidc.Configuration; at: number } | null = null;
  #discovery: Promise<oidc.Configuration> | null = null;
  #looking: Promise<void> | null = null;

  constructor(parts: OidcClientParts) {
    this.#parts = { fetch: globalThis.fetch as oidc.CustomFetch, timeoutMs: 5_000, ...parts };
    this.#issuer = new URL(parts.settings.issuer);
    this.#fetch = oidcFetch({ ...this.#parts, host: this.#issuer.host });
  }

  /** Where the browser goes, and what must come back. Rejects with OidcRefused. */
  async ask(redirectUri: string): Promise<{ url: string; question: OidcQuestion }> {
    return refusing(async () => {
      const configuration = await this.#configuration();
      this.#looking ??= this.#look().finally(() => (this.#looking = null));
      await this.#looking;
      const verifier = oidc.randomPKCECodeVerifier();
      const question = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, redirectUri };
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: this.#parts.settings.scope,
        state: question.state,
        nonce: question.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      if (url.host !== this.#issuer.host)
        throw new OidcRefused('failed', `The sign-on server sends people to "${url.host}", which nobody configured.`);
      return { url: url.href, question };
    });
  }

  /** `answer` = the query with which the browser came back. Rejects with OidcRefused. */
  async identify(answer: URLSearchParams, question: OidcQuestion): Promise<OidcIdentity> {
    return refusing(async () => {
      const configuration = await this.#configuration();
      const url = new URL(question.redirectUri);
      url.search = answer.toString();
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        ...{ expectedState: question.state, expectedNonce: question.nonce, idTokenExpected: true },
        pkceCodeVerifier: question.verifier,
      });
      const claims = tokens.claims()!;
      const { groupsClaim } = this.#parts.settings;
      const isThin = claims[groupsClaim] === undefined && configuration.serverMetadata().userinfo_endpoint;
      const more = isThin ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {};
      return identityOf({ ...more, ...claims }, groupsClaim);
    });
  }

  /** Asked for once by however many wait; looked at anew each hour. */
  #configuration(): Promise<oidc.Configuration> {
    const { now } = this.#parts;
    if (this.#known && now() - this.#known.at < DISCOVERED_MS) return Promise.resolve(this.#known.configuration);
    this.#discovery ??= this.#discover().finally(() => (this.#discovery = null));
    return this.#discovery;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { settings, timeoutMs, now } = this.#parts;
    const { clientId, clientSecret } = settings;
    const execute = [oidc.enableNonRepudiationChecks];
    // Passwords of a plant never travel in the clear, but a server on this very machine may do without TLS.
    if (isLoopback(this.#issuer)) execute.push(oidc.allowInsecureRequests);
    const options = { execute, timeout: timeoutMs / 1000, [oidc.customFetch]: this.#fetch };
    const client = { [oidc.clockTolerance]: CLOCK_TOLERANCE_S };
    const configuration = await oidc.discovery(
      this.#issuer,
      clientId,
      client,
      (server, ...rest) => authentication(clientSecret, server)(server, ...rest),
      options,
    );
    this.#known = { configuration, at: now() };
    return configuration;
  }

  /** A browser that is sent where nobody is shows a page of its own, and no way back. Whatever is answered is an answer, to all who wait. */
  async #look(): Promise<void> {
    const { fetch, timeoutMs } = this.#parts;
    const { href, host } = this.#issuer;
    const asking = { method: 'HEAD', redirect: 'manual', body: null, headers: {} } as const;
    try {
      const answer = await fetch(href, { ...asking, signal: AbortSignal.timeout(timeoutMs) });
      await answer.body?.cancel();
    } catch (cause) {
      throw new OidcRefused('unreachable', `The sign-on server "${host}" does not answer.`, { cause });
    }
  }
}

/** Basic is what a server that says nothing expects (OpenID Connect Discovery 1.0, 3). */
function authentication(secret: string | null, server: oidc.ServerMetadata): oidc.ClientAuth {
  if (secret === null) return oidc.None();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic') ? oidc.ClientSecretBasic(secret) : oidc.ClientSecretPost(secret);
}

function identityOf(claims: oidc.IDToken | Record<string, unknown>, groupsClaim: string): OidcIdentity {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name].trim() : '');
  const groups = [claims[groupsClaim] ?? []].flat().filter((group) => typeof group === 'string');
  const [issuer, subject] = [text('iss'), text('sub')];
  const userName = text('preferred_username') || text('email') || subject;
  return { issuer, subject, userName, name: text('name') || userName, groups };
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Whatever goes wrong on the way is a refusal; what our own requests met says it best. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      if (cause instanceof OidcRefused) throw cause;
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
    throw new OidcRefused('failed', `The sign-on server's answer was refused: ${error.message}${code}.`, {
      cause: error,
    });
  }
}
