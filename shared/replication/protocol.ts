/**
 * What a line's gateway and its plant say to each other. All of it begins with `/api/replication` and is asked by the
 * line, with its token (`Authorization: Bearer …`) and `lineside-protocol`; the plant asks nobody.
 *
 * Under `/api/replication/databases/<name>` the plant speaks as much of CouchDB's protocol as PouchDB's `replicate` needs,
 * each request parsed and built anew: `GET` (info), `GET|PUT _local/<id>`, `POST _revs_diff`, `POST _bulk_docs`
 * (`new_edits: false`), `GET _changes` (`feed=normal`), `POST _bulk_get`. A gateway pushes databases of its own name, and
 * pulls those of `Offer.pull`. A row that is never acceptable answers `{id, error: "forbidden", reason}`; what may be
 * acceptable later answers 503 for the request with `Retry-After`; 401 and 403 are about the token only.
 */
import type { LiveEvent } from './../sync/protocol.ts';

/** Documents of chunks are large: a batch of so many stays below the body limit. */
export const PUSH_BATCH = { facts: 300, series: 60, plan: 300, audit: 300, config: 100 } as const;
export const BODY_LIMIT_MB = 24;
/** Of one document, bytes of JSON. */
export const MOST_DOCUMENT_BYTES = 2_000_000;
/** Of a fact: readers take hundreds of them at once. An hour with a stop each second has less than half of it. */
export const MOST_FACT_BYTES = 300_000;

/** `GET /api/replication` → what there is for this gateway. */
export interface Offer {
  gateway: string;
  name: string;
  protocol: number;
  version: string;
  /** The plant's clock, ms. */
  now: number;
  /** Lines that are bound to the gateway that asks. */
  lines: string[];
  /** Databases to pull, with an opaque mark that changes when they do. */
  pull: { name: string; mark: string }[];
  /**
   * Databases of gateways whose place it takes (`facts_` and `series_` of its lines): for a rebuild, in the order in
   * which they are best pulled.
   */
  rebuild: string[];
  /** Lines that it declares and that belong to somebody else; an admin of the plant decides. */
  refusedLines: { line: string; boundTo: string }[];
  quota: { usedBytes: number; mostBytes: number };
}

/** `POST /api/replication/live`: absolute, so one that is lost or comes twice does no harm. Coalesced by the line. */
export type RelayedEvent = Extract<LiveEvent, { type: 'hour' | 'minutes' | 'line' }>;
export interface LiveQuestion {
  /** The line gateway's clock, ms. */
  now: number;
  /** First of a connection: the whole current hour and state of each line. */
  whole: boolean;
  events: RelayedEvent[];
}
/** `ask` = send the whole of it: the plant does not know the current hour (any more). */
export interface LiveAnswer {
  now: number;
  ask: boolean;
}

export type Direction = 'push' | 'pull';

/** `GET /api/replication/status` (see-status), of a line. */
export interface ReplicationStatus {
  plant: {
    name: string;
    origin: string;
    /** `refused`: it answers, and not as it should; `detail` says what. */
    state: 'reached' | 'away' | 'refused';
    since: number;
    detail: string;
    /** Clock of the plant less the gateway's, ms; null = never heard. */
    clockOffsetMs: number | null;
  } | null;
  databases: {
    name: string;
    direction: Direction;
    /** Nothing is left to be copied, as far as is known. */
    current: boolean;
    /** About so many documents wait; null = not known. */
    waiting: number | null;
    lastAt: number | null;
    /** By comparison of ids; null = never. */
    verifiedAt: number | null;
    denied: number;
  }[];
  /** Newest first, at most 200. */
  denied: DeniedRow[];
}

/** A row that the plant will not take: its month is kept until somebody has decided. */
export interface DeniedRow {
  database: string;
  id: string;
  reason: string;
  at: number;
}

/** `POST /api/replication/resend` `{database, ids}` (manage-devices) → `{sent, denied: DeniedRow[]}`. */
export interface ResendAnswer {
  sent: number;
  denied: DeniedRow[];
}

/** `GET /api/gateways` (see-status) → `{ gateways: GatewayView[] }`: the plant's gateways, this one first. */
export interface GatewayView {
  id: string;
  name: string;
  origin: string;
  role: 'line' | 'plant';
  revoked: boolean;
  lines: string[];
  replaces: string[];
  self: boolean;
  /** Of a plant about its lines; null = never, or not asked here. */
  lastHeardAt: number | null;
  version: string | null;
  clockOffsetMs: number | null;
  usedBytes: number | null;
  mostBytes: number | null;
  /** Rows that were refused since the start. */
  refusedRows: number;
  /** Lines that it declares and may not speak for. */
  refusedLines: { line: string; boundTo: string }[];
}
