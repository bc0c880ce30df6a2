import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { clock, duration, stopwatch } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { ownMark } from '../locales/sync-marks.ts';
import { controls, panel } from '../styles/controls.ts';

/** A stop with all that its row shows. */
export interface StopRow {
  id: string;
  from: number;
  /** `null` while it lasts. */
  to: number | null;
  /** At the time of the figures, ms. */
  durationMs: number;
  /** It lay in time that was not planned to run: nobody is asked. */
  planned: 'break' | 'notScheduled' | null;
  reason: { id: string; code: string; name: string; unsent: boolean; pending?: boolean } | null;
}

/** More than anybody scrolls through; the oldest fall off. */
const MOST = 200;

/** Stops above the limit, newest first. A tap on the reason emits `stop-picked` with the stop. */
@customElement('ls-stop-list')
export class LsStopList extends LitElement {
  @property({ attribute: false }) stops: readonly StopRow[] = [];
  /** Nobody can give a reason here. */
  @property({ type: Boolean }) quiet = false;
  @property({ type: Number }) withoutReason = 0;
  @property({ type: Number }) limitSeconds = 60;
  @property() zone = 'UTC';

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      header {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 8px;
        padding: 12px 16px 8px;
      }
      header p {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      ul {
        flex: 1;
        min-height: 0;
        overflow-y: auto;
        padding: 0 16px;
        overscroll-behavior: contain;
      }
      li {
        display: grid;
        grid-template-columns: 3.25rem 6.5rem 1fr;
        align-items: center;
        min-height: 48px;
        border-top: 1px solid var(--ls-line);
      }
      .long {
        padding-right: 16px;
        font-weight: 600;
        text-align: right;
      }
      .now {
        color: var(--ls-red);
        white-space: nowrap;
      }
      .planned {
        color: var(--ls-second);
        font-weight: 400;
      }
      button {
        width: 100%;
        padding: 4px 0;
        border: 0;
        background: none;
        text-align: left;
        overflow-wrap: anywhere;
      }
      .ask {
        color: var(--ls-touch);
        font-weight: 600;
      }
      .unsent {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .empty {
        padding: 8px 16px 16px;
      }
      @media print {
        button {
          display: block;
        }
        ul {
          overflow: visible;
        }
      }
    `,
  ];

  protected override render() {
    return html`<header>
        <h2>${t('stopsOver', duration(this.limitSeconds * 1000))}</h2>
        <p>${this.withoutReason > 0 ? t('withoutReason', this.withoutReason) : ''}</p>
      </header>
      ${
        this.stops.length === 0
          ? html`<p class="empty second">${t('noStops')}</p>`
          : html`<ul tabindex="0" aria-label=${t('stopsOver', duration(this.limitSeconds * 1000))}>
              ${this.stops.slice(0, MOST).map((stop) => this.#row(stop))}
            </ul>`
      }`;
  }

  #row(stop: StopRow) {
    const at = clock(stop.from, this.zone);
    return html`<li>
      <span class=${classMap({ planned: stop.planned !== null })}>${at}</span>
      <span class=${classMap({ long: true, planned: stop.planned !== null, now: stop.to === null })}>
        ${stop.to === null ? html`<span class="hidden">${t('standing')}</span>■ ` : ''}${stopwatch(stop.durationMs)}
      </span>
      ${stop.planned ? html`<span class="planned">${t(stop.planned)}</span>` : this.#reason(stop, at)}
    </li>`;
  }

  #reason(stop: StopRow, at: string) {
    const pick = () => this.dispatchEvent(new CustomEvent<StopRow>('stop-picked', { detail: stop }));
    if (this.quiet) return html`<span>${stop.reason?.name ?? ''}</span>`;
    if (!stop.reason) {
      const label = t('setReasonFor', at, duration(stop.durationMs));
      return html`<button class="ask" aria-label=${label} @click=${pick}>${t('setReason')}</button>`;
    }
    const { name } = stop.reason;
    const mark = ownMark(stop.reason);
    const read = mark === '' ? name : `${name} · ${mark}`;
    return html`<button aria-label=${t('changeReasonFor', read, at)} @click=${pick}>
      ${name}${mark === '' ? '' : html`<span class="unsent"> · ${mark}</span>`}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-stop-list': LsStopList;
  }
}
