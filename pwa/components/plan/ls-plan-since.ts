import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export interface ChangedThing {
  /** `ABC 561` */
  name: string;
  /** `Due: Thu 12:00 → Fri 12:00` */
  what: string;
  /** Who, when and why. */
  by: string;
}

/** Somebody else changed meanwhile what is to be taken back or done again. Emits `anyway` or `kept`. */
@customElement('ls-plan-since')
export class LsPlanSince extends LitElement {
  @property({ attribute: false }) things: readonly ChangedThing[] = [];
  @property() way: 'undo' | 'redo' = 'undo';

  static override styles = [
    controls,
    formStyles,
    css`
      :host,
      ul {
        display: grid;
        gap: 16px;
      }
      strong,
      .second {
        display: block;
      }
    `,
  ];

  protected override render() {
    return html`<ul>
        ${this.things.map(
          ({ name, what, by }) => html`<li><strong>${name}</strong>${what} <span class="second">${by}</span></li>`,
        )}
      </ul>
      <div class="buttons">
        <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('kept'))}>${p('keepTheirs')}</button>
        <button @click=${() => this.dispatchEvent(new CustomEvent('anyway'))}>${p(`${this.way}Anyway`)}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-since': LsPlanSince;
  }
}
