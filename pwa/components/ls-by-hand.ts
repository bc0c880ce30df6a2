import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ReasonsReference } from '../../shared/sync/rows.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';
import './ls-by-hand-count.ts';
import type { LsByHandCount } from './ls-by-hand-count.ts';

export interface StateSaid {
  runs: boolean;
  /** Why it stands; null while it runs, or when nobody knows yet. */
  reason: string | null;
}

/** What a button says: `Running`, and under it `since 10:12`. */
export interface StateButton {
  word: string;
  note: string;
}

/**
 * Keeps a line by hand: two large buttons for what it does and a field for what it made. It asks (`question`) when what was
 * said has expired. Emits `state-said`; `parts-counted` comes through; `closed` where it can be left.
 */
@customElement('ls-by-hand')
export class LsByHand extends LitElement {
  @property() heading = '';
  @property() note = '';
  /** What was said last expired: somebody must say it again. */
  @property() question = '';
  /** What was said and still holds; null = nothing. */
  @property({ attribute: false }) runs: boolean | null = null;
  @property({ attribute: false }) running: StateButton = { word: '', note: '' };
  @property({ attribute: false }) stopped: StateButton = { word: '', note: '' };
  @property() countLabel = '';
  /** What was entered last. */
  @property() last = '';
  @property({ attribute: false }) reasons: ReasonsReference = [];
  @property({ type: Boolean }) closable = false;

  /** Somebody said that it stands: why? */
  @state() private why = false;
  @query('h2') private readonly headingElement!: HTMLElement | null;
  @query('ls-by-hand-count') private readonly countField!: LsByHandCount;
  @query('h3') private readonly whyElement!: HTMLElement | null;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px;
      }
      h2 {
        font-size: var(--ls-19);
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 8px 0;
        font-size: var(--ls-15);
      }
      .note,
      .last {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .question {
        margin-top: 8px;
        padding: 8px 12px;
        border-radius: var(--ls-radius);
        background: var(--ls-amber-ground);
        color: var(--ls-amber);
        font-weight: 600;
      }
      .grid {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
        margin: 8px 0 12px;
      }
      .grid button {
        min-height: 64px;
        padding: 8px 10px;
        background: var(--ls-ground);
        text-align: left;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      .state {
        font-size: var(--ls-19);
        font-weight: 600;
      }
      .state span {
        display: block;
        color: var(--ls-second);
        font-size: var(--ls-13);
        font-weight: 400;
      }
      .grid [aria-pressed='true'] {
        padding: 7px 9px;
        border: 2px solid var(--ls-touch);
      }
      .grid .quiet,
      .close {
        color: var(--ls-touch);
        font-weight: 600;
      }
      .last {
        margin-top: 4px;
      }
      .close {
        margin-top: 8px;
        border: 0;
        background: none;
      }
    `,
  ];

  /** What was said is kept: until then it stays as it was typed. */
  entered(what: 'manual-state' | 'manual-count'): void {
    if (what === 'manual-state') this.why = false;
    else this.countField.clear();
  }

  /** Goes to the heading: what is asked is read out first, and no keyboard opens. */
  override focus(): void {
    this.headingElement?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if ((changed as Map<string, unknown>).has('why') && this.why) this.whyElement?.focus();
  }

  protected override render() {
    return html`<h2 tabindex="-1">${this.heading}</h2>
      <p class="note">${this.note}</p>
      ${this.question ? html`<p class="question" role="status">▲ ${this.question}</p>` : nothing}
      ${this.why ? this.#reasons() : this.#states()}
      <ls-by-hand-count .label=${this.countLabel} @parts-counted=${this.#passOn}></ls-by-hand-count>
      <p class="last" aria-live="polite">${this.last}</p>
      ${
        this.closable
          ? html`<button class="close" @click=${() => this.dispatchEvent(new CustomEvent('closed'))}>
              ${t('close')}
            </button>`
          : nothing
      }`;
  }

  #states() {
    return html`<div class="grid">
      ${this.#stateButton(this.running, '●', this.runs === true, () => this.#say({ runs: true, reason: null }))}
      ${this.#stateButton(this.stopped, '■', this.runs === false, () => (this.why = true))}
    </div>`;
  }

  #stateButton({ word, note }: StateButton, shape: string, pressed: boolean, press: () => void) {
    return html`<button class="state" aria-pressed=${pressed ? 'true' : 'false'} @click=${press}>
      ${shape} ${word}<span>${note}</span>
    </button>`;
  }

  #reasons() {
    return html`<h3 tabindex="-1">${t('byHandWhy')}</h3>
      <div class="grid">
        ${this.reasons.map(
          ({ code, name }) => html`<button @click=${() => this.#say({ runs: false, reason: code })}>${name}</button>`,
        )}
        <button class="quiet" @click=${() => this.#say({ runs: false, reason: null })}>${t('byHandNoReason')}</button>
        <button class="quiet" @click=${() => (this.why = false)}>${t('cancel')}</button>
      </div>`;
  }

  #say(detail: StateSaid): void {
    this.dispatchEvent(new CustomEvent<StateSaid>('state-said', { detail }));
  }

  readonly #passOn = (event: CustomEvent): void => {
    this.dispatchEvent(new CustomEvent('parts-counted', { detail: event.detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-by-hand': LsByHand;
  }
}
