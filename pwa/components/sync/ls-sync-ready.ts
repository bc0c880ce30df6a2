import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { syncText as s } from '../../locales/sync.ts';
import { controls, panel } from '../../styles/controls.ts';

export interface ReadyRow {
  ok: boolean;
  /** Without it this device does not go on; else it is only safer. */
  needed: boolean;
  text: string;
  /** It can be asked for. */
  ask?: boolean;
}

/** Whether this device goes on without network, and what is missing. Emits `keep-wanted`. */
@customElement('ls-sync-ready')
export class LsSyncReady extends LitElement {
  @property({ attribute: false }) rows: readonly ReadyRow[] = [];
  /** It was asked for, and not granted. */
  @property({ type: Boolean }) denied = false;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: grid;
        align-content: start;
        gap: 8px;
        padding: 12px 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        padding: 4px 0;
      }
      .mark {
        flex: none;
        width: 1.25rem;
        color: var(--ls-second);
      }
      .missing {
        color: var(--ls-amber);
        font-weight: 600;
      }
      li > span:last-of-type {
        flex: 1 1 12rem;
      }
      button {
        color: var(--ls-touch);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    const isReady = this.rows.every(({ ok, needed }) => ok || !needed);
    return html`<h2>${s('ready')}</h2>
      <p class=${isReady ? 'second' : 'missing'}>${isReady ? '' : '▲ '}${s(isReady ? 'readyYes' : 'readyNo')}</p>
      <ul>
        ${this.rows.map(({ ok, needed, text, ask = false }) => {
          const mark = ok ? '✓' : needed ? '▲' : '○';
          return html`<li>
            <span class="mark ${!ok && needed ? 'missing' : ''}" aria-hidden="true">${mark}</span>
            <span class=${!ok && needed ? 'missing' : ''}>${text}</span>
            ${ask ? html`<button @click=${this.#keep}>${s('askToKeep')}</button>` : nothing}
          </li>`;
        })}
      </ul>
      ${this.denied ? html`<p class="second" role="status">${s('notGranted')}</p>` : nothing}`;
  }

  readonly #keep = (): void => {
    this.dispatchEvent(new CustomEvent('keep-wanted'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-ready': LsSyncReady;
  }
}
