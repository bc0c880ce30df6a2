/** What the people who look after gateways ask of theirs, and tell it: others of the plant, copies, held months. Nothing is kept here. */
import type { GatewayChange } from '../../shared/access/gateway-protocol.ts';
import type { GatewayView, ReplicationStatus, ResendAnswer } from '../../shared/replication/protocol.ts';
import type { Hold, HoldQuestion } from '../../shared/retention/hold.ts';
import { asking, isRecord, listOf, partOf, type Told } from './asking.ts';
import type { Fetch } from './requests.ts';

/** A month that is old enough to go and stays; `why` in the gateway's English. */
export interface StayingMonth {
  database: string;
  why: string;
}

export interface HeldMonths {
  /** Newest first, released ones too. */
  holds: Hold[];
  stays: StayingMonth[];
}

export interface PlantGatewaysData {
  /** The one that is asked comes first. */
  list(): Promise<Told<GatewayView[]>>;
  /** Lines that others have are taken from them. */
  change(id: string, change: GatewayChange): Promise<Told<GatewayView>>;
  /** How copies to and from the plant stand; at a plant there are none. */
  copies(): Promise<Told<ReplicationStatus>>;
  /** Rows that the plant refused, once more. */
  resend(database: string, ids: readonly string[]): Promise<Told<ResendAnswer>>;
  held(): Promise<Told<HeldMonths>>;
  hold(question: HoldQuestion): Promise<Told<Hold>>;
  release(id: string, why: string): Promise<Told<Hold>>;
}

export function plantGatewaysData(fetch: Fetch, stop: AbortSignal): PlantGatewaysData {
  const ask = asking(fetch, stop);
  return {
    list: () => ask({ path: '/api/gateways', read: listOf('gateways', isGateway) }),
    change: (id, body) => ask({ method: 'PUT', path: at('gateways', id), body, read: partOf('gateway', isGateway) }),
    copies: () => ask({ path: '/api/replication/status', read: copiesIn }),
    resend: (database, ids) =>
      ask({ method: 'POST', path: '/api/replication/resend', body: { database, ids }, read: resentIn }),
    held: () => ask({ path: '/api/holds', read: heldIn }),
    hold: (body) => ask({ method: 'POST', path: '/api/holds', body, read: partOf('hold', isHold) }),
    release: (id, why) =>
      ask({ method: 'POST', path: `${at('holds', id)}/release`, body: { why }, read: partOf('hold', isHold) }),
  };
}

function at(what: 'gateways' | 'holds', id: string): string {
  return `/api/${what}/${encodeURIComponent(id)}`;
}

function isGateway(part: unknown): part is GatewayView {
  return (
    isRecord(part) &&
    ['id', 'name', 'origin', 'role'].every((name) => typeof part[name] === 'string') &&
    ['lines', 'replaces', 'refusedLines'].every((name) => Array.isArray(part[name])) &&
    typeof part['refusedRows'] === 'number'
  );
}

function copiesIn(body: unknown): ReplicationStatus | undefined {
  const isStatus =
    isRecord(body) &&
    (body['plant'] === null || isRecord(body['plant'])) &&
    Array.isArray(body['databases']) &&
    Array.isArray(body['denied']);
  return isStatus ? (body as unknown as ReplicationStatus) : undefined;
}

function resentIn(body: unknown): ResendAnswer | undefined {
  return isRecord(body) && typeof body['sent'] === 'number' && Array.isArray(body['denied'])
    ? (body as unknown as ResendAnswer)
    : undefined;
}

function heldIn(body: unknown): HeldMonths | undefined {
  const holds = listOf('holds', isHold)(body);
  const stays = listOf('stays', isStaying)(body);
  return holds && stays && { holds, stays };
}

function isHold(part: unknown): part is Hold {
  return (
    isRecord(part) &&
    ['id', 'from', 'to', 'why', 'origin'].every((name) => typeof part[name] === 'string') &&
    typeof part['at'] === 'number' &&
    typeof part['released'] === 'boolean'
  );
}

function isStaying(part: unknown): part is StayingMonth {
  return isRecord(part) && typeof part['database'] === 'string' && typeof part['why'] === 'string';
}
