/** Other gateways by the tokens that they were given here. Tokens have 256 bits: their hashes need no salt, and looking one up tells nothing. */
import { createHash, randomBytes } from 'node:crypto';
import type { GatewayPrincipal } from './principal.ts';
import type { Versions } from './versions.ts';

export class GatewayTokens {
  readonly #versions: Pick<Versions, 'allOwn'>;
  /** By hash of the token. */
  #known: ReadonlyMap<string, GatewayPrincipal>;

  constructor(versions: Pick<Versions, 'allOwn' | 'onChange'>) {
    this.#versions = versions;
    this.#known = this.#read();
    versions.onChange((kind) => {
      if (kind === 'gateway') this.#known = this.#read();
    });
  }

  /** null = of no gateway that may come in here. */
  find(token: string): GatewayPrincipal | null {
    return this.#known.get(tokenHash(token)) ?? null;
  }

  /** What another gateway keeps of tokens opens that one. */
  #read(): Map<string, GatewayPrincipal> {
    const known = new Map<string, GatewayPrincipal>();
    for (const { entity: id, body } of this.#versions.allOwn('gateway'))
      if (body.tokenHash !== undefined && !body.revoked) known.set(body.tokenHash, { id, lines: body.lines ?? [] });
    return known;
  }
}

/** A token that nobody guesses, in 43 characters. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** As `GatewayBody.tokenHash`. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
