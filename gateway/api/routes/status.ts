/** How the gateway is: for people who look after it, and for checks from outside. */
import Router from '@koa/router';
import type { RejectedRow } from '../../../shared/documents/chunk.ts';
import { AppError } from '../../../shared/errors.ts';

export interface GatewayStatus {
  gateway: string;
  version: string;
  startedAt: number;
  ready: boolean;
  store: { running: boolean; crashes: number; lastCrashAt: number | null };
  /** Documents that wait for the store, and documents that it had with other content. */
  facts: { waiting: number; differing: number; refused: number };
  /** Hours that are over and whose figures are still being made. */
  unstatedHours: number;
  devices: number;
  /** Room for what is to come; `full` = nothing new is taken until there is some. */
  disk: { level: 'ok' | 'low' | 'critical' | 'full'; freeBytes: number | null; since: number };
  /** Raw bytes that are kept. */
  journal: { bytes: number; segments: number; oldestAt: number | null };
  /** The latest since the start, oldest first. */
  clockJumps: { at: number; fromMs: number; toMs: number; jumpMs: number }[];
  sources: {
    id: string;
    state: string;
    since: number | null;
    detail: string;
    problems: string[];
    behindBytes: number;
    lastBlockAt: number | null;
  }[];
}

export function statusRoutes(parts: {
  status: () => GatewayStatus;
  rejected: (line: string) => { source: string; at: number; row: RejectedRow }[] | null;
}): Router {
  const router = new Router({ prefix: '/api' });

  router.get('/status', (ctx) => {
    ctx.body = parts.status();
  });

  /** Rows that could not be read, newest first. */
  router.get('/lines/:line/rejected', (ctx) => {
    const rows = parts.rejected(ctx.params.line!);
    if (!rows) throw new AppError('NOT_FOUND', `There is no line "${ctx.params.line}".`);
    ctx.body = { rows };
  });
  return router;
}
