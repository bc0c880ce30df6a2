/** The plant's gateways for people and for devices: this one, those that it keeps, and at a line those of its plant. */
import type { GatewayView } from '../../shared/replication/protocol.ts';
import type { GatewayReference } from '../../shared/sync/rows.ts';
import { refusedLines } from './bound-lines.ts';
import type { Versions } from './versions.ts';

/** What the gateway hears of others while it runs. */
export type GatewayFigures = Pick<
  GatewayView,
  'lastHeardAt' | 'version' | 'clockOffsetMs' | 'usedBytes' | 'mostBytes' | 'refusedRows'
> &
  /** With lines that it sent rows of, if it is known; absent = those that it declared. */
  Partial<Pick<GatewayView, 'refusedLines'>>;

const UNHEARD: GatewayFigures = {
  ...{ lastHeardAt: null, version: null, clockOffsetMs: null, usedBytes: null, mostBytes: null, refusedRows: 0 },
};

export interface GatewayViewParts {
  versions: Pick<Versions, 'all' | 'get'>;
  /** This gateway, as it is now. */
  self: GatewayReference;
  /** null = nothing was heard of it here. */
  figures: (id: string) => GatewayFigures | null;
}

/** This one first, then by id; revoked ones too. */
export function gatewayViews({ versions, self, figures }: GatewayViewParts): GatewayView[] {
  const of = (id: string) => ({ refusedLines: refusedLines(versions, id), ...(figures(id) ?? UNHEARD) });
  const others = versions.all('gateway').filter(({ entity }) => entity !== self.id);
  return [
    { ...self, revoked: false, replaces: [], self: true, ...of(self.id) },
    ...others.map(({ entity: id, body: { name, origin, role = 'line' as const, revoked, lines, replaces } }) => ({
      ...{ id, name, origin, role, revoked, lines: lines ?? [], replaces: replaces ?? [], self: false, ...of(id) },
    })),
  ];
}

/** For the reference row that devices pull: those that they may ask, by id, this one among them. */
export function gatewayReferences(versions: Pick<Versions, 'all'>, self: GatewayReference): GatewayReference[] {
  const others = versions.all('gateway').filter(({ entity, body }) => entity !== self.id && !body.revoked);
  const told = others.map(({ entity: id, body: { name, origin, role = 'line' as const, lines = [] } }) => ({
    ...{ id, name, origin, role, lines },
  }));
  return [self, ...told].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Origins of the others, sorted; for CORS and for `connect-src` of the content security policy: the only places besides
 * this one that a page of ours may ask, and whose pages may ask us.
 */
export function enrolledGateways(versions: Pick<Versions, 'all'>, self: string): string[] {
  const enrolled = versions.all('gateway').filter(({ entity, body }) => entity !== self && !body.revoked);
  return [...new Set(enrolled.map(({ body }) => body.origin))].sort();
}
