/** What the people who look after sources ask of the gateway: each time anew, nothing is kept on the device. */
import {
  RAW_HEADERS,
  type FileImport,
  type MappingQuestion,
  type RejectedSourceRow,
  type RowPlace,
  type SourceDetail,
  type SourceSummary,
  type TriedMapping,
} from '../../shared/sync/sources.ts';
import { ENCODINGS, type Encoding } from '../../shared/text-encoding.ts';
import type { Live } from './line-data.ts';
import type { Fetch } from './requests.ts';
import { sourceChanges, type SourceChangesData } from './source-changes.ts';
import { UploadQueue, type PendingUpload } from './source-uploads.ts';

/** `unreachable`: no answer; `unknown`: there is no such thing; `failed`: `detail` says why in the gateway's English. */
export type Asked<T> =
  { ok: true; value: T } | { ok: false; why: 'unreachable' | 'unknown' | 'failed'; detail: string | null };

export interface RawRow {
  bytes: Uint8Array;
  /** Where the row is in them. */
  at: number;
  length: number;
  from: 'file' | 'journal';
  encoding: Encoding;
}

export interface SourcesData {
  list(): Promise<Asked<SourceSummary[]>>;
  /** `id` is `<line>/<source>` here and below. */
  detail(id: string): Promise<Asked<SourceDetail>>;
  rejected(id: string): Promise<Asked<RejectedSourceRow[]>>;
  raw(id: string, place: RowPlace): Promise<Asked<RawRow>>;
  tryMapping(id: string, question: MappingQuestion): Promise<Asked<TriedMapping>>;
  imports(): Promise<Asked<FileImport[]>>;
  cancelImport(importId: string): Promise<Asked<FileImport>>;
  /** For engineers. */
  changes: SourceChangesData;
  /** Files of this device that have not reached the gateway; what has is among `imports`. They go on while other pages are shown. */
  uploads: Live<readonly PendingUpload[]>;
  upload(id: string, files: readonly File[]): void;
  /** Sends on after the gateway was out of reach. */
  resumeUploads(): void;
  withdrawUpload(key: number): void;
}

/** `stop` aborts what is under way; an answer that takes longer than `timeoutMs` counts as none (a file may take for ever). */
export function sourcesData(fetch: Fetch, stop: AbortSignal, timeoutMs = 20_000): SourcesData {
  async function ask(path: string, init: RequestInit = {}, lasts = timeoutMs): Promise<Asked<Response>> {
    const signals = [stop, ...(init.signal ? [init.signal] : []), ...(lasts > 0 ? [AbortSignal.timeout(lasts)] : [])];
    try {
      const response = await fetch(path, { ...init, signal: AbortSignal.any(signals) });
      if (response.ok) return { ok: true, value: response };
      return { ok: false, why: response.status === 404 ? 'unknown' : 'failed', detail: await detailOf(response) };
    } catch {
      return { ok: false, why: 'unreachable', detail: null };
    }
  }

  /** `read` answers undefined for a body that is not what was asked for. */
  async function askFor<T>(path: string, read: (body: unknown) => T | undefined, init?: RequestInit, lasts?: number) {
    const answer = await ask(path, init, lasts);
    if (!answer.ok) return answer;
    const value = read(await answer.value.json().catch(() => undefined));
    return value === undefined
      ? ({ ok: false, why: 'failed', detail: null } as const)
      : ({ ok: true, value } as Asked<T>);
  }

  const at = (id: string) => `/api/sources/${id.split('/').map(encodeURIComponent).join('/')}`;
  const imports = () => askFor('/api/imports', (body) => listIn<FileImport>(body, 'imports'));
  const uploads = new UploadQueue({
    send: ({ line, source, file }) => {
      const query = new URLSearchParams({ line, source, name: file.name });
      const headers = { 'content-type': 'application/octet-stream' };
      return askFor(`/api/imports?${query.toString()}`, withId<FileImport>, { method: 'POST', headers, body: file }, 0);
    },
    inReach: async () => (await imports()).ok,
  });

  return {
    list: () => askFor('/api/sources', (body) => listIn<SourceSummary>(body, 'sources')),
    detail: (id) => askFor(at(id), withId<SourceDetail>),
    rejected: (id) => askFor(`${at(id)}/rejected`, (body) => listIn<RejectedSourceRow>(body, 'rows')),
    async raw(id, { fileKey, generation, offset }) {
      const query = new URLSearchParams({ fileKey, generation: String(generation), offset: String(offset) });
      const answer = await ask(`${at(id)}/raw?${query.toString()}`);
      return answer.ok ? { ok: true, value: await rawRow(answer.value) } : answer;
    },
    tryMapping: (id, question) =>
      askFor(`${at(id)}/test`, (body) => (isRecord(body) && 'kind' in body ? (body as TriedMapping) : undefined), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
      }),
    imports,
    cancelImport: (importId) =>
      askFor(`/api/imports/${encodeURIComponent(importId)}`, withId<FileImport>, { method: 'DELETE' }),
    changes: sourceChanges(fetch, stop),
    uploads,
    upload: (id, files) => uploads.add(id, files),
    resumeUploads: () => uploads.resume(),
    withdrawUpload: (key) => uploads.withdraw(key),
  };
}

async function rawRow(response: Response): Promise<RawRow> {
  const { headers } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const encoding = headers.get(RAW_HEADERS.encoding);
  return {
    bytes,
    at: Number(headers.get(RAW_HEADERS.at) ?? 0),
    length: Number(headers.get(RAW_HEADERS.length) ?? 0),
    from: headers.get(RAW_HEADERS.from) === 'journal' ? 'journal' : 'file',
    encoding: ENCODINGS.find((known) => known === encoding) ?? 'utf-8',
  };
}

/** Errors of the gateway are problems (RFC 9457); anything else says nothing. */
async function detailOf(response: Response): Promise<string | null> {
  const body: unknown = await response.json().catch(() => null);
  return isRecord(body) && typeof body['detail'] === 'string' ? body['detail'] : null;
}

function listIn<T>(body: unknown, name: string): T[] | undefined {
  const list = isRecord(body) ? body[name] : undefined;
  return Array.isArray(list) && list.every(isRecord) ? (list as T[]) : undefined;
}

function withId<T>(body: unknown): T | undefined {
  return isRecord(body) && typeof body['id'] === 'string' ? (body as T) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
