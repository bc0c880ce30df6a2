/** The audit trail for those who answer for it: a page of entries, a check of the latest, all of it as a file. */
import { Readable } from 'node:stream';
import { EXPORT_FORMATS, type AuditPage, type AuditRow } from '../../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../../shared/documents/audit.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AuditChain } from '../../audit/audit-chain.ts';
import { checkLatest } from '../../audit/latest-check.ts';
import { search, type Names } from '../../audit/search.ts';
import { newestEntry, oldestEntry } from '../../audit/stored-entries.ts';
import { actorOf } from '../../auth/principal.ts';
import type { Store } from '../../store/store.ts';
import { auditQuestion, cursorIn, oneOf, wholeNumber, type AuditQuestion } from '../audit-question.ts';
import { AUDIT_HEADERS, auditTable } from '../audit-table.ts';
import type { Route } from '../route.ts';
import { seriesCsv } from '../series-csv.ts';
import { MOST_SHEET_ROWS, seriesSheet } from '../series-sheet.ts';

const PAGE = { otherwise: 100, most: 500 };
const CHECK = { otherwise: 1_000, most: 5_000 };
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface AuditRouteParts {
  chain: Pick<AuditChain, 'head' | 'record'>;
  store: Store;
  gateway: string;
  names: Names;
  /** The plant's. */
  zone: string;
  now: () => number;
}

export function auditRoutes(parts: AuditRouteParts): Route[] {
  const { chain, gateway, names, zone, now } = parts;
  return [
    {
      method: 'GET',
      path: '/api/audit',
      access: 'see-audit',
      handle: async ({ ctx }) => {
        const { query } = ctx;
        const limit = Math.max(1, wholeNumber(query, 'limit', PAGE.otherwise, PAGE.most));
        const found = await search(parts, { ...auditQuestion(query), before: cursorIn(query), limit });
        const { entries, next, searchedTo } = found;
        const [people, devices] = [
          named(
            entries.map(({ by }) => by.user),
            names.person,
          ),
          named(
            entries.map(({ by }) => by.origin),
            names.device,
          ),
        ];
        const rows = entries.map(rowOf(gateway));
        ctx.body = { gateway, head: chain.head(), rows, people, devices, next, searchedTo } satisfies AuditPage;
      },
    },
    {
      method: 'GET',
      path: '/api/audit/check',
      access: 'see-audit',
      handle: async ({ ctx }) => {
        const entries = Math.max(1, wholeNumber(ctx.query, 'entries', CHECK.otherwise, CHECK.most));
        ctx.body = await checkLatest(parts, { head: chain.head(), entries, now: now() });
      },
    },
    {
      method: 'GET',
      path: '/api/audit/export',
      access: 'see-audit',
      handle: async ({ ctx, principal }) => {
        const format = oneOf(ctx.query, 'format', EXPORT_FORMATS);
        const asked = auditQuestion(ctx.query);
        const entries = await entriesOf(parts, asked);
        if (format === 'xlsx' && entries > MOST_SHEET_ROWS)
          throw new AppError(
            'REQUEST_INVALID',
            `${entries} entries are more than a sheet takes; export CSV or a shorter time.`,
          );
        const { window, filter } = asked;
        const exported = { format, ...window, ...filter };
        await chain.record({ what: 'export', subject: 'audit', new: exported, ...actorOf(principal) });
        if (Object.keys(filter).length === 0) ctx.set('X-Rows-Total', String(entries));
        const madeAt = now();
        ctx.attachment(`audit-${gateway}-${new Date(madeAt).toISOString().slice(0, 10)}.${format}`);
        ctx.type = format === 'csv' ? 'text/csv; charset=utf-8' : SHEET_TYPE;
        const rows = auditTable(parts, asked, { at: madeAt, head: chain.head() });
        // Made as it is read: who goes away ends it.
        const made = format === 'csv' ? seriesCsv(AUDIT_HEADERS, rows, zone) : seriesSheet(AUDIT_HEADERS, rows, zone);
        ctx.body = Readable.from(made, { objectMode: false });
      },
    },
  ];
}

/** Entries that a file is made of, those included that its filter leaves out: a chain has no holes. */
async function entriesOf({ store, gateway }: AuditRouteParts, { window }: AuditQuestion): Promise<number> {
  const [first, last] = [await oldestEntry(store, gateway, window), await newestEntry(store, gateway, window)];
  return first && last ? last.seq - first.seq + 1 : 0;
}

function rowOf(gateway: string): (entry: AuditEntry) => AuditRow {
  return ({ _id: id, type: _type, schema: _schema, prev: _prev, by, ...row }) => ({
    ...{ id, user: by.user, device: by.origin === gateway ? null : by.origin },
    ...row,
  });
}

function named(ids: readonly (string | null)[], nameOf: (id: string) => string | null): Record<string, string> {
  const names = [...new Set(ids)].flatMap((id) => {
    const name = id === null ? null : nameOf(id);
    return id === null || name === null ? [] : [[id, name] as const];
  });
  return Object.fromEntries(names);
}
