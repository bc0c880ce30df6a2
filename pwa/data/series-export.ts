/** Series as a file, as the gateway streams them. */
import type { Window } from '../../shared/calendar/windows.ts';
import type { Tier } from '../../shared/series/tiers.ts';
import type { Fetch } from './requests.ts';
import { saveFile, type Destination, type ExportEnd, type Watch } from './save-file.ts';

export interface ExportWanted {
  metrics: readonly string[];
  window: Window;
  tier: Tier;
  format: 'csv' | 'xlsx';
}

export function exportUrl({ metrics, window, tier, format }: ExportWanted): string {
  const query = new URLSearchParams(metrics.map((metric) => ['metric', metric]));
  query.set('from', String(Math.round(window.from)));
  query.set('to', String(Math.round(window.to)));
  query.set('tier', tier);
  query.set('format', format);
  return `/api/series/export?${query.toString()}`;
}

/** Never rejects. A file that was not finished is not kept. */
export function exportSeries(fetch: Fetch, wanted: ExportWanted, to: Destination, watch: Watch): Promise<ExportEnd> {
  return saveFile(fetch, { url: exportUrl(wanted), isText: wanted.format === 'csv' }, to, watch);
}
