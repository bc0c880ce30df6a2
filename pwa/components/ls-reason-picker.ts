import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { ReasonsReference } from '../../shared/sync/rows.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';

/** Reasons shown before "More …": the list is sorted by use. */
const FIRST = 5;

export interface ReasonChosen {
  code: string;
  comment?: string;
}

/**
 * Large buttons, one per reason; one tap chooses (`reason-chosen`). Unfolded (`all`) it also takes a comment and can be
 * left by `cancelled`. It never takes the focus.
 */
@customElement('ls-reason-picker')
export class LsReasonPicker extends LitElement {
  @property() heading = '';
  @property() note = '';
  @property({ attribute: false }) reasons: ReasonsReference = [];
  /** The reason that the stop has now. */
  @property() current: string | null = null;
  /** The comment to begin with. */
  @property() typed = '';
  /** Identity of the stop: a comment begun for one stop is not kept for another. */
  @property() target = '';
  @property({ type: Boolean, reflect: true }) all = false;
  /** The line stands now: the only thing on the screen that is loud. */
  @property({ type: Boolean, reflect: true }) urgent = false;
  @property({ type: Boolean }) cancellable = false;

  @query('h2') private readonly headingElement!: HTMLElement | null;
  @query('input') private readonly commentField!: HTMLInputElement | null;

  static override styles = [
    controls,
    panel,
    css`
      :host {
        display: block;
        padding: 12px;
      }
      :host([urgent]) {
        border: 2px solid var(--ls-red);
        padding: 11px;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 12px;
        margin-bottom: 8px;
      }
      h2 {
        font-size: var(--ls-19);
      }
      header p {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .reasons {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 8px;
      }
      .reasons button {
        min-height: 64px;
        padding: 8px 10px;
        background: var(--ls-ground);
        text-align: left;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      .reasons .chosen {
        border: 2px solid var(--ls-touch);
        font-weight: 600;
      }
      .reasons .quiet {
        background: none;
        color: var(--ls-touch);
        font-weight: 600;
      }
      label {
        display: block;
        margin-bottom: 8px;
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
        font: var(--ls-15) var(--ls-font);
      }
    `,
  ];

  /** Goes to the heading: what is asked is read out first, and no keyboard opens. */
  override focus(): void {
    this.headingElement?.focus();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('target') && this.commentField) this.commentField.value = this.typed;
  }

  protected override render() {
    const shown = this.all || this.reasons.length <= FIRST + 1 ? this.reasons : this.reasons.slice(0, FIRST);
    return html`<header>
        <h2 tabindex="-1">${this.heading}</h2>
        ${this.note ? html`<p>${this.note}</p>` : nothing}
      </header>
      ${this.all ? html`<label>${t('comment')}<input maxlength="500" autocomplete="off" /></label>` : nothing}
      ${this.reasons.length === 0 ? html`<p class="second">${t('reasonsUnknown')}</p>` : nothing}
      <div class="reasons">
        ${shown.map(
          (reason) =>
            html`<button
              class=${classMap({ chosen: reason.code === this.current })}
              aria-pressed=${reason.code === this.current ? 'true' : 'false'}
              @click=${() => this.#choose(reason.code)}
            >
              ${reason.name}
            </button>`,
        )}
        ${
          this.all || this.reasons.length === 0
            ? nothing
            : html`<button class="quiet" @click=${() => (this.all = true)}>${t('more')}</button>`
        }
        ${
          this.cancellable || this.all
            ? html`<button class="quiet" @click=${this.#cancel}>${t('cancel')}</button>`
            : nothing
        }
      </div>`;
  }

  #choose(code: string): void {
    const comment = this.commentField?.value.trim();
    const detail: ReasonChosen = comment ? { code, comment } : { code };
    this.dispatchEvent(new CustomEvent<ReasonChosen>('reason-chosen', { detail }));
  }

  readonly #cancel = (): void => {
    this.all = this.cancellable;
    this.dispatchEvent(new CustomEvent('cancelled'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-reason-picker': LsReasonPicker;
  }
}
