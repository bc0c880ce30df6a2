/** A plant's sign-on server on loopback (oidc-provider), with people, and with the faults that such servers have. */
import { createPrivateKey, createSign, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload, type JWK } from 'oidc-provider';

export const CLIENT = { clientId: 'lineside', clientSecret: 'a secret of this plant and its gateway' };

const KEY = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kid: 'of-tests',
} as JWK;

/** RS256 with the server's own key: everything about such a token is true but what was changed. */
export function signedByServer(signed: string): string {
  return createSign('RSA-SHA256')
    .update(signed)
    .sign(createPrivateKey({ key: KEY as never, format: 'jwk' }), 'base64url');
}

export interface Member {
  subject: string;
  preferred_username?: string;
  email?: string;
  name?: string;
  groups?: string[];
}

export class SignOnServer {
  readonly issuer: string;
  /** Who sits before the browser. */
  member: Member = { subject: 's-1', preferred_username: 'attendant', name: 'Attendant Example', groups: ['packers'] };
  /** Asked with the path of each request: true = it is never answered; a number = status of an error. */
  fault: (path: string) => boolean | number = () => false;
  /** Changes the identity token on its way. */
  forge: ((token: string) => string) | null = null;
  /** Paths that were asked for, in order. */
  readonly asked: string[] = [];
  readonly #server: Server;

  private constructor(server: Server, redirectUri: string, groupsInToken: boolean) {
    this.#server = server;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = this.#provider(redirectUri, groupsInToken);
    const answer = provider.callback();
    server.on('request', (request, response) => {
      const path = request.url!.split('?')[0]!;
      this.asked.push(path);
      const fault = this.fault(path);
      if (typeof fault === 'number') response.writeHead(fault, { 'content-type': 'application/json' }).end('{}');
      else if (path.startsWith('/interaction/')) void this.#signOn(provider, request, response);
      else if (fault === false) {
        if (path === '/token' && this.forge) forgeAnswer(response, this.forge);
        void answer(request, response);
      }
    });
  }

  static async start(redirectUri: string, { groupsInToken = true } = {}): Promise<SignOnServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new SignOnServer(server, redirectUri, groupsInToken);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #provider(redirectUri: string, groupsInToken: boolean): Provider {
    const provider = new Provider(this.issuer, {
      adapter: Kept,
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      jwks: { keys: [KEY] },
      clients: [
        {
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          redirect_uris: [redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      cookies: { keys: ['for tests'] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      scopes: ['openid', 'profile', 'email', 'groups'],
      claims: { profile: ['name', 'preferred_username'], email: ['email'], groups: ['groups'] },
      conformIdTokenClaims: !groupsInToken,
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      findAccount: (_ctx, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, ...this.member }),
      }),
      loadExistingGrant: async (ctx) => {
        const { Grant } = ctx.oidc.provider;
        const grant = new Grant({ clientId: CLIENT.clientId, accountId: ctx.oidc.session!.accountId! });
        grant.addOIDCScope('openid profile email groups');
        await grant.save();
        return grant;
      },
    });
    return provider;
  }

  async #signOn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await provider.interactionFinished(request, response, { login: { accountId: this.member.subject } });
  }
}

/** What the server keeps: in memory, for as long as the tests run. */
class Kept implements Adapter {
  static readonly #all = new Map<string, AdapterPayload>();
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    Kept.#all.set(`${this.#kind}:${id}`, payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return Kept.#all.get(`${this.#kind}:${id}`);
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...Kept.#all.values()].find((payload) => payload.uid === uid);
  }

  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    Kept.#all.get(`${this.#kind}:${id}`)!.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    Kept.#all.delete(`${this.#kind}:${id}`);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, payload] of Kept.#all) if (payload.grantId === grantId) Kept.#all.delete(id);
  }
}

function forgeAnswer(response: ServerResponse, forge: (token: string) => string): void {
  const end = response.end.bind(response);
  response.end = ((body: Buffer | string) => {
    const answer = JSON.parse(String(body)) as { id_token?: string };
    if (answer.id_token) answer.id_token = forge(answer.id_token);
    const text = JSON.stringify(answer);
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  }) as ServerResponse['end'];
}

/** A browser that follows wherever it is sent, and keeps cookies by host as browsers do. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** Follows redirects until an answer is none, or leads to a page of the app at `home`. */
  async open(url: string, home: string): Promise<{ url: string; response: Response }> {
    for (let at = url, hops = 0; hops < 20; hops++) {
      const response = await this.ask(at);
      const location = response.headers.get('location');
      if (location === null) return { url: at, response };
      at = new URL(location, at).href;
      if (at.startsWith(`${home}/`) && !at.startsWith(`${home}/api/`)) return { url: at, response };
    }
    throw new Error('sent in circles');
  }

  async ask(url: string, headers: Record<string, string> = {}): Promise<Response> {
    const { host } = new URL(url);
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: { ...headers, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value === '' || /max-age=0\b/i.test(line)) jar.delete(name!);
      else jar.set(name!, value!);
    }
    return response;
  }

  cookies(url: string): Map<string, string> {
    return this.#cookies.get(new URL(url).host) ?? new Map();
  }
}
