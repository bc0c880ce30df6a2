/** What an engineer asks of the gateway to add, change and remove sources; nothing of it waits on the device. */
import type { FieldProblem } from '../../shared/errors.ts';
import type {
  FoundFiles,
  SerialPortHere,
  SourceAddition,
  SourceChange,
  SourceSaved,
  SourceTrial,
} from '../../shared/sync/source-changes.ts';
import type { TriedMapping } from '../../shared/sync/sources.ts';
import { isRecord } from './asking.ts';
import type { Fetch } from './requests.ts';

/** `unreachable`: no answer, so nobody knows whether it was done. `conflict`: somebody else was quicker. */
export type Changed<T> =
  | { kind: 'done'; value: T }
  | { kind: 'problems'; problems: readonly FieldProblem[]; detail: string }
  | { kind: 'conflict' | 'refused'; detail: string | null }
  | { kind: 'unreachable' };

export interface SourceChangesData {
  add(line: string, given: SourceAddition): Promise<Changed<SourceSaved>>;
  /** `id` is `<line>/<source>`. */
  change(id: string, given: SourceChange): Promise<Changed<SourceSaved>>;
  remove(id: string, saw: string, why: string): Promise<Changed<{ id: string }>>;
  try(line: string, trial: SourceTrial): Promise<Changed<TriedMapping>>;
  look(line: string, path: string): Promise<Changed<FoundFiles>>;
  ports(): Promise<Changed<SerialPortHere[]>>;
}

/** Saving waits until what the source gave is taken, and its line goes on. */
const TIMEOUT_MS = 60_000;

export function sourceChanges(fetch: Fetch, stop: AbortSignal, timeoutMs = TIMEOUT_MS): SourceChangesData {
  async function ask<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body: unknown,
    read: (body: unknown) => T | undefined,
  ): Promise<Changed<T>> {
    const sent = body === undefined ? {} : { headers: JSON_HEADERS, body: JSON.stringify(body) };
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(path, { method, ...sent, signal });
      const answer: unknown = await response.json().catch(() => undefined);
      if (!response.ok) return refusal(answer);
      const value = read(answer);
      return value === undefined ? { kind: 'refused', detail: null } : { kind: 'done', value };
    } catch {
      return { kind: 'unreachable' };
    }
  }

  const at = (id: string) => `/api/sources/${id.split('/').map(encodeURIComponent).join('/')}`;
  const withId = <T>(body: unknown) => (isRecord(body) && typeof body['id'] === 'string' ? (body as T) : undefined);
  return {
    add: (line, given) => ask('POST', at(line), given, withId<SourceSaved>),
    change: (id, given) => ask('PUT', at(id), given, withId<SourceSaved>),
    remove: (id, saw, why) =>
      ask('DELETE', `${at(id)}?${new URLSearchParams({ saw, why }).toString()}`, undefined, withId<{ id: string }>),
    try: (line, trial) =>
      ask('POST', `${at(line)}/try`, trial, (body) =>
        isRecord(body) && typeof body['kind'] === 'string' ? (body as TriedMapping) : undefined,
      ),
    look: (line, path) =>
      ask('POST', `${at(line)}/look`, { path }, (body) =>
        isRecord(body) && Array.isArray(body['files']) ? (body as unknown as FoundFiles) : undefined,
      ),
    ports: () =>
      ask('GET', '/api/ports', undefined, (body) =>
        isRecord(body) && Array.isArray(body['ports']) ? (body['ports'] as SerialPortHere[]) : undefined,
      ),
  };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Errors of the gateway are problems (RFC 9457); `problems` says them field by field. */
function refusal(body: unknown): Changed<never> {
  const told = isRecord(body) ? body : {};
  const detail = typeof told['detail'] === 'string' ? told['detail'] : null;
  const problems = Array.isArray(told['problems']) ? (told['problems'] as FieldProblem[]) : [];
  if (problems.length > 0) return { kind: 'problems', problems, detail: detail ?? '' };
  return { kind: told['code'] === 'CONFLICT' ? 'conflict' : 'refused', detail };
}
