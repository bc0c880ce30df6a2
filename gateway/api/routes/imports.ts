/** Old files that people drop on a page: received, then read like any other; see `ImportQueue`. */
import Router from '@koa/router';
import { AppError } from '../../../shared/errors.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import type { FileImport } from '../../../shared/sync/sources.ts';
import type { ImportQueue } from '../import-queue.ts';

/** A sender that sends nothing for so long has gone. */
const SILENCE_MS = 60_000;

export function importRoutes(parts: {
  queue: ImportQueue;
  /** `id` is `<line>/<source>`; null = there is no such source. */
  definition: (id: string) => SourceDefinition | null;
}): Router {
  const router = new Router({ prefix: '/api/imports' });

  router.get('/', (ctx) => {
    ctx.body = { imports: parts.queue.list() };
  });

  router.post('/', async (ctx) => {
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
    ctx.req.setTimeout(SILENCE_MS, () => ctx.req.destroy());
    try {
      ctx.body = await parts.queue.receive({ line, source, name, size, stream: ctx.req });
      ctx.status = 202;
    } finally {
      ctx.req.setTimeout(0);
    }
  });

  router.delete('/:id', (ctx) => {
    const cancelled: FileImport | null = parts.queue.cancel(ctx.params.id!);
    if (!cancelled) throw new AppError('NOT_FOUND', `There is no import "${ctx.params.id}".`);
    ctx.body = cancelled;
  });
  return router;
}
