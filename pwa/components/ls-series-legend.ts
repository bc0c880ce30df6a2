import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { controls } from '../styles/controls.ts';
import { markClass, markColours, markDash, markLetter } from './series/marks.ts';
import { momentText } from './series/reading-words.ts';
import type { ShownSeries } from './series/shown.ts';
import { valueAt, valuesOver } from './series/value-at.ts';
import { meanText, rangeText } from './series/value-words.ts';

/**
 * Which curve is which, and what it says: at the moment that is read, else over the whole view. Emits `metric-removed` and
 * `metric-looked` (an id, or null) while somebody points at one.
 */
@customElement('ls-series-legend')
export class LsSeriesLegend extends LitElement {
  @property({ attribute: false }) series: readonly ShownSeries[] = [];
  @property({ attribute: false }) view: Window = { from: 0, to: 1 };
  /** The moment that is read, ms; null = the whole view. */
  @property({ attribute: false }) moment: number | null = null;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    markColours,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .what {
        display: flex;
        align-items: center;
        min-height: 40px;
        padding: 0 16px;
        border-bottom: 1px solid var(--ls-line);
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .what.at {
        color: var(--ls-ink);
        font-weight: 600;
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto 48px;
        align-items: center;
        gap: 0 10px;
        min-height: 56px;
        padding: 4px 0 4px 16px;
        border-bottom: 1px solid var(--ls-line);
      }
      li:hover {
        background: var(--ls-ground);
      }
      .mark {
        display: grid;
        justify-items: center;
        gap: 5px;
      }
      .letter {
        display: grid;
        place-items: center;
        width: 20px;
        height: 20px;
        border-radius: 4px;
        background: currentColor;
        font-size: var(--ls-12);
        font-weight: 600;
        line-height: 1;
      }
      .letter b {
        color: var(--ls-panel);
        font-weight: 600;
      }
      svg {
        display: block;
        width: 28px;
        height: 3px;
      }
      .name {
        overflow-wrap: anywhere;
        line-height: 1.25;
      }
      .line,
      .range,
      .note {
        color: var(--ls-second);
        font-size: var(--ls-12);
      }
      .note {
        grid-column: 2 / 4;
      }
      .value {
        text-align: right;
        white-space: nowrap;
        line-height: 1.25;
      }
      .value strong {
        font-size: var(--ls-15);
        font-weight: 600;
      }
      .range {
        display: block;
        min-height: 1.3em;
      }
      button {
        width: 48px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ls-second);
        font-size: var(--ls-19);
        line-height: 1;
      }
    `,
  ];

  protected override render() {
    const { moment, zone, view } = this;
    return html`<p class=${moment === null ? 'what' : 'what at'} aria-hidden=${moment === null ? 'false' : 'true'}>
        ${moment === null ? x('wholeView') : momentText(moment, zone, view)}
      </p>
      <ul aria-label=${x('shownMetrics')}>
        ${repeat(
          this.series,
          ({ metric }) => metric.id,
          (shown, place) => this.#row(shown, place),
        )}
      </ul>`;
  }

  #row(shown: ShownSeries, place: number) {
    const { metric, reply } = shown;
    const values = reply && (this.moment === null ? valuesOver(reply, this.view) : valueAt(reply, this.moment));
    const look = (id: string | null) => () =>
      this.dispatchEvent(new CustomEvent<string | null>('metric-looked', { detail: id }));
    return html`<li
      @pointerenter=${look(metric.id)}
      @pointerleave=${look(null)}
      @focusin=${look(metric.id)}
      @focusout=${look(null)}
    >
      <span class="mark ${markClass(place)}">
        <span class="letter"><b>${markLetter(place)}</b></span>
        ${dashes(markDash(place))}
      </span>
      <span class="name">${metric.name}<br /><span class="line">${metric.lineName}</span></span>
      <span class="value">
        <strong>${meanText(metric, values)}</strong>&nbsp;${metric.unit}<br />
        <span class="range">${rangeText(metric, values)}</span>
      </span>
      <button
        aria-label=${x('remove', `${metric.lineName} ${metric.name}`)}
        @click=${() => this.dispatchEvent(new CustomEvent<string>('metric-removed', { detail: metric.id }))}
      >
        ×
      </button>
      ${shown.trouble === null ? nothing : html`<span class="note">▲ ${shown.trouble}</span>`}
    </li>`;
  }
}

/** As the curve is drawn. */
function dashes(dash: readonly number[]) {
  return svg`<svg viewBox="0 0 28 3" aria-hidden="true">
    <line x1="0" x2="28" y1="1.5" y2="1.5" stroke="currentColor" stroke-width="2.5" stroke-dasharray=${dash.join(' ')} />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-legend': LsSeriesLegend;
  }
}
