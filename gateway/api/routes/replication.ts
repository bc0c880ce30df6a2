/**
 * `/api/replication` of a plant: what its lines ask. Under `databases/<name>` it is as much of CouchDB's protocol as
 * PouchDB's `replicate` needs; nothing of what is asked reaches the store as it came.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from 'koa';
import { Type } from 'typebox';
import { AppError } from '../../../shared/errors.ts';
import { BODY_LIMIT_MB } from '../../../shared/replication/protocol.ts';
import {
  agreement,
  PROTOCOL,
  PROTOCOL_HEADER,
  readProtocol,
  VERSION_HEADER,
} from '../../../shared/sync/compatibility.ts';
import type { GatewayPrincipal } from '../../auth/principal.ts';
import { MOST_GIVEN } from '../../replication/received/given-rows.ts';
import { notYet } from '../../replication/received/not-yet.ts';
import type { PlantReplication } from '../../replication/received/plant-replication.ts';
import { Turns } from '../../replication/received/turns.ts';
import { checkJson } from '../json-safety.ts';
import type { Route, RouteContext } from '../route.ts';
import { announcedBytes, checked, readJson } from './replication-body.ts';

const closed = { additionalProperties: false };
const MB = 1_000_000;
const MOST_ROWS = 1_000;
const Text = Type.String({ maxLength: 300 });

const Revisions = Type.Record(Text, Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 }), {
  maxProperties: MOST_ROWS,
});
const Rows = Type.Object(
  { docs: Type.Array(Type.Unknown(), { maxItems: MOST_ROWS }), new_edits: Type.Literal(false) },
  closed,
);
const Wanted = Type.Object(
  {
    docs: Type.Array(
      Type.Object({ id: Text, rev: Type.Optional(Text), atts_since: Type.Optional(Type.Null()) }, closed),
      {
        maxItems: MOST_GIVEN,
      },
    ),
  },
  closed,
);

/** Of `_changes` and `_bulk_get`; what asks for more than pages of rows is refused. */
const CHANGES_QUERY = ['since', 'limit', 'style', 'feed', 'heartbeat', 'timeout', 'seq_interval'];
const BULK_GET_QUERY = ['revs', 'latest', 'attachments'];

const OTHER_RELEASE_MS = 600_000;
/** Of bodies in 10 s and per gateway: a month of a line in a minute, and no more than a store can write. */
const RATE = { bytes: 100 * MB, windowS: 10 };

interface Asked {
  ctx: Context;
  /** Of the path: `name` of the database, `id`. */
  params: Record<string, string>;
  gateway: GatewayPrincipal;
  body: unknown;
}

export interface ReplicationRouteParts {
  plant: PlantReplication;
  /** Bytes of bodies in 10 s that one gateway may send. */
  bytesIn10s?: number;
}

export function replicationRoutes({ plant, bytesIn10s = RATE.bytes }: ReplicationRouteParts): Route[] {
  const turns = new Turns();
  const rate = new RateLimiterMemory({ points: bytesIn10s, duration: RATE.windowS });

  /** `most` = bytes of the body; 0 = there is none. */
  const asked = (most: number, answer: (asked: Asked) => Promise<unknown>) => {
    return ({ ctx, params, principal: { gateway } }: RouteContext): Promise<void> =>
      inCouchTerms(ctx, async () => {
        if (!gateway) throw new AppError('UNAUTHENTICATED', 'This is for gateways of the plant.');
        plant.heard(gateway.id, versionOf(ctx));
        understood(ctx, gateway.id);
        const bytes = most === 0 ? 0 : announcedBytes(ctx, most);
        const all = { ctx, params, gateway };
        ctx.body = await turns.take({ gateway: gateway.id, bytes }, async () => {
          if (most === 0) return answer({ ...all, body: null });
          await inRate(rate, gateway.id, bytes);
          return answer({ ...all, body: await readJson(ctx, most) });
        });
      });
  };

  const of = (method: Route['method'], path: string, handle: Route['handle']): Route => {
    return { method, path: `/api/replication${path}`, access: 'gateway', handle };
  };
  const database = '/databases/:name';
  return [
    of(
      'GET',
      '',
      asked(0, ({ gateway }) => plant.offer(gateway)),
    ),
    of(
      'POST',
      '/live',
      asked(4 * MB, ({ gateway, body }) => (checkJson(body), plant.live(gateway, body))),
    ),
    of(
      'GET',
      database,
      asked(0, ({ gateway, params }) => plant.info(gateway, params.name!)),
    ),
    of(
      'GET',
      `${database}/_local/:id`,
      asked(0, ({ gateway, params }) => plant.checkpoint(gateway, params.name!, params.id!)),
    ),
    of(
      'PUT',
      `${database}/_local/:id`,
      asked(200_000, async ({ ctx, gateway, params, body }) => {
        checkJson(body);
        ctx.status = 201;
        return plant.putCheckpoint(gateway, params.name!, { id: params.id!, sent: body });
      }),
    ),
    of(
      'POST',
      `${database}/_revs_diff`,
      asked(MB, ({ gateway, params, body }) => {
        checkJson(body);
        return plant.missing(gateway, params.name!, checked(Revisions, body));
      }),
    ),
    of(
      'POST',
      `${database}/_bulk_docs`,
      // Its rows are judged one by one, also for being plain.
      asked(BODY_LIMIT_MB * MB, async ({ ctx, gateway, params, body }) => {
        ctx.status = 201;
        return plant.take(gateway, params.name!, checked(Rows, body).docs);
      }),
    ),
    of(
      'GET',
      `${database}/_changes`,
      asked(0, ({ ctx, gateway, params }) => plant.changes(gateway, params.name!, pageOf(ctx))),
    ),
    of(
      'POST',
      `${database}/_bulk_get`,
      asked(200_000, ({ ctx, gateway, params, body }) => {
        checkJson(body);
        checkQuery(ctx, BULK_GET_QUERY);
        const { docs } = checked(Wanted, body);
        return plant.documents(
          gateway,
          params.name!,
          docs.map(({ id }) => id),
        );
      }),
    ),
  ];
}

/** Releases next to each other understand each other; others are told before anything is exchanged. */
function understood(ctx: Context, gateway: string): void {
  const theirs = readProtocol(ctx.get(PROTOCOL_HEADER));
  if (theirs === null) throw new AppError('REQUEST_INVALID', `${PROTOCOL_HEADER} is a whole number.`);
  const fits = agreement(PROTOCOL, theirs);
  if (fits === 'fine') return;
  const which = fits === 'too-old' ? `"${gateway}"` : 'the plant';
  const message = `"${gateway}" speaks protocol ${theirs}, the plant ${PROTOCOL}; update ${which}.`;
  throw notYet(message, OTHER_RELEASE_MS);
}

function versionOf(ctx: Context): string | null {
  return /^[A-Za-z0-9.+-]{1,40}$/.exec(ctx.get(VERSION_HEADER))?.[0] ?? null;
}

async function inRate(rate: RateLimiterMemory, gateway: string, bytes: number): Promise<void> {
  try {
    await rate.consume(gateway, bytes);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw notYet(`"${gateway}" sends faster than the plant takes; it goes on in a moment.`, refused.msBeforeNext);
  }
}

function pageOf(ctx: Context): { since: string; limit: number } {
  checkQuery(ctx, CHANGES_QUERY);
  const { since = '0', limit = String(MOST_GIVEN), feed = 'normal' } = ctx.query;
  if (feed !== 'normal') throw new AppError('REQUEST_INVALID', 'Ask for changes with feed=normal, and again.');
  if (typeof since !== 'string' || typeof limit !== 'string' || !/^[1-9]\d{0,5}$/.test(limit))
    throw new AppError('REQUEST_INVALID', `limit="${String(limit).slice(0, 20)}" is not valid.`);
  return { since, limit: Number(limit) };
}

function checkQuery(ctx: Context, known: readonly string[]): void {
  const odd = Object.keys(ctx.query).find((name) => !known.includes(name));
  if (odd !== undefined) throw new AppError('REQUEST_INVALID', `"${odd}" is not known in this query.`);
}

/** `error` and `reason` are what PouchDB passes on of an answer; the rest is a problem as everywhere. */
async function inCouchTerms(ctx: Context, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NOT_YET') throw error;
    const { code, message, retryAfterMs } = error;
    ctx.status = 503;
    ctx.body = {
      ...{ type: 'about:blank', title: 'Not now', status: 503, code, detail: message },
      ...{ error: 'not_yet', reason: message },
    };
    ctx.type = 'application/problem+json';
    ctx.set('Retry-After', String(Math.max(1, Math.ceil((retryAfterMs ?? 1_000) / 1_000))));
  }
}
