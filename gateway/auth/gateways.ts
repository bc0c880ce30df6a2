/**
 * Other gateways of the plant, as this one keeps them: each is versions of `cfg:gateway:<id>`. A plant gives out tokens and
 * binds lines; a revoked gateway is out at once, and comes back only by joining anew.
 */
import type { GatewayBody, GatewayRole } from '../../shared/access/person.ts';
import type { GatewayChange, JoinQuestion } from '../../shared/access/gateway-protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import { boundTo } from './bound-lines.ts';
import { makeToken, tokenHash } from './gateway-tokens.ts';
import { actorOf, type Principal } from './principal.ts';
import type { Versions } from './versions.ts';

export interface GatewaysParts {
  versions: Versions;
  audit: Audit;
  /** Id of this gateway. */
  gateway: string;
  role: GatewayRole;
}

/** As the schema of its body says. */
const MOST_LINES = 200;

type Joining = Pick<JoinQuestion, 'gateway' | 'name' | 'origin' | 'key' | 'role' | 'lines'>;

export class Gateways {
  readonly #parts: GatewaysParts;

  constructor(parts: GatewaysParts) {
    this.#parts = parts;
  }

  /**
   * `by` = who let it in. Answers the token with which a line comes to its plant, told this once; who joins again has a
   * new one, and the former is void. CONFLICT when the id is somebody else's.
   */
  join(
    { gateway: id, ...asked }: Joining,
    { by, address }: { by: string | null; address: string },
  ): Promise<string | null> {
    const { versions, audit, gateway, role } = this.#parts;
    return versions.inTurn(async () => {
      const old = versions.own('gateway', id)?.body ?? null;
      this.#refuseForeign(id, asked, old);
      const token = role === 'plant' && asked.role === 'line' ? makeToken() : null;
      const { name, origin, key, lines: declares } = asked;
      const body: GatewayBody = {
        ...{ name, origin, revoked: false, role: asked.role, key, declares },
        lines: this.#withFree(id, old?.lines ?? [], declares),
        ...(old?.replaces && { replaces: old.replaces }),
        ...(token !== null && { tokenHash: tokenHash(token) }),
      };
      const told = { ...said(body), origin, role: asked.role, address };
      await audit.record({
        what: 'gateway-joined',
        subject: id,
        user: by,
        device: null,
        old: old && said(old),
        new: told,
      });
      await versions.add('gateway', id, body, { origin: gateway, user: by });
      return token;
    });
  }

  /** What it says that it reads, by its own configuration: lines that nobody else speaks for are bound to it. */
  declare(id: string, lines: readonly string[]): Promise<void> {
    const { versions, gateway } = this.#parts;
    return versions.inTurn(async () => {
      const old = versions.own('gateway', id)?.body;
      if (!old || old.revoked) return;
      const declares = [...new Set(lines)].sort().slice(0, MOST_LINES);
      const body = { ...old, declares, lines: this.#withFree(id, old.lines ?? [], declares) };
      if (same(body.declares, old.declares) && same(body.lines, old.lines)) return;
      await versions.add('gateway', id, body, { origin: gateway, user: null });
    });
  }

  /**
   * Lines that are bound anew are taken from their former gateway. NOT_FOUND; CONFLICT for what another gateway keeps, this
   * one itself, and one that was revoked; REQUEST_INVALID when it shall replace one that nobody knows.
   */
  change(id: string, { name, lines, revoked, replaces }: GatewayChange, by: Principal): Promise<void> {
    const { versions } = this.#parts;
    return versions.inTurn(async () => {
      const old = this.#changeable(id, revoked);
      const unknown = replaces.find((other) => other === id || !versions.own('gateway', other));
      if (unknown !== undefined)
        throw new AppError('REQUEST_INVALID', `"${id}" cannot take the place of "${unknown}": no such gateway joined.`);
      const { tokenHash: token, ...rest } = old;
      const once = (ids: string[]) => [...new Set(ids)];
      const body = { ...rest, name, lines: once(lines), revoked, replaces: once(replaces) };
      // Taken first: in between a line is bound to nobody, never to two.
      for (const { entity, body: other } of revoked ? [] : versions.allOwn('gateway')) {
        const left = other.lines?.filter((line) => !lines.includes(line)) ?? [];
        if (entity === id || left.length === (other.lines?.length ?? 0)) continue;
        await this.#keep(entity, other, { ...other, lines: left }, by);
      }
      await this.#keep(id, old, revoked || token === undefined ? body : { ...body, tokenHash: token }, by);
    });
  }

  async #keep(id: string, old: GatewayBody, body: GatewayBody, by: Principal): Promise<void> {
    const { versions, audit, gateway } = this.#parts;
    const what = body.revoked && !old.revoked ? 'gateway-revoked' : 'gateway-changed';
    const actor = actorOf(by);
    await audit.record({ what, subject: id, ...actor, old: said(old), new: said(body) });
    await versions.add('gateway', id, body, { origin: actor.device ?? gateway, user: actor.user });
  }

  #changeable(id: string, revoked: boolean): Readonly<GatewayBody> {
    const { versions, gateway } = this.#parts;
    const known = versions.find('gateway', id);
    if (id === gateway)
      throw new AppError('CONFLICT', 'This gateway’s own name and lines are in its plant file; change them there.');
    if (!known) throw new AppError('NOT_FOUND', `There is no gateway "${id}".`);
    if (known.ofPlant)
      throw new AppError('CONFLICT', `"${known.body.name}" is looked after at the plant’s gateway; change it there.`);
    if (known.body.revoked && !revoked)
      throw new AppError('CONFLICT', `"${known.body.name}" was revoked: let it join again with a new code.`);
    return known.body;
  }

  /** Lines that it has, and those it says it reads, less what somebody else speaks for. */
  #withFree(id: string, has: readonly string[], declares: readonly string[]): string[] {
    const { versions } = this.#parts;
    const free = [...new Set([...has, ...declares])].filter((line) => [null, id].includes(boundTo(versions, line)));
    return free.slice(0, MOST_LINES);
  }

  /** Under the id of another one it could speak for its lines. */
  #refuseForeign(id: string, { key }: Pick<Joining, 'key'>, old: Readonly<GatewayBody> | null): void {
    const { versions, gateway } = this.#parts;
    if (id === gateway || versions.get('device', id))
      throw new AppError('CONFLICT', `"${id}" is taken: a gateway needs a DATA_DIR, and so an id, of its own.`);
    const before = old?.revoked ? undefined : old?.key;
    if (before && (before.x !== key.x || before.y !== key.y))
      throw new AppError(
        'CONFLICT',
        `"${id}" joined before with another key. If it lost its DATA_DIR/secrets, revoke it first; if not, somebody poses as it.`,
      );
  }
}

/** What the trail says of a gateway. */
function said({ name, lines = [], revoked, replaces = [] }: GatewayBody): Record<string, unknown> {
  return { name, lines, revoked, ...(replaces.length > 0 && { replaces }) };
}

function same(one: readonly string[], other: readonly string[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
