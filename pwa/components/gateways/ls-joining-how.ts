import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls, panel } from '../../styles/controls.ts';
import { codeStyles } from '../../styles/form.ts';
import { gatewayStyles } from './styles.ts';

/** What joining a plant is, and how it is done: for a gateway that has not. */
@customElement('ls-joining-how')
export class LsJoiningHow extends LitElement {
  static override styles = [
    controls,
    panel,
    codeStyles,
    gatewayStyles,
    css`
      ol {
        display: grid;
        gap: 8px;
        max-width: 48rem;
        margin: 0;
        padding: 0 16px 16px 36px;
      }
      ol li {
        min-height: 0;
        padding: 0;
        border: 0;
      }
      .address {
        margin-top: 4px;
        padding: 8px 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-ground);
      }
    `,
  ];

  protected override render() {
    return html`<div class="top"><h2>${g('notJoined')}</h2></div>
      <p class="what">${g('notJoinedWhat')}</p>
      <ol>
        <li>${g('notJoinedStep1')}</li>
        <li>
          ${g('notJoinedStep2')}
          <p class="address">${g('joinCommand')}</p>
        </li>
        <li>${g('notJoinedStep3')}</li>
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-joining-how': LsJoiningHow;
  }
}
