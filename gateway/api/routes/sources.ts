/** For people who look after sources: how each is, what came last, what could not be read and why, how a mapping would read. */
import { Type } from 'typebox';
import { linesFor, onLine } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  MAX_SAMPLE_BYTES,
  RAW_HEADERS,
  type MappingQuestion,
  type RejectedSourceRow,
  type RowPlace,
  type SourceDetail,
  type SourceSummary,
  type TriedMapping,
} from '../../../shared/sync/sources.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import type { Encoding } from '../../../shared/text-encoding.ts';
import { authoritiesOf } from '../../auth/principal.ts';
import { linesAround } from '../raw-lines.ts';
import { route, type Route } from '../route.ts';

/** Bytes around a place, as far as they are still there. */
export interface RawBytes {
  bytes: Buffer;
  /** Index of the place in `bytes`. */
  at: number;
  /** Bytes of the record at the place; null = a text line, which ends where it ends. */
  length: number | null;
  from: 'file' | 'journal';
  encoding: Encoding;
}

/** `id` is `<line>/<source>`; null and undefined answers = there is no such source. */
export interface SourceRoutesParts {
  summaries(): SourceSummary[];
  detail(id: string): Promise<SourceDetail | null>;
  rejected(id: string): RejectedSourceRow[] | null;
  definition(id: string): SourceDefinition | null;
  /** At most `before` bytes before the place and `after` from it on; null = neither file nor journal has it any more. */
  raw(id: string, place: RowPlace, reach: { before: number; after: number }): Promise<RawBytes | null>;
  tryMapping(definition: unknown, sample: MappingQuestion['sample']): TriedMapping;
}

/** Together 64 kB. */
const REACH = { before: 16_384, after: 49_152 };
/** A sample in base64, and what is around it. */
const SAMPLE_MB = 2;
const FILE_KEY = /^[A-Za-z0-9._-]{1,80}$/;

/** The sample is checked by itself, for its messages; what else there is, is refused. */
const MappingAsked = Type.Object(
  { definition: Type.Optional(Type.Unknown()), sample: Type.Optional(Type.Unknown()) },
  { additionalProperties: false },
);

export function sourceRoutes(parts: SourceRoutesParts): Route[] {
  const access = 'see-sources';
  const lines: Route['lines'] = ({ params }) => [params.line!];
  const path = '/api/sources/:line/:source';
  return [
    {
      method: 'GET',
      path: '/api/sources',
      access,
      handle: ({ ctx, principal }) => {
        const mine = linesFor(authoritiesOf(principal), access);
        ctx.body = { sources: parts.summaries().filter(({ line }) => onLine(mine, line)) };
      },
    },
    {
      ...{ method: 'GET', path, access, lines },
      handle: async ({ ctx, params }) => {
        const id = idOf(params);
        ctx.body = known(id, await parts.detail(id));
      },
    },
    {
      ...{ method: 'GET', path: `${path}/rejected`, access, lines },
      handle: ({ ctx, params }) => {
        const id = idOf(params);
        ctx.body = { rows: known(id, parts.rejected(id)) };
      },
    },
    {
      ...{ method: 'GET', path: `${path}/raw`, access, lines },
      handle: async ({ ctx, params }) => {
        const id = idOf(params);
        known(id, parts.definition(id));
        const raw = await parts.raw(id, placeOf(ctx.query), REACH);
        if (!raw)
          throw new AppError('NOT_FOUND', 'These bytes are not kept any more, neither in the file nor in the journal.');
        const { bytes, at, length } = linesAround(raw.bytes, raw.at, raw.length, raw.encoding);
        ctx.type = 'application/octet-stream';
        ctx.set({
          [RAW_HEADERS.at]: String(at),
          [RAW_HEADERS.length]: String(length),
          [RAW_HEADERS.from]: raw.from,
          [RAW_HEADERS.encoding]: raw.encoding,
        });
        ctx.body = bytes;
      },
    },
    route({
      ...{ method: 'POST', path: `${path}/test`, access, lines, body: MappingAsked, bodyLimitMb: SAMPLE_MB },
      handle: ({ ctx, params, body }) => {
        const id = idOf(params);
        const declared = known(id, parts.definition(id));
        const { definition, sample } = question(body);
        ctx.body = parts.tryMapping(definition ?? declared, sample);
      },
    }),
  ];
}

function idOf(params: Record<string, string | undefined>): string {
  return `${params.line}/${params.source}`;
}

function known<T>(id: string, answer: T | null): T {
  if (answer === null) throw new AppError('NOT_FOUND', `There is no source "${id}".`);
  return answer;
}

function placeOf(query: Record<string, string | string[] | undefined>): RowPlace {
  const { fileKey } = query;
  const [generation, offset] = [whole(query.generation), whole(query.offset)];
  if (typeof fileKey !== 'string' || !FILE_KEY.test(fileKey) || generation === null || offset === null)
    throw new AppError(
      'REQUEST_INVALID',
      'Give the row\'s "fileKey", "generation" and "offset", as the list of rows has them.',
    );
  return { fileKey, generation, offset };
}

function whole(text: string | string[] | undefined): number | null {
  const value = Number(text);
  return typeof text === 'string' && /^\d{1,16}$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

function question(body: unknown): MappingQuestion {
  const { definition, sample } = (body ?? {}) as {
    definition?: unknown;
    sample?: { text?: unknown; base64?: unknown };
  };
  const { text, base64 } = sample ?? {};
  if (typeof text === 'string') checkSize(Buffer.byteLength(text));
  else if (typeof base64 === 'string') checkSize(Buffer.byteLength(base64, 'base64'));
  else throw new AppError('REQUEST_INVALID', 'Give a "sample": its "text", or its bytes in "base64".');
  return { ...(definition !== undefined && { definition }), sample: sample as MappingQuestion['sample'] };
}

function checkSize(bytes: number): void {
  if (bytes <= MAX_SAMPLE_BYTES) return;
  throw new AppError('REQUEST_INVALID', `The sample has ${bytes} bytes; give at most ${MAX_SAMPLE_BYTES} of them.`);
}
