/**
 * Series of the lines: what there is, a stretch of one for a screen, a table of several to keep.
 * Times are ms since 1970 (UTC). An answer that did not change is not sent again.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { linesFor, onLine } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import { encodeReply } from '../../../shared/series/reply.ts';
import { TIERS, type Tier } from '../../../shared/series/tiers.ts';
import type { Audit } from '../../audit/audit.ts';
import { actorOf, authoritiesOf } from '../../auth/principal.ts';
import type { SeriesReader } from '../../projections/series/series-reader.ts';
import type { Route } from '../route.ts';
import { seriesCsv } from '../series-csv.ts';
import { expectedRows, exportHeaders, exportRows, type ExportAsked } from '../series-export.ts';
import { MOST_SHEET_ROWS, seriesSheet } from '../series-sheet.ts';

/** Metrics in one table. */
const MOST_METRICS = 20;
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** `zone` = the plant's. */
export function seriesRoutes({ reader, zone, audit }: { reader: SeriesReader; zone: string; audit: Audit }): Route[] {
  const lines: Route['lines'] = ({ ctx }) => [ctx.query.metric ?? ''].flat().map((metric) => metric.split('/')[0]!);
  return [
    {
      method: 'GET',
      path: '/api/series',
      access: 'analyse',
      lines,
      handle: async ({ ctx }) => {
        const { query } = ctx;
        const format = oneOf(query, 'format', ['binary', 'json'] as const) ?? 'binary';
        const tier = oneOf(query, 'tier', TIERS);
        const reply = await reader.read({
          metric: text(query, 'metric'),
          from: number(query, 'from'),
          to: number(query, 'to'),
          width: number(query, 'width'),
          ...(tier !== undefined && { tier }),
        });
        const body = format === 'json' ? Buffer.from(JSON.stringify(reply)) : Buffer.from(encodeReply(reply));
        const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
        ctx.set('Cache-Control', 'private, no-cache');
        ctx.set('ETag', etag);
        // Not by Koa's `fresh`: a browser adds "no-cache" to a request whose condition the page itself has set.
        if (ctx.get('If-None-Match') === etag) {
          ctx.status = 304;
          return;
        }
        ctx.type = format === 'json' ? 'application/json' : 'application/octet-stream';
        ctx.body = body;
      },
    },
    {
      method: 'GET',
      path: '/api/series/metrics',
      access: 'analyse',
      handle: async ({ ctx, principal }) => {
        const mine = linesFor(authoritiesOf(principal), 'analyse');
        ctx.body = { metrics: (await reader.metrics()).filter(({ line }) => onLine(mine, line)) };
      },
    },
    {
      method: 'GET',
      path: '/api/series/export',
      access: 'analyse',
      lines,
      handle: async ({ ctx, principal }) => {
        const format = oneOf(ctx.query, 'format', ['csv', 'xlsx'] as const) ?? 'csv';
        const asked = await exportAsked(reader, ctx.query);
        const shownZone = ctx.query.zone === undefined ? zone : knownZone(text(ctx.query, 'zone'));
        const expected = await expectedRows(reader, asked);
        if (format === 'xlsx' && expected > MOST_SHEET_ROWS) {
          throw new AppError(
            'REQUEST_INVALID',
            `About ${expected} rows are more than a sheet takes (${MOST_SHEET_ROWS}); export CSV, a coarser tier or a shorter time.`,
          );
        }
        const { metrics, from, to, tier } = asked;
        await audit.record({
          ...{
            what: 'export',
            subject: 'series',
            new: { metrics: metrics.map(({ id }) => id), from, to, tier, format },
          },
          ...actorOf(principal),
        });
        const headers = exportHeaders(asked);
        const rows = exportRows(reader, asked);
        ctx.set('X-Rows-Total', String(expected));
        ctx.attachment(`${fileName(asked)}.${format}`);
        ctx.type = format === 'csv' ? 'text/csv; charset=utf-8' : SHEET_TYPE;
        // Made as it is read: who goes away ends it.
        const content = format === 'csv' ? seriesCsv(headers, rows, shownZone) : seriesSheet(headers, rows, shownZone);
        ctx.body = Readable.from(content, { objectMode: false });
      },
    },
  ];
}

async function exportAsked(reader: SeriesReader, query: Query): Promise<ExportAsked> {
  const ids = [...new Set([query.metric ?? []].flat())];
  if (ids.length === 0 || ids.length > MOST_METRICS)
    throw new AppError('REQUEST_INVALID', `"metric" must be given, up to ${MOST_METRICS} times.`);
  const metrics = ids.map((id) => reader.metric(id));
  const [from, to] = [number(query, 'from'), number(query, 'to')];
  const tier: Tier = oneOf(query, 'tier', TIERS) ?? 'raw';
  for (const metric of metrics) {
    const wanted = metric.kind === 'line' && tier === 'raw' ? '1m' : tier;
    const kept = await reader.kept(metric, wanted, from);
    if (kept !== wanted)
      throw new AppError(
        'REQUEST_INVALID',
        `"${metric.id}" is not kept as ${wanted} that long; choose ${kept} or a later "from".`,
      );
  }
  return { metrics, from, to, tier };
}

function fileName({ metrics, from }: ExportAsked): string {
  const [first] = metrics;
  const name = metrics.length === 1 ? `${first!.line}-${first!.metric}` : 'series';
  return `${name}-${new Date(from).toISOString().slice(0, 10)}`;
}

function text(query: Query, name: string): string {
  const value = query[name];
  if (typeof value !== 'string' || value === '')
    throw new AppError('REQUEST_INVALID', `"${name}" must be given, once.`);
  return value;
}

function number(query: Query, name: string): number {
  const value = text(query, name);
  if (!/^-?\d{1,16}$/.test(value)) throw new AppError('REQUEST_INVALID', `"${name}=${value}" is not a whole number.`);
  return Number(value);
}

function oneOf<T extends string>(query: Query, name: string, values: readonly T[]): T | undefined {
  if (query[name] === undefined) return undefined;
  const value = text(query, name);
  const known = values.find((each) => each === value);
  if (known === undefined)
    throw new AppError('REQUEST_INVALID', `"${name}=${value}" is not one of ${values.join(', ')}.`);
  return known;
}

function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone && zone;
  } catch (cause) {
    throw new AppError('REQUEST_INVALID', `"zone=${zone}" is not a time zone; use one like Europe/Berlin.`, { cause });
  }
}
