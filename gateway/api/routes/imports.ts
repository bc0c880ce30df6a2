/** Old files that people drop on a page: received, then read like any other; see `ImportQueue`. */
import { linesFor, onLine } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import type { FileImport } from '../../../shared/sync/sources.ts';
import type { Audit } from '../../audit/audit.ts';
import { actorOf, authoritiesOf } from '../../auth/principal.ts';
import type { ImportQueue } from '../import-queue.ts';
import type { Route } from '../route.ts';

/** A sender that sends nothing for so long has gone. */
const SILENCE_MS = 60_000;

export function importRoutes(parts: {
  queue: ImportQueue;
  audit: Audit;
  /** `id` is `<line>/<source>`; null = there is no such source. */
  definition: (id: string) => SourceDefinition | null;
}): Route[] {
  const path = '/api/imports';
  return [
    {
      method: 'GET',
      path,
      access: 'see-sources',
      handle: ({ ctx, principal }) => {
        const lines = linesFor(authoritiesOf(principal), 'see-sources');
        ctx.body = { imports: parts.queue.list().filter(({ line }) => onLine(lines, line)) };
      },
    },
    {
      method: 'POST',
      path,
      access: 'import',
      lines: ({ ctx }) => [String(ctx.query.line)],
      handle: async ({ ctx, principal }) => {
        const { line, source, name } = ctx.query;
        if (typeof line !== 'string' || typeof source !== 'string' || typeof name !== 'string' || !name.trim())
          throw new AppError('REQUEST_INVALID', 'Say which "line" and "source" the file is of, and its "name".');
        if (!ctx.is('application/octet-stream'))
          throw new AppError('REQUEST_INVALID', 'Send the file as it is, with content type application/octet-stream.');
        const definition = parts.definition(`${line}/${source}`);
        if (!definition) throw new AppError('NOT_FOUND', `There is no source "${line}/${source}".`);
        if (definition.kind !== 'csv')
          throw new AppError('REQUEST_INVALID', `"${line}/${source}" is no source of files; import to one that is.`);
        const size = ctx.get('Content-Length') === '' ? null : Number(ctx.get('Content-Length'));
        await parts.audit.record({
          ...{ what: 'import', subject: `${line}/${source}`, line, new: { name, size } },
          ...actorOf(principal),
        });
        ctx.req.setTimeout(SILENCE_MS, () => ctx.req.destroy());
        try {
          ctx.body = await parts.queue.receive({ line, source, name, size, stream: ctx.req });
          ctx.status = 202;
        } finally {
          ctx.req.setTimeout(0);
        }
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:id`,
      access: 'import',
      lines: ({ params }) => [parts.queue.list().find(({ id }) => id === params.id)?.line ?? ''],
      handle: ({ ctx, params }) => {
        const cancelled: FileImport | null = parts.queue.cancel(params.id!);
        if (!cancelled) throw new AppError('NOT_FOUND', `There is no import "${params.id}".`);
        ctx.body = cancelled;
      },
    },
  ];
}
