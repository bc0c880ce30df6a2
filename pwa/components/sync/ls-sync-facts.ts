import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';

export interface DeviceFact {
  term: string;
  text: string;
  /** Somebody should look. */
  wrong?: boolean;
}

/** What else there is to know of this device and its gateway. */
@customElement('ls-sync-facts')
export class LsSyncFacts extends LitElement {
  @property({ attribute: false }) facts: readonly DeviceFact[] = [];

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px 16px;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(6rem, auto) 1fr;
        margin-top: 4px;
      }
      dt,
      dd {
        padding: 8px 16px 8px 0;
        border-top: 1px solid var(--ls-line);
      }
      dt {
        color: var(--ls-second);
      }
      dd {
        padding-right: 0;
        overflow-wrap: anywhere;
      }
      .wrong {
        color: var(--ls-amber);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    return html`<h2>${s('about')}</h2>
      <dl>
        ${this.facts.map(
          ({ term, text, wrong = false }) =>
            html`<dt>${term}</dt>
              <dd class=${wrong ? 'wrong' : ''}>${wrong ? '▲ ' : ''}${text}</dd>`,
        )}
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-facts': LsSyncFacts;
  }
}
