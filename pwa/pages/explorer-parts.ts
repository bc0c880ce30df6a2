/** What the Explorer page says about what it shows, and when there is nothing to show. */
import { html, nothing } from 'lit';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import '../components/ls-age.ts';
import type { ShownSeries } from '../components/series/shown.ts';
import { tierText } from '../components/series/tier-text.ts';
import type { Connection } from '../data/line-data.ts';
import type { CatalogueTrouble } from '../data/series-catalogue.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { t } from '../locales/locale.ts';
import { shownTiers } from './explorer-shown.ts';

export interface HeadParts {
  shown: readonly ShownSeries[];
  span: string;
  /** When the gateway last spoke of what still grows, ms; null = nothing of it grows. */
  asOf: number | null;
  now: () => number;
  zone: string;
  reachable: boolean;
}

/** Over the curves: which values, of which time, how old. */
export function chartHead(parts: HeadParts) {
  const { shown } = parts;
  const isMissing = shown.some(({ missing }) => missing.length > 0);
  const isPending = shown.some(({ pending }) => pending);
  return html`<header>
    <strong>${parts.span}</strong>
    <span role="status">${isPending && !resolutionText(shown) ? x('loading') : resolutionText(shown)}</span>
    ${isMissing ? html`<span><i class="hatch"></i>${x('missingHere')}</span>` : nothing}
    ${
      parts.asOf === null
        ? nothing
        : html`<ls-age .at=${parts.asOf} .now=${parts.now} .zone=${parts.zone} ?reachable=${parts.reachable}></ls-age>`
    }
  </header>`;
}

/** `1 min values`; where metrics differ, each once. */
export function resolutionText(shown: readonly ShownSeries[]): string {
  return shownTiers(shown).map(tierText).join(' · ');
}

interface Listed {
  metrics: readonly SeriesMetric[] | null;
  trouble: CatalogueTrouble;
  retry(): void;
}

/** Without a list of metrics there is nothing to choose from. */
export function emptyPage(list: Listed, reach: Connection['state']) {
  const { metrics, trouble } = list;
  if (metrics && metrics.length === 0 && !trouble) return say(x('noMetrics'), x('noMetricsDo'));
  if (trouble?.kind === 'failed') {
    return say(
      x('listFailed', trouble.detail),
      '',
      html`<button @click=${() => list.retry()}>${t('tryAgain')}</button>`,
    );
  }
  if (trouble || reach === 'unreachable') return say(x('neverSeen'), t('comesByItself'));
  return say(x('loadingMetrics'), '');
}

function say(what: string, todo: string, more: unknown = nothing) {
  return html`<section class="panel say" role="status">
    <h2>${what}</h2>
    <p>${todo}</p>
    ${more}
  </section>`;
}
