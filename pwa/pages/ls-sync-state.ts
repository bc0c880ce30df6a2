import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AppData, Connection } from '../data/line-data.ts';
import type { LookedForUpdate, SyncState } from '../data/sync.ts';
import { syncText as s } from '../locales/sync.ts';
import { controls, panel } from '../styles/controls.ts';
import { syncSentence } from './sync-sentence.ts';

const LOOKED = {
  looking: 'looking',
  found: 'lookedFound',
  none: 'lookedNone',
  unreachable: 'lookedUnreachable',
} as const satisfies Record<LookedForUpdate | 'looking', string>;

/** How far this device is, in one sentence, and what can be done about it now. */
@customElement('ls-sync-state')
export class LsSyncState extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property({ attribute: false }) connection!: Connection;
  @property({ attribute: false }) sync!: SyncState;
  @property() zone = 'UTC';

  @state() private looked: LookedForUpdate | 'looking' | null = null;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
        padding: 16px;
      }
      .said {
        flex: 1 1 22rem;
      }
      .main {
        font-size: var(--ls-19);
        font-weight: 600;
      }
      .look {
        color: var(--ls-amber);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      button {
        color: var(--ls-touch);
        font-weight: 600;
      }
      .first {
        border-color: var(--ls-touch);
      }
      .looked {
        flex: 1 1 100%;
      }
    `,
  ];

  protected override render() {
    const { connection, sync, zone, data } = this;
    const { text, more, tone } = syncSentence({ connection, sync, zone, now: data.now() });
    return html`<div class="said" role="status">
        <p class="main ${tone}">${tone === 'look' ? '▲ ' : ''}${text}</p>
        ${more.map((one) => html`<p class="second">${one}.</p>`)}
      </div>
      <div class="buttons">
        <button @click=${() => data.sync.again()}>${s('again')}</button>
        ${
          connection.updateReady
            ? html`<button class="first" @click=${() => data.update()}>${s('updateNow')}</button>`
            : html`<button ?disabled=${this.looked === 'looking'} @click=${() => void this.#look()}>
                ${s('lookForUpdate')}
              </button>`
        }
      </div>
      ${this.#update()}`;
  }

  #update() {
    if (this.connection.updateReady) return html`<p class="looked" role="status">${s('updateReady')}</p>`;
    if (this.looked === null) return nothing;
    return html`<p class="looked second" role="status">${s(LOOKED[this.looked])}</p>`;
  }

  async #look(): Promise<void> {
    this.looked = 'looking';
    this.looked = await this.data.sync.lookForUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-state': LsSyncState;
  }
}
