/**
 * The gateways of the plant, as this device's home said last. Only home is believed about that: what a person entered goes
 * to nobody whom home did not name.
 */
import { onLine, type Lines } from '../../shared/access/may.ts';
import type { GatewayReference, ReferenceRow } from '../../shared/sync/rows.ts';
import type { StoredRow } from './collections.ts';
import type { Keep } from './database.ts';

const KEPT = 'gateways';

export class KnownGateways {
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  /** As home said last, home among them; empty = it never said. */
  all(): GatewayReference[] {
    try {
      const kept: unknown = JSON.parse(this.#keep.getItem(KEPT) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isGateway) : [];
    } catch {
      return [];
    }
  }

  find(id: string | null): GatewayReference | null {
    return this.all().find((gateway) => gateway.id === id) ?? null;
  }

  /** Of another gateway than `home` (its id) a row changes nothing. Answers whether the places to go to are others now. */
  take(stored: StoredRow<ReferenceRow> | null, home: string | null): boolean {
    if (!stored || home === null || !stored.view.startsWith(`${home}/`)) return false;
    const { body } = stored.row;
    if (!Array.isArray(body)) return false;
    const before = originsOf(this.all());
    const now = body.filter(isGateway);
    this.#keep.setItem(KEPT, JSON.stringify(now));
    return originsOf(now) !== before;
  }
}

/** Whether the gateway knows anything of the line; a plant does of all. */
export function speaksFor(
  { role, lines }: { role: GatewayReference['role']; lines: readonly string[] },
  line: string,
): boolean {
  return role === 'plant' || lines.includes(line);
}

export interface Seen {
  /** Id of the device's home. */
  home: string | null;
  /** Lines that the device and its person may see. */
  lines: Lines;
  /** The line that somebody looked at last. */
  lookedAt: string | null;
}

/** Where to go while home is away, best first: the gateway of the line looked at, those of other lines, the plant. */
export function othersFor(gateways: readonly GatewayReference[], { home, lines, lookedAt }: Seen): GatewayReference[] {
  const others = gateways.filter(({ id }) => id !== home);
  const ofLines = others.filter((each) => each.role === 'line' && each.lines.some((line) => onLine(lines, line)));
  const isLookedAt = (each: GatewayReference) => lookedAt !== null && each.lines.includes(lookedAt);
  return [
    ...ofLines.filter(isLookedAt),
    ...ofLines.filter((each) => !isLookedAt(each)),
    ...others.filter(({ role }) => role === 'plant'),
  ];
}

function originsOf(gateways: readonly GatewayReference[]): string {
  return gateways
    .map(({ origin }) => origin)
    .sort()
    .join(' ');
}

function isGateway(value: unknown): value is GatewayReference {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, origin, role, lines } = value as Record<string, unknown>;
  return (
    [id, name, origin].every((part) => typeof part === 'string') &&
    (role === 'line' || role === 'plant') &&
    Array.isArray(lines) &&
    lines.every((line) => typeof line === 'string')
  );
}
