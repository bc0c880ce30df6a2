import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';

export interface HealthRow {
  name: string;
  says: string;
  /** In the gateway's own words, which are English. */
  detail?: string;
  wrong: boolean;
}

export type HealthShown = { kind: 'loading' | 'unreachable' | 'failed' } | { kind: 'rows'; rows: readonly HealthRow[] };

/** How the gateway is, for whoever looks after it: folded and quiet unless something is wrong. Emits `opened` and `try-again`. */
@customElement('ls-gateway-health')
export class LsGatewayHealth extends LitElement {
  @property({ attribute: false }) shown: HealthShown = { kind: 'loading' };

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        font-size: var(--ls-13);
      }
      summary {
        display: flex;
        align-items: center;
        min-height: 48px;
        padding: 4px 16px;
        border-radius: var(--ls-radius);
        color: var(--ls-second);
        cursor: pointer;
      }
      summary::before {
        width: 1.25rem;
        content: '▸' / '';
      }
      [open] > summary::before {
        content: '▾' / '';
      }
      summary.wrong {
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
      .content {
        padding: 4px 16px 12px;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        padding: 8px 0;
        border-top: 1px solid var(--ls-line);
      }
      .row:first-child {
        border-top: 0;
      }
      dt {
        flex: 0 1 22rem;
        color: var(--ls-second);
        overflow-wrap: anywhere;
      }
      dd {
        flex: 1 1 16rem;
        overflow-wrap: anywhere;
      }
      .wrong strong {
        color: var(--ls-amber);
      }
      .detail {
        display: block;
        color: var(--ls-second);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
      .again {
        margin-top: 8px;
        color: var(--ls-touch);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const wrong = this.shown.kind === 'rows' && this.shown.rows.some((row) => row.wrong);
    return html`<details @toggle=${this.#toggled}>
      <summary class=${wrong ? 'wrong' : ''}>
        ${wrong ? `▲ ${t('thisGateway')} · ${t('needsLook')}` : t('thisGateway')}
      </summary>
      <div class="content">${this.#content()}</div>
    </details>`;
  }

  #content() {
    switch (this.shown.kind) {
      case 'loading':
        return html`<p role="status">${t('healthLoading')}</p>`;
      case 'unreachable':
        return html`<p role="status">▲ ${t('healthUnreachable')}</p>`;
      case 'failed':
        return html`<p role="status">▲ ${t('healthFailed')}</p>
          <button class="again" @click=${() => this.dispatchEvent(new CustomEvent('try-again'))}>
            ${t('tryAgain')}
          </button>`;
      case 'rows':
        return html`<dl>${this.shown.rows.map((row) => this.#row(row))}</dl>
          <a href="/sources">${t('sourcesLink')}</a>`;
    }
  }

  #row({ name, says, detail, wrong }: HealthRow) {
    return html`<div class="row ${wrong ? 'wrong' : ''}">
      <dt>${name}</dt>
      <dd>
        <strong>${wrong ? '▲ ' : ''}${says}</strong>
        ${detail ? html`<span class="detail" lang="en">${detail}</span>` : nothing}
      </dd>
    </div>`;
  }

  #toggled(event: Event): void {
    if ((event.currentTarget as HTMLDetailsElement).open) this.dispatchEvent(new CustomEvent('opened'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-health': LsGatewayHealth;
  }
}
