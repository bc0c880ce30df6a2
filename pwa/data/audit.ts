/** What those who answer for the records ask of the gateway about its audit trail. Asked anew each time: nothing is kept on the device. */
import type { AuditChecked, AuditFormat, AuditPage, AuditRow } from '../../shared/audit/protocol.ts';
import type { Audited } from '../../shared/documents/audit.ts';
import { asking, isRecord, type Told } from './asking.ts';
import type { Fetch } from './requests.ts';
import { saveFile, type Destination, type ExportEnd, type Watch } from './save-file.ts';

/** Which entries are meant; absent = any. Times in ms, half-open. */
export interface AuditSearch {
  from?: number;
  to?: number;
  user?: string;
  device?: string;
  what?: readonly Audited[];
  subject?: string;
  text?: string;
}

export interface AuditData {
  /** Newest first; `before` = the `next` of the page before, null = from the newest. */
  page(search: AuditSearch, before: string | null): Promise<Told<AuditPage>>;
  /** Has the gateway look at its latest entries now. */
  check(): Promise<Told<AuditChecked>>;
  /** Never rejects. A file that was not finished is not kept. */
  save(search: AuditSearch, format: AuditFormat, to: Destination, watch: Watch): Promise<ExportEnd>;
}

const PAGE = 100;

export function auditData(fetch: Fetch, stop: AbortSignal): AuditData {
  const ask = asking(fetch, stop);
  return {
    page(search, before) {
      const query = queryOf(search);
      query.set('limit', String(PAGE));
      if (before !== null) query.set('before', before);
      return ask({ path: `/api/audit?${query.toString()}`, read: pageIn });
    },
    check: () => ask({ path: '/api/audit/check', read: checkedIn }),
    save(search, format, to, watch) {
      const query = queryOf(search);
      query.set('format', format);
      const url = `/api/audit/export?${query.toString()}`;
      return saveFile(fetch, { url, isText: format === 'csv' }, to, watch);
    },
  };
}

function queryOf({ what, ...search }: AuditSearch): URLSearchParams {
  const query = new URLSearchParams((what ?? []).map((kind) => ['what', kind]));
  for (const [name, value] of Object.entries(search)) query.set(name, String(value));
  return query;
}

function pageIn(body: unknown): AuditPage | undefined {
  return isRecord(body) &&
    Array.isArray(body['rows']) &&
    body['rows'].every(isRow) &&
    isRecord(body['head']) &&
    isRecord(body['people']) &&
    isRecord(body['devices'])
    ? (body as unknown as AuditPage)
    : undefined;
}

function isRow(row: unknown): row is AuditRow {
  return (
    isRecord(row) &&
    ['id', 'what', 'subject', 'hash'].every((name) => typeof row[name] === 'string') &&
    ['seq', 'at', 'received'].every((name) => typeof row[name] === 'number')
  );
}

function checkedIn(body: unknown): AuditChecked | undefined {
  return isRecord(body) && Array.isArray(body['findings']) && typeof body['entries'] === 'number'
    ? (body as unknown as AuditChecked)
    : undefined;
}
