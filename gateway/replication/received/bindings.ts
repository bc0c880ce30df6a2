/** Which gateway speaks for a line, and whose place it took: as the plant's own configuration says. */
import type { GatewayBody } from '../../../shared/access/person.ts';
import type { Reader } from '../../../shared/replication/may-pull.ts';
import type { GatewayPrincipal } from '../../auth/principal.ts';

/** Enrolled gateways, revoked ones too. */
export type Enrolled = () => readonly { entity: string; body: Readonly<GatewayBody> }[];

export class Bindings {
  readonly #enrolled: Enrolled;

  constructor(enrolled: Enrolled) {
    this.#enrolled = enrolled;
  }

  /** null = nobody speaks for the line. */
  of(line: string): string | null {
    const bound = this.#enrolled().find(({ body }) => !body.revoked && (body.lines ?? []).includes(line));
    return bound?.entity ?? null;
  }

  reader({ id, lines }: GatewayPrincipal): Reader {
    return { gateway: id, lines, replaces: this.#bodyOf(id)?.replaces ?? [] };
  }

  /** Lines that the gateway said it reads when it joined. */
  declaredBy(gateway: string): readonly string[] {
    return this.#bodyOf(gateway)?.declares ?? [];
  }

  #bodyOf(gateway: string): Readonly<GatewayBody> | null {
    return this.#enrolled().find(({ entity }) => entity === gateway)?.body ?? null;
  }
}
