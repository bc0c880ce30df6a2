import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SeriesMetric } from '../../shared/series/metric.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { number } from '../locales/format.ts';
import { controls } from '../styles/controls.ts';
import { groupsOf, type LineGroup } from './series/search.ts';
import { MOST_METRICS } from './series/shown.ts';

/** All metrics, by line, to be searched and ticked. Emits `metrics-chosen` with the ids, new ones last. */
@customElement('ls-metric-chooser')
export class LsMetricChooser extends LitElement {
  @property({ attribute: false }) metrics: readonly SeriesMetric[] = [];
  @property({ attribute: false }) chosen: readonly string[] = [];

  @state() private text = '';
  @query('input[type=search]') private readonly search!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .find {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 12px 16px;
        border-bottom: 1px solid var(--ls-line);
      }
      input[type='search'] {
        flex: 1 1 14rem;
        min-width: 0;
        min-height: 48px;
        padding: 4px 12px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: inherit;
        font: inherit;
      }
      input::placeholder {
        color: var(--ls-third);
      }
      .find p {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .list {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding-bottom: 8px;
      }
      fieldset {
        min-width: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        position: sticky;
        z-index: 1;
        top: 0;
        width: 100%;
        padding: 12px 16px 6px;
        background: var(--ls-panel);
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 600;
      }
      .options {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 48px;
        padding: 4px 16px;
        line-height: 1.25;
        overflow-wrap: anywhere;
        cursor: pointer;
      }
      label:hover {
        background: var(--ls-ground);
      }
      label:has(:checked) {
        font-weight: 600;
      }
      label:has(:disabled) {
        color: var(--ls-third);
        cursor: default;
      }
      input[type='checkbox'] {
        flex: none;
        width: 22px;
        height: 22px;
        margin: 0;
        accent-color: var(--ls-touch);
      }
      .unit {
        color: var(--ls-second);
        font-weight: 400;
      }
      .nothing {
        padding: 24px 16px;
        color: var(--ls-second);
      }
    `,
  ];

  override focus(): void {
    this.search.focus();
  }

  protected override render() {
    const groups = groupsOf(this.metrics, this.text);
    const found = groups.reduce((sum, group) => sum + group.metrics.length, 0);
    const chosen = x('chosen', number(this.chosen.length), number(MOST_METRICS));
    return html`<div class="find">
        <input
          type="search"
          enterkeyhint="search"
          autocomplete="off"
          aria-label=${x('search')}
          placeholder=${x('searchPlaceholder')}
          .value=${this.text}
          @input=${() => (this.text = this.search.value)}
        />
        <p role="status">${this.text.trim() ? `${x('found', number(found))} · ` : nothing}${chosen}</p>
      </div>
      <div class="list">
        ${found === 0 ? html`<p class="nothing">${x('nothingFound', this.text.trim())}</p>` : nothing}
        ${repeat(
          groups,
          ({ line }) => line,
          (group) => this.#group(group),
        )}
      </div>`;
  }

  #group({ name, metrics }: LineGroup) {
    const isFull = this.chosen.length >= MOST_METRICS;
    return html`<fieldset>
      <legend>${name}</legend>
      <div class="options">
        ${repeat(
          metrics,
          ({ id }) => id,
          ({ id, name: metric, unit }) => {
            const isChosen = this.chosen.includes(id);
            return html`<label>
              <input
                type="checkbox"
                .checked=${isChosen}
                ?disabled=${isFull && !isChosen}
                @change=${(event: Event) => this.#choose(id, (event.target as HTMLInputElement).checked)}
              />
              <span>${metric} <span class="unit">${unit}</span></span>
            </label>`;
          },
        )}
      </div>
    </fieldset>`;
  }

  #choose(id: string, wanted: boolean): void {
    const others = this.chosen.filter((other) => other !== id);
    this.dispatchEvent(new CustomEvent<string[]>('metrics-chosen', { detail: wanted ? [...others, id] : others }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-metric-chooser': LsMetricChooser;
  }
}
