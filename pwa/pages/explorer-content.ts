/** Chart or table, overview and legend of the Explorer page. */
import { html, nothing } from 'lit';
import type { Window } from '../../shared/calendar/windows.ts';
import '../components/ls-series-chart.ts';
import '../components/ls-series-legend.ts';
import '../components/ls-series-overview.ts';
import '../components/ls-series-table.ts';
import { panesOf } from '../components/series/panes.ts';
import type { Arrangement } from '../components/series/shown.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { span } from '../locales/format.ts';
import type { ExplorerLook } from './explorer-look.ts';
import { chartHead } from './explorer-parts.ts';
import { asOfAll } from './explorer-shown.ts';

export interface ContentParts {
  look: ExplorerLook;
  arrangement: Arrangement;
  /** The view has left the live edge. */
  away: boolean;
  table: boolean;
  /** The moment that is read, ms. */
  moment: number | null;
  /** The metric that is pointed at in the legend. */
  looked: string | null;
  zone: string;
  now: () => number;
  reachable: boolean;
  moved: (view: Window) => void;
  reset: () => void;
  toNow: () => void;
  read: (moment: number | null) => void;
  pointed: (metric: string | null) => void;
  sized: (width: number) => void;
  removed: (metric: string) => void;
  add: () => void;
}

export function explorerContent(parts: ContentParts) {
  const { zone, moved } = parts;
  const { shown, overview, view, range, pieces } = parts.look;
  const panes = panesOf(
    shown.map(({ metric }) => metric),
    parts.arrangement,
  );
  return html`<div class="content">
    <section class="panel chart">
      ${shown.some(({ pending }) => pending) ? html`<div class="progress"></div>` : nothing}
      ${chartHead({
        shown,
        span: span(view.from, view.to, zone),
        asOf: asOfAll(pieces, view),
        now: parts.now,
        zone,
        reachable: parts.reachable,
      })}
      ${parts.table ? html`<ls-series-table .series=${shown} .view=${view} .zone=${zone}></ls-series-table>` : chart(parts)}
      <ls-series-overview
        .series=${overview}
        .range=${range}
        .view=${view}
        .zone=${zone}
        ?wide=${panes.some((pane) => pane.length > 1)}
        @view-moved=${(event: CustomEvent<Window>) => moved(event.detail)}
      ></ls-series-overview>
    </section>
    <aside class="panel legend">
      <ls-series-legend
        .series=${shown}
        .view=${view}
        .moment=${parts.moment}
        .zone=${zone}
        @metric-looked=${(event: CustomEvent<string | null>) => parts.pointed(event.detail)}
        @metric-removed=${(event: CustomEvent<string>) => parts.removed(event.detail)}
      ></ls-series-legend>
      <button class="add" @click=${parts.add}>+ ${x('addMetrics')}</button>
    </aside>
  </div>`;
}

function chart({ look, arrangement, away, looked, zone, now, ...parts }: ContentParts) {
  return html`<ls-series-chart
    .series=${look.shown}
    .view=${look.view}
    .zone=${zone}
    .now=${now}
    .arrangement=${arrangement}
    .looked=${looked}
    ?away=${away}
    @view-moved=${(event: CustomEvent<Window>) => parts.moved(event.detail)}
    @view-reset=${parts.reset}
    @now-wanted=${parts.toNow}
    @moment-read=${(event: CustomEvent<number | null>) => parts.read(event.detail)}
    @width-changed=${(event: CustomEvent<number>) => parts.sized(event.detail)}
  ></ls-series-chart>`;
}
