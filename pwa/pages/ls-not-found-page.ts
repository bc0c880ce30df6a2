import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { AppData } from '../data/line-data.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import { pageTitle } from './page-title.ts';

/** Nothing at this address, or no such line; offers the lines that there are. */
@customElement('ls-not-found-page')
export class LsNotFoundPage extends LitElement {
  @property({ attribute: false }) data: AppData | null = null;
  /** The line that was asked for; empty = some other address. */
  @property() lineId = '';

  readonly #lines = new LiveValue<LineReference[]>(this);

  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        min-height: 100dvh;
        padding: 15vh 24px 24px;
        background: var(--ls-ground);
      }
      main {
        max-width: 34rem;
        margin: 0 auto;
      }
      h1 {
        font-size: var(--ls-19);
        overflow-wrap: anywhere;
      }
      p {
        margin: 8px 0;
        color: var(--ls-second);
      }
      a {
        display: block;
        min-height: 64px;
        margin-top: 8px;
        padding: 20px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        text-decoration: none;
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data } = this;
    if (data) this.#lines.follow([data], () => data.lines);
  }

  protected override render() {
    const lines = this.#lines.value ?? [];
    return html`<main>
      ${pageTitle(this.lineId ? t('noSuchLine', this.lineId) : t('noSuchPage'))}
      ${lines.length > 0 ? html`<p>${t('chooseLine')}</p>` : nothing}
      ${lines.map(({ id, name }) => html`<a href=${`/lines/${id}`}>${name}</a>`)}
      <a href="/">${t('allLines')}</a>
    </main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-not-found-page': LsNotFoundPage;
  }
}
