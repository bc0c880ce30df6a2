import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls, panel } from '../styles/controls.ts';
import type { ShownState } from './ls-now-state.ts';

/** A link to a line with its state (slot `state`), its numbers and its strip (default slot). */
@customElement('ls-line-card')
export class LsLineCard extends LitElement {
  @property() name = '';
  @property() href = '';
  @property({ reflect: true }) state: ShownState = 'stateUnknown';

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        border-left: 6px solid var(--ls-running);
      }
      :host([state='stopped']) {
        border-left-color: var(--ls-red);
      }
      a {
        display: block;
        padding: 12px 16px;
        color: inherit;
        text-decoration: none;
      }
      .first {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 12px;
        min-height: 36px;
        margin-bottom: 8px;
      }
      h2 {
        font-size: var(--ls-19);
      }
    `,
  ];

  protected override render() {
    return html`<a href=${this.href}>
      <div class="first">
        <h2>${this.name}</h2>
        <slot name="state"></slot>
      </div>
      <slot></slot>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-card': LsLineCard;
  }
}
