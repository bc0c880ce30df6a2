import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accessText as a } from '../locales/access.ts';
import { controls } from '../styles/controls.ts';

/** Says for half a minute that entry is about to be locked; touching anything ends that, so there is no button. */
@customElement('ls-person-idle')
export class LsPersonIdle extends LitElement {
  @property({ type: Number }) seconds = 0;
  /** Who is signed off then; null = entry is only locked. */
  @property() leaving: string | null = null;

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        z-index: 6;
        right: 12px;
        bottom: 12px;
        left: 12px;
        max-width: 34rem;
        margin: 0 auto;
        padding: 16px;
        border: 2px solid var(--ls-amber);
        border-radius: var(--ls-radius);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
        text-align: center;
        pointer-events: none;
      }
    `,
  ];

  protected override render() {
    const { leaving, seconds } = this;
    const what = leaving === null ? a('lockingSoon', seconds) : a('leavingSoon', leaving, seconds);
    // Read out once, not each second.
    return html`<p aria-hidden="true">▲ ${what}. ${a('touchToStay')}</p>
      <p class="hidden" role="status">${a('touchToStay')}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-person-idle': LsPersonIdle;
  }
}
