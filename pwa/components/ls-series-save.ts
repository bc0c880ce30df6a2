import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { TIERS, type Tier } from '../../shared/series/tiers.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { tierText } from './series/tier-text.ts';

export interface FileWanted {
  /** The whole chosen range, or what the chart shows of it. */
  whole: boolean;
  tier: Tier;
  format: 'csv' | 'xlsx';
}

/** What can be kept of the chart: a picture, or its values as a file. Emits `picture-wanted` (true = to the clipboard) and `file-wanted`. */
@customElement('ls-series-save')
export class LsSeriesSave extends LitElement {
  /** Resolution of what is shown. */
  @property() tier: Tier = 'raw';
  /** What is shown, and the whole range, in words. */
  @property() shown = '';
  @property() whole = '';
  /** The gateway makes the files. */
  @property({ type: Boolean }) reachable = false;

  /** Curves are on the screen, of which a picture can be made. */
  @property({ type: Boolean }) drawn = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('select') private readonly tiers!: HTMLSelectElement;

  static override styles = [
    controls,
    dialog,
    css`
      :host {
        --dialog-width: 30rem;
      }
      .open {
        color: var(--ls-touch);
        font-weight: 600;
      }
      @media (max-width: 639px) {
        .open {
          padding: 4px 8px;
          font-size: var(--ls-13);
        }
      }
      section {
        padding: 12px 16px 16px;
        border-bottom: 1px solid var(--ls-line);
      }
      section:last-child {
        border: 0;
      }
      h3 {
        font-size: var(--ls-15);
      }
      .do {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 8px;
      }
      .do button {
        flex: 1 1 8rem;
        color: var(--ls-touch);
        font-weight: 600;
      }
      button:disabled {
        color: var(--ls-third);
        font-weight: 400;
        cursor: default;
      }
      .note {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      label {
        display: flex;
        align-items: center;
        gap: 12px;
        margin-top: 8px;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      select {
        flex: 1;
        min-width: 0;
        min-height: 48px;
        padding: 4px 8px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        font: inherit;
      }
    `,
  ];

  protected override render() {
    return html`<button class="open" @click=${() => this.dialog.showModal()}>${x('save')} …</button>
      <dialog aria-labelledby="heading">
        <div class="head">
          <h2 id="heading">${x('saveTitle')}</h2>
          <button @click=${() => this.dialog.close()}>${t('close')}</button>
        </div>
        <section>
          <h3>${x('picture')}</h3>
          <div class="do">
            <button ?disabled=${!this.drawn} @click=${() => this.#picture(true)}>${x('pictureCopy')}</button>
            <button ?disabled=${!this.drawn} @click=${() => this.#picture(false)}>${x('pictureSave')}</button>
          </div>
        </section>
        <section>
          <h3>${x('shownValues')}</h3>
          <p class="note">${x('shownValuesOf', tierText(this.tier), this.shown)}</p>
          ${this.#formats(x('shownValues'), false)}
        </section>
        <section>
          <h3>${x('wholeValues')}</h3>
          <p class="note">${this.whole}</p>
          <label>
            ${x('resolution')}
            <select>
              ${TIERS.map((tier) => html`<option value=${tier} ?selected=${tier === this.tier}>${tierText(tier)}</option>`)}
            </select>
          </label>
          ${this.#formats(x('wholeValues'), true)}
        </section>
      </dialog>`;
  }

  #formats(what: string, whole: boolean) {
    return html`<div class="do">
      ${(['csv', 'xlsx'] as const).map(
        (format) =>
          html`<button
            ?disabled=${!this.reachable}
            aria-label=${x('saveAs', x(format), what)}
            @click=${() => this.#file(format, whole)}
          >
            ${x(format)}
          </button>`,
      )}
    </div>`;
  }

  #picture(copied: boolean): void {
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<boolean>('picture-wanted', { detail: copied }));
  }

  #file(format: FileWanted['format'], whole: boolean): void {
    const tier = whole ? (TIERS.find((name) => name === this.tiers.value) ?? this.tier) : this.tier;
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<FileWanted>('file-wanted', { detail: { whole, tier, format } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-save': LsSeriesSave;
  }
}
