/** For engineers: sources are added, changed and removed while the gateway runs; nothing of it is needed to look at them. */
import { AppError } from '../../../shared/errors.ts';
import {
  FileQuestion,
  SourceAddition,
  SourceChange,
  SourceTrial,
  type FoundFiles,
  type SerialPortHere,
  type SourceSaved,
} from '../../../shared/sync/source-changes.ts';
import type { MappingQuestion, TriedMapping } from '../../../shared/sync/sources.ts';
import { actorOf } from '../../auth/principal.ts';
import { route, type Route } from '../route.ts';

interface Given {
  line: string;
  definition: unknown;
  why: string | null;
  sample: MappingQuestion['sample'] | null;
}
type Actor = ReturnType<typeof actorOf>;

export interface ChangeSourceRoutesParts {
  /** Each rejects with REQUEST_INVALID and what is wrong with each field, or with CONFLICT. */
  add(given: Given, by: Actor): Promise<SourceSaved>;
  change(given: Given & { source: string; saw: string }, by: Actor): Promise<SourceSaved>;
  remove(given: { line: string; source: string; saw: string; why: string | null }, by: Actor): Promise<void>;
  try(line: string, trial: SourceTrial): Promise<TriedMapping>;
  look(path: string): Promise<FoundFiles>;
  ports(): Promise<SerialPortHere[]>;
}

/** A sample in base64, and what is around it. */
const SAMPLE_MB = 2;

export function changeSourceRoutes(parts: ChangeSourceRoutesParts): Route[] {
  const access = 'change-sources';
  const lines: Route['lines'] = ({ params }) => [params.line!];
  const ofLine = '/api/sources/:line';
  const ofSource = `${ofLine}/:source`;
  return [
    {
      ...{ method: 'GET', path: '/api/ports', access },
      handle: async ({ ctx }) => {
        ctx.body = { ports: await parts.ports() };
      },
    },
    route({
      ...{ method: 'POST', path: ofLine, access, lines, body: SourceAddition, bodyLimitMb: SAMPLE_MB },
      handle: async ({ ctx, params, body, principal }) => {
        const { definition, why = null, sample = null } = body;
        ctx.body = await parts.add({ line: params.line!, definition, why, sample }, actorOf(principal));
        ctx.status = 201;
      },
    }),
    route({
      ...{ method: 'PUT', path: ofSource, access, lines, body: SourceChange, bodyLimitMb: SAMPLE_MB },
      handle: async ({ ctx, params, body, principal }) => {
        const { definition, saw, why = null, sample = null } = body;
        const [line, source] = [params.line!, params.source!];
        ctx.body = await parts.change({ line, source, definition, saw, why, sample }, actorOf(principal));
      },
    }),
    {
      ...{ method: 'DELETE', path: ofSource, access, lines },
      handle: async ({ ctx, params, principal }) => {
        const { saw, why = '' } = ctx.query;
        if (typeof saw !== 'string' || typeof why !== 'string' || why.length > 500)
          throw new AppError('REQUEST_INVALID', 'Say by "saw" which version is to be removed, and "why" if you like.');
        const [line, source] = [params.line!, params.source!];
        await parts.remove({ line, source, saw, why: why === '' ? null : why }, actorOf(principal));
        ctx.body = { id: `${line}/${source}` };
      },
    },
    route({
      ...{ method: 'POST', path: `${ofLine}/try`, access, lines, body: SourceTrial, bodyLimitMb: SAMPLE_MB },
      handle: async ({ ctx, params, body }) => {
        ctx.body = await parts.try(params.line!, body);
      },
    }),
    route({
      ...{ method: 'POST', path: `${ofLine}/look`, access, lines, body: FileQuestion },
      handle: async ({ ctx, body }) => {
        ctx.body = await parts.look(body.path);
      },
    }),
  ];
}
