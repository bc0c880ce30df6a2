import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockOfDay } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

/** Behind by less than this is the normal lag of a file that is being written (bytes). */
const BEHIND_BYTES = 65_536;

/**
 * How much of what is shown can be trusted: one quiet line of text while all is well, else a strip
 * (reflected as `calm`). Emits `update-wanted`.
 */
@customElement('ls-connection-bar')
export class LsConnectionBar extends LitElement {
  @property() state: 'connecting' | 'live' | 'unreachable' = 'connecting';
  @property({ attribute: false }) asOf: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';
  @property({ type: Number }) notSent = 0;
  @property({ type: Boolean }) synced = false;
  @property({ type: Boolean }) readyOffline = false;
  @property({ type: Boolean }) updateReady = false;
  @property({ type: Number }) behindBytes = 0;
  @property({ type: Boolean, reflect: true }) calm = true;

  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px 16px;
        flex-wrap: wrap;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      :host(:not([calm])) {
        padding: 8px 16px;
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
      @media (min-width: 640px) {
        .end {
          margin-left: auto;
        }
      }
      button {
        min-height: 48px;
        border-color: currentColor;
        background: none;
        color: inherit;
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(): void {
    this.calm = this.state !== 'unreachable' && this.behindBytes < BEHIND_BYTES && !this.updateReady;
  }

  protected override render() {
    const parts = this.#parts();
    return html`<span role="status">${this.calm ? nothing : '▲ '}${parts.join(' · ')}</span>${
        this.updateReady
          ? html`<span class="end">${t('updateReady')}</span>
              <button @click=${() => this.dispatchEvent(new CustomEvent('update-wanted'))}>${t('updateNow')}</button>`
          : nothing
      }`;
  }

  #parts(): string[] {
    const parts: string[] = [];
    if (this.state === 'unreachable') {
      parts.push(
        this.asOf === null ? t('outOfReach') : t('outOfReachSince', clockOfDay(this.asOf, this.zone, this.now())),
      );
    } else parts.push(t(this.state));
    if (this.notSent > 0) parts.push(t('notSent', this.notSent));
    if (this.state === 'live' && this.behindBytes >= BEHIND_BYTES) parts.push(t('catchingUp'));
    else if (this.state === 'live' && !this.synced) parts.push(t('stillArriving'));
    if (this.calm && this.readyOffline) parts.push(t('readyOffline'));
    return parts;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-connection-bar': LsConnectionBar;
  }
}
