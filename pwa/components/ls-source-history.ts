import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FollowedFile, SourceOutage } from '../../shared/sync/sources.ts';
import { clockOfDay, duration, number } from '../locales/format.ts';
import { sourceText } from '../locales/sources.ts';
import { controls } from '../styles/controls.ts';
import { byteSize } from './source-format.ts';
import { sourceStyles } from './source-styles.ts';

/** Files that the source follows, each with how far it is read, and the times in which it was away. */
@customElement('ls-source-history')
export class LsSourceHistory extends LitElement {
  @property({ attribute: false }) files: readonly FollowedFile[] = [];
  /** Newest first. */
  @property({ attribute: false }) outages: readonly SourceOutage[] = [];
  /** It reads files at all. */
  @property({ type: Boolean }) ofFiles = false;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    sourceStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
        align-items: start;
      }
      section {
        min-width: 0;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      h2 {
        padding: 12px 16px 4px;
        font-size: var(--ls-15);
        font-weight: 600;
      }
      .amount {
        white-space: nowrap;
      }
      #files ~ * .amount {
        text-align: right;
      }
      td {
        overflow-wrap: anywhere;
      }
      @media (min-width: 1100px) {
        :host {
          grid-template-columns: repeat(auto-fit, minmax(28rem, 1fr));
        }
      }
    `,
  ];

  protected override render() {
    return html`${this.ofFiles ? this.#files() : ''} ${this.#outages()}`;
  }

  #files() {
    return html`<section>
      <h2 id="files">${sourceText('files')}</h2>
      ${
        this.files.length === 0
          ? html`<p class="state second">${sourceText('noFiles')}</p>`
          : html`<div class="scrolled" tabindex="0" role="region" aria-labelledby="files">
              <table class="folds">
                <thead>
                  <tr>
                    <th scope="col">${sourceText('file')}</th>
                    <th scope="col" class="amount">${sourceText('size')}</th>
                    <th scope="col" class="amount">${sourceText('readUpTo')}</th>
                    <th scope="col" class="amount">${sourceText('rows')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${this.files.map((file) => this.#file(file))}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }

  #file({ name, size, position, rows }: FollowedFile) {
    const left = size === null ? 0 : size - position;
    return html`<tr>
      <td>${name}</td>
      <td class="amount" data-name=${sourceText('size')}>${size === null ? sourceText('fileGone') : byteSize(size)}</td>
      <td class="amount" data-name=${sourceText('readUpTo')}>
        ${left > 0 ? sourceText('toGo', byteSize(left)) : sourceText('toTheEnd')}
      </td>
      <td class="amount" data-name=${sourceText('rows')}>${number(rows)}</td>
    </tr>`;
  }

  #outages() {
    return html`<section>
      <h2 id="outages">${sourceText('outages')}</h2>
      ${
        this.outages.length === 0
          ? html`<p class="state second">${sourceText('noOutages')}</p>`
          : html`<div class="scrolled" tabindex="0" role="region" aria-labelledby="outages">
              <table class="folds">
                <thead>
                  <tr>
                    <th scope="col">${sourceText('from')}</th>
                    <th scope="col">${sourceText('lasted')}</th>
                    <th scope="col">${sourceText('why')}</th>
                  </tr>
                </thead>
                <tbody>
                  ${this.outages.map((outage) => this.#outage(outage))}
                </tbody>
              </table>
            </div>`
      }
    </section>`;
  }

  #outage({ from, to, detail }: SourceOutage) {
    const now = this.now();
    return html`<tr>
      <td class="amount">${clockOfDay(from, this.zone, now)}</td>
      <td class="amount ${to === null ? 'wrong-text' : ''}" data-name=${sourceText('lasted')}>
        ${to === null ? '▲ ' : ''}${duration(Math.max(1000, (to ?? now) - from))}${to === null ? ` · ${sourceText('stillAway')}` : ''}
      </td>
      <td lang="en">${detail}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-source-history': LsSourceHistory;
  }
}
