import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { clock, clockSeconds } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

/** Says that this is practice, and plays it: emits `play-toggled`, `speed-chosen`, `jumped` (ms), `next-stop`, `day-chosen`. */
@customElement('ls-replay-controls')
export class LsReplayControls extends LitElement {
  /** `Practice: Line 8 as recorded on 10 Oct 2022, ×10` */
  @property() banner = '';
  /** `2022-10-10` */
  @property() day = '';
  @property({ type: Number }) from = 0;
  @property({ type: Number }) to = 1;
  @property({ type: Number }) at = 0;
  @property({ type: Boolean }) playing = false;
  @property({ type: Number }) speed = 10;
  @property({ attribute: false }) speeds: readonly number[] = [];
  @property({ type: Boolean }) hasNextStop = false;
  @property() zone = 'UTC';
  @property() leaveTo = '/';

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        padding: 4px 12px 8px;
        border-bottom: 3px double var(--ls-amber);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
      }
      .banner {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 16px;
      }
      h1 {
        font-size: var(--ls-15);
        font-weight: 700;
      }
      .why {
        font-size: var(--ls-13);
      }
      a {
        display: flex;
        align-items: center;
        min-height: 48px;
        color: inherit;
        font-weight: 600;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      button,
      select,
      input[type='date'] {
        min-height: 48px;
        padding: 4px 12px;
        border: 1px solid currentColor;
        border-radius: var(--ls-radius);
        background: none;
        color: inherit;
        font: 600 var(--ls-15) var(--ls-font);
      }
      option {
        background: var(--ls-panel);
        color: var(--ls-ink);
      }
      .play {
        min-width: 7.5rem;
      }
      button:disabled {
        opacity: 0.5;
      }
      .time {
        display: flex;
        flex: 1 1 16rem;
        align-items: center;
        gap: 8px;
        font-weight: 600;
      }
      input[type='range'] {
        flex: 1;
        min-width: 0;
        height: 48px;
        accent-color: var(--ls-amber);
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        font-size: var(--ls-13);
      }
    `,
  ];

  protected override render() {
    const now = clockSeconds(this.at, this.zone);
    return html`<div class="banner">
        <div>
          <h1>▲ ${this.banner} – ${t('replayNothingKept')}</h1>
          <p class="why">${t('replayWhy')}</p>
        </div>
        <a href=${this.leaveTo}>${t('replayLeave')}</a>
      </div>
      <div class="controls" role="group" aria-label=${`${t('replayControls')}. ${t('replayKeys')}`}>
        <button class="play" @click=${() => this.#tell('play-toggled', null)}>
          ${this.playing ? `❚❚ ${t('replayPause')}` : `▶ ${t('replayPlay')}`}
        </button>
        <label
          >${t('replaySpeed')}<select
            @change=${(event: Event) => this.#tell('speed-chosen', Number((event.target as HTMLSelectElement).value))}
          >
            ${this.speeds.map(
              (speed) =>
                html`<option value=${speed} ?selected=${speed === this.speed}>
                  ${t('replayTimes', String(speed))}
                </option>`,
            )}
          </select></label
        >
        <div class="time">
          <span>${now}</span>
          <input
            type="range"
            aria-label=${t('replayPosition')}
            aria-valuetext=${now}
            min=${this.from}
            max=${this.to}
            step="1000"
            .value=${String(Math.round(this.at))}
            @input=${(event: Event) => this.#tell('jumped', Number((event.target as HTMLInputElement).value))}
          />
          <span>${clock(this.to, this.zone)}</span>
        </div>
        <button ?disabled=${!this.hasNextStop} @click=${() => this.#tell('next-stop', null)}>
          ${t('replayNextStop')}
        </button>
        <label
          >${t('replayDay')}<input
            type="date"
            .value=${this.day}
            @change=${(event: Event) => this.#tell('day-chosen', (event.target as HTMLInputElement).value)}
        /></label>
      </div>`;
  }

  #tell(event: string, detail: number | string | null): void {
    this.dispatchEvent(new CustomEvent(event, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-replay-controls': LsReplayControls;
  }
}
