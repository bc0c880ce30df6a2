import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { PRESETS, wallText, windowOf, type Preset } from './series/ranges.ts';

/** Which time is looked at: up to now, or from … to on the plant's clocks. Emits `preset-chosen` and `window-chosen`. */
@customElement('ls-series-range')
export class LsSeriesRange extends LitElement {
  /** Null = a window of its own. */
  @property({ attribute: false }) preset: Preset | null = null;
  @property({ attribute: false }) range: Window = { from: 0, to: 1 };
  @property() zone = 'UTC';

  @state() private problem: 'rangeIncomplete' | 'rangeBackwards' | 'rangeTooLong' | null = null;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @queryAll('input') private readonly inputs!: NodeListOf<HTMLInputElement>;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .ranges {
        display: flex;
        flex-wrap: wrap;
      }
      .ranges button {
        min-width: 48px;
        padding: 4px 11px;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--ls-touch);
        font-size: var(--ls-13);
        white-space: nowrap;
      }
      .ranges button[aria-pressed='true'] {
        color: var(--ls-ink);
        font-weight: 700;
        box-shadow: inset 0 -3px var(--ls-touch);
      }
      dialog {
        box-sizing: border-box;
        width: min(26rem, calc(100vw - 24px));
        padding: 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 35%);
      }
      h2 {
        font-size: var(--ls-19);
      }
      label {
        display: block;
        margin-top: 12px;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      input {
        display: block;
        width: 100%;
        min-height: 48px;
        margin-top: 4px;
        padding: 4px 12px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        font: inherit;
      }
      .problem {
        margin-top: 12px;
        color: var(--ls-red);
      }
      .do {
        display: flex;
        justify-content: flex-end;
        gap: 8px;
        margin-top: 16px;
      }
      .do .main {
        border-color: var(--ls-touch);
        background: var(--ls-touch);
        color: var(--ls-panel);
        font-weight: 600;
      }
    `,
  ];

  protected override render() {
    return html`<div class="ranges" role="group" aria-label=${x('range')}>
        ${PRESETS.map(
          (preset) =>
            html`<button
              aria-pressed=${preset === this.preset ? 'true' : 'false'}
              @click=${() => this.dispatchEvent(new CustomEvent<Preset>('preset-chosen', { detail: preset }))}
            >
              ${x(preset)}
            </button>`,
        )}
        <button class="own" aria-pressed=${this.preset ? 'false' : 'true'} @click=${this.#open}>${x('fromTo')}</button>
      </div>
      <dialog aria-labelledby="heading">
        <form novalidate @submit=${this.#apply}>
          <h2 id="heading">${x('range')}</h2>
          <p class="second">${x('plantClock', this.zone)}</p>
          <label>${x('from')}<input type="datetime-local" required /></label>
          <label>${x('to')}<input type="datetime-local" required /></label>
          ${this.problem === null ? nothing : html`<p class="problem" role="alert">■ ${x(this.problem)}</p>`}
          <div class="do">
            <button type="button" @click=${() => this.dialog.close()}>${t('cancel')}</button>
            <button class="main" type="submit">${x('apply')}</button>
          </div>
        </form>
      </dialog>`;
  }

  readonly #open = (): void => {
    const [from, to] = this.inputs;
    this.problem = null;
    from!.value = wallText(this.range.from, this.zone);
    to!.value = wallText(this.range.to, this.zone);
    this.dialog.showModal();
  };

  readonly #apply = (event: SubmitEvent): void => {
    event.preventDefault();
    const [from, to] = this.inputs;
    const window = windowOf(from!.value, to!.value, this.zone);
    this.problem = typeof window === 'string' ? window : null;
    if (typeof window === 'string') return;
    this.dialog.close();
    this.dispatchEvent(new CustomEvent<Window>('window-chosen', { detail: window }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-range': LsSeriesRange;
  }
}
