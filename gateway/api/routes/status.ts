/** How the gateway is: for people who look after it, and for checks from outside. */
import { linesFor, onLine } from '../../../shared/access/may.ts';
import type { RejectedRow } from '../../../shared/documents/chunk.ts';
import { AppError } from '../../../shared/errors.ts';
import { authoritiesOf } from '../../auth/principal.ts';
import type { TlsStatus } from '../../tls/certificate-watch.ts';
import type { Route } from '../route.ts';

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
  /** Certificates and how long they last; null = plain HTTP, on this machine only. */
  tls: TlsStatus | null;
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
}): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/status',
      access: 'see-status',
      handle: ({ ctx, principal }) => {
        const lines = linesFor(authoritiesOf(principal), 'see-status');
        const status = parts.status();
        ctx.body = { ...status, sources: status.sources.filter(({ id }) => onLine(lines, id.split('/')[0]!)) };
      },
    },
    {
      method: 'GET',
      // Rows that could not be read, newest first.
      path: '/api/lines/:line/rejected',
      access: 'see',
      lines: ({ params }) => [params.line!],
      handle: ({ ctx, params }) => {
        const rows = parts.rejected(params.line!);
        if (!rows) throw new AppError('NOT_FOUND', `There is no line "${params.line}".`);
        ctx.body = { rows };
      },
    },
  ];
}
