/** The requests that a device makes. A failure is a value: whoever asks decides when to ask again. */
import type { Checkpoint, FactAnswer, PullPage } from '../../shared/sync/protocol.ts';
import type { PullCollection } from '../../shared/sync/rows.ts';
import { isGatewayHealth, type GatewayHealth } from './gateway-health.ts';
import type { EnteredFact, LineRejection } from './line-data.ts';
import { isRecorded, type Recorded } from './recorded.ts';

/** `status`: HTTP status; null = no answer, or one that is not ours. */
export type Answer<Body> = { ok: true; body: Body } | { ok: false; status: number | null };
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** As a device writes it: when it was received is the gateway's to say. */
export type PersonFact = Omit<EnteredFact, 'name' | 'named' | 'pending'>;

export interface Requests {
  page<Row>(collection: PullCollection, from: Checkpoint | null, limit: number): Promise<Answer<PullPage<Row>>>;
  facts(facts: PersonFact[]): Promise<Answer<FactAnswer[]>>;
  /** Rows of the line that could not be read, newest first whatever their source. */
  rejected(line: string): Promise<Answer<LineRejection[]>>;
  recorded(line: string, from: number, to: number): Promise<Answer<Recorded>>;
  health(): Promise<Answer<GatewayHealth>>;
}

/** `stop` aborts what is under way; an answer that takes longer than `timeoutMs` counts as none. */
export function gatewayRequests(fetch: Fetch, stop: AbortSignal, timeoutMs = 20_000): Requests {
  async function ask(url: string, init: RequestInit): Promise<Answer<unknown>> {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]) });
      if (!response.ok) return { ok: false, status: response.status };
      return { ok: true, body: await response.json() };
    } catch {
      return { ok: false, status: null };
    }
  }

  return {
    async page<Row>(collection: PullCollection, from: Checkpoint | null, limit: number) {
      const query = new URLSearchParams({ limit: String(limit) });
      if (from) {
        const { gateway, epoch, scope, since } = from;
        for (const [name, value] of Object.entries({ gateway, epoch, scope, since })) query.set(name, value);
      }
      const answer = await ask(`/api/sync/${collection}?${query.toString()}`, {});
      if (!answer.ok) return answer;
      const page = answer.body;
      // A full page that stands still would be asked for without end.
      const stuck = isPage<Row>(page) && page.documents.length >= limit && from !== null && same(page.checkpoint, from);
      return isPage<Row>(page) && !stuck ? { ok: true, body: page } : { ok: false, status: null };
    },

    async facts(facts) {
      const headers = { 'content-type': 'application/json' };
      const answer = await ask('/api/sync/facts', { method: 'POST', headers, body: JSON.stringify({ facts }) });
      if (!answer.ok) return answer;
      return Array.isArray(answer.body)
        ? { ok: true, body: answer.body.filter(isFactAnswer) }
        : { ok: false, status: null };
    },

    async rejected(line) {
      const answer = await ask(`/api/lines/${encodeURIComponent(line)}/rejected`, {});
      if (!answer.ok) return answer;
      const rows = isRecord(answer.body) ? answer.body['rows'] : null;
      if (!Array.isArray(rows)) return { ok: false, status: 200 };
      return { ok: true, body: rows.filter(isLineRejection).sort((a, b) => b.at - a.at) };
    },

    async recorded(line, from, to) {
      const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      const answer = await ask(`/api/lines/${encodeURIComponent(line)}/cycles?${query.toString()}`, {});
      if (!answer.ok) return answer;
      return isRecorded(answer.body) ? { ok: true, body: answer.body } : { ok: false, status: 200 };
    },

    async health() {
      const answer = await ask('/api/status', {});
      if (!answer.ok) return answer;
      return isGatewayHealth(answer.body) ? { ok: true, body: answer.body } : { ok: false, status: 200 };
    },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPage<Row>(value: unknown): value is PullPage<Row> {
  if (!isRecord(value) || !Array.isArray(value['documents']) || !isRecord(value['checkpoint'])) return false;
  const { gateway, epoch, scope, since } = value['checkpoint'];
  return (
    [gateway, epoch, scope, since].every((part) => typeof part === 'string') &&
    value['documents'].every((row: unknown) => isRecord(row) && typeof row['id'] === 'string')
  );
}

function isFactAnswer(value: unknown): value is FactAnswer {
  return isRecord(value) && typeof value['id'] === 'string' && typeof value['status'] === 'string';
}

function isLineRejection(value: unknown): value is LineRejection {
  if (!isRecord(value) || typeof value['at'] !== 'number' || typeof value['source'] !== 'string') return false;
  const { row } = value;
  return isRecord(row) && ['file', 'text', 'reason'].every((field) => typeof row[field] === 'string');
}

function same(a: Checkpoint, b: Checkpoint): boolean {
  return a.gateway === b.gateway && a.epoch === b.epoch && a.scope === b.scope && a.since === b.since;
}
