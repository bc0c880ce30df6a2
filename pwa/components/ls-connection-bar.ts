import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clockOfDay } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { syncMark } from '../locales/sync-marks.ts';
import { controls } from '../styles/controls.ts';
import { AT_HOME, placeWords } from './connection-place.ts';

/** Behind by less than this is the normal lag of a file that is being written (bytes). */
const BEHIND_BYTES = 65_536;

/**
 * How much of what is shown can be trusted, and what is not sent yet: one quiet line of text while all is well, else a strip
 * (reflected as `calm`). A tap leads to where that is told at length. Emits `update-wanted`.
 */
@customElement('ls-connection-bar')
export class LsConnectionBar extends LitElement {
  @property() state: 'connecting' | 'live' | 'unreachable' = 'connecting';
  @property({ attribute: false }) asOf: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() zone = 'UTC';
  @property({ type: Number }) notSent = 0;
  @property({ type: Number }) needsYou = 0;
  @property() fit: 'fine' | 'app-too-old' | 'gateway-too-old' = 'fine';
  /** Where what is shown comes from. */
  @property({ attribute: false }) place = AT_HOME;
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
        padding: 0 16px;
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
      .chip {
        display: flex;
        align-items: center;
        gap: 4px 8px;
        min-width: 48px;
        min-height: 48px;
        color: inherit;
        text-decoration: none;
      }
      .chip:hover {
        text-decoration: underline;
      }
      .badge {
        flex: none;
        padding: 2px 8px;
        border-radius: 12px;
        background: var(--ls-amber);
        color: var(--ls-amber-ground);
        font-weight: 600;
      }
      @media (min-width: 640px) {
        .end {
          margin-left: auto;
        }
      }
      button {
        min-height: 48px;
        margin: 4px 0;
        border-color: currentColor;
        background: none;
        color: inherit;
        font-weight: 600;
      }
    `,
  ];

  protected override willUpdate(): void {
    const isCurrent = this.state !== 'unreachable' && this.place.lost === null;
    this.calm = isCurrent && this.fit === 'fine' && this.behindBytes < BEHIND_BYTES && !this.updateReady;
  }

  protected override render() {
    const said = this.#parts().join(' · ');
    const needsYou = this.needsYou > 0 ? syncMark('needsYou', this.needsYou) : '';
    const label = [syncMark('open'), said, needsYou].filter((part) => part !== '').join(': ');
    return html`<span role="status"
        ><a class="chip" href="/sync" aria-label=${label}
          ><span>${this.calm ? nothing : '▲ '}${said}</span>${
            needsYou === '' ? nothing : html`<span class="badge">▲ ${needsYou}</span>`
          }</a
        ></span
      >${this.#update()}`;
  }

  #update() {
    if (!this.updateReady && this.fit !== 'app-too-old') return nothing;
    const update = () => this.dispatchEvent(new CustomEvent('update-wanted'));
    if (!this.updateReady) return html`<button class="end" @click=${update}>${syncMark('update')}</button>`;
    const kept = this.notSent > 0 ? `. ${syncMark('keptOver')}` : '';
    return html`<span class="end">${t('updateReady')}${kept}</span>
      <button @click=${update}>${t('updateNow')}</button>`;
  }

  #parts(): string[] {
    const parts: string[] = [];
    if (this.fit !== 'fine') parts.push(syncMark(this.fit === 'app-too-old' ? 'appTooOld' : 'gatewayTooOld'));
    else if (this.state === 'unreachable') {
      parts.push(
        this.asOf === null ? t('outOfReach') : t('outOfReachSince', clockOfDay(this.asOf, this.zone, this.now())),
      );
    } else if (this.place.lost === null) parts.push(t(this.state));
    parts.push(...placeWords(this.place, this.zone, this.now()));
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
