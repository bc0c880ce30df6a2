/** Which series there are: as this device knows it at once, then as the gateway says. */
import type { SeriesMetric } from '../../shared/series/metric.ts';
import { askSeries, metricsIn } from './series-requests.ts';
import type { SeriesParts } from './series.ts';

const URL = '/api/series/metrics';

export type CatalogueTrouble = { kind: 'unreachable' } | { kind: 'failed'; detail: string } | null;

/** Calls `shown` with what is known, once or twice; resolves with why the gateway's list could not be had, or null. Never rejects. */
export async function loadCatalogue(
  { fetch, cache, now }: Omit<SeriesParts, 'changed'>,
  shown: (metrics: SeriesMetric[]) => void,
  stop: AbortSignal,
): Promise<CatalogueTrouble> {
  const kept = await cache.get(URL);
  const known = kept && metricsIn(kept.bytes);
  if (known) shown(known);
  const answer = await askSeries(fetch, URL, known ? kept.etag : null, stop);
  if (answer.kind === 'same') return null;
  if (answer.kind !== 'fresh') return answer;
  const metrics = metricsIn(answer.bytes);
  if (!metrics) return { kind: 'failed', detail: 'the list of metrics cannot be read' };
  shown(metrics);
  await cache.put(URL, { bytes: answer.bytes, etag: answer.etag, keptAt: now() });
  return null;
}
