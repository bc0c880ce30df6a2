/** What a device asks the gateway about series. A failure is a value. */
import type { SeriesMetric } from '../../shared/series/metric.ts';
import type { Fetch } from './requests.ts';

/** `same`: what the etag stands for is still so. `unreachable`: no answer; `failed`: one that is not what was asked for. */
export type SeriesAnswer =
  | { kind: 'same' }
  | { kind: 'fresh'; bytes: Uint8Array; etag: string | null }
  | { kind: 'unreachable' }
  | { kind: 'failed'; detail: string };

const TIMEOUT_MS = 20_000;

/** Never rejects; an answer that takes longer than 20 s counts as none. */
export async function askSeries(
  fetch: Fetch,
  url: string,
  etag: string | null,
  stop: AbortSignal,
): Promise<SeriesAnswer> {
  try {
    const response = await fetch(url, {
      headers: etag === null ? {} : { 'if-none-match': etag },
      // The cache for series is our own; the browser's would answer instead of the gateway.
      cache: 'no-store',
      signal: AbortSignal.any([stop, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (response.status === 304) return { kind: 'same' };
    if (!response.ok) return failure(response);
    return { kind: 'fresh', bytes: new Uint8Array(await response.arrayBuffer()), etag: response.headers.get('etag') };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** A gateway that starts, or a proxy without gateway, is out of reach; the others say what is wrong. */
async function failure(response: Response): Promise<SeriesAnswer> {
  if (response.status >= 502) return { kind: 'unreachable' };
  const problem = (await response.json().catch(() => null)) as { detail?: unknown } | null;
  return { kind: 'failed', detail: typeof problem?.detail === 'string' ? problem.detail : `HTTP ${response.status}` };
}

/** The metrics in an answer of `/api/series/metrics`; null when it is something else. */
export function metricsIn(bytes: Uint8Array): SeriesMetric[] | null {
  try {
    const body = JSON.parse(new TextDecoder().decode(bytes)) as { metrics?: unknown };
    return Array.isArray(body.metrics) && body.metrics.every(isMetric) ? body.metrics : null;
  } catch {
    return null;
  }
}

function isMetric(value: unknown): value is SeriesMetric {
  if (typeof value !== 'object' || value === null) return false;
  const texts: readonly string[] = ['id', 'line', 'lineName', 'metric', 'name', 'unit'];
  const record = value as Record<string, unknown>;
  return texts.every((field) => typeof record[field] === 'string') && typeof record['resolution'] === 'number';
}
