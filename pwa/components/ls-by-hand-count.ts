import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';

export interface PartsCounted {
  produced: number;
  good: number;
  rework: number;
}

/** A number field for parts, large enough for gloves; rework and scrap only for those who have any. Emits `parts-counted`; what was typed stays until `clear`. */
@customElement('ls-by-hand-count')
export class LsByHandCount extends LitElement {
  /** `Parts made since 10:12` */
  @property() label = '';

  @state() private wrong: 'byHandNotNumber' | 'byHandTooMany' | null = null;
  @query('#produced') private readonly produced!: HTMLInputElement;
  @query('#rework') private readonly rework!: HTMLInputElement;
  @query('#scrap') private readonly scrap!: HTMLInputElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      label {
        display: block;
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 4px;
      }
      input {
        flex: 1 1 6rem;
        min-width: 0;
        min-height: 64px;
        padding: 4px 12px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        font: 600 var(--ls-19) var(--ls-font);
        font-variant-numeric: tabular-nums;
      }
      .row button {
        flex: none;
        min-width: 96px;
        min-height: 64px;
        color: var(--ls-touch);
        font-weight: 600;
      }
      summary {
        display: flex;
        align-items: center;
        min-height: 48px;
        color: var(--ls-touch);
        font-size: var(--ls-13);
        cursor: pointer;
      }
      details .row > label {
        flex: 1 1 8rem;
      }
      details input {
        display: block;
        width: 100%;
        margin-top: 4px;
      }
      .wrong {
        padding-top: 4px;
        color: var(--ls-red);
        font-weight: 600;
      }
    `,
  ];

  /** What was typed is kept. */
  clear(): void {
    for (const field of [this.produced, this.rework, this.scrap]) field.value = '';
  }

  protected override render() {
    return html`<form novalidate @submit=${this.#enter}>
      <label for="produced">${this.label}</label>
      <div class="row">
        <input
          id="produced"
          inputmode="numeric"
          autocomplete="off"
          enterkeyhint="done"
          aria-describedby="wrong"
          aria-invalid=${this.wrong ? 'true' : 'false'}
        />
        <button>${t('byHandEnter')}</button>
      </div>
      <p class="wrong" id="wrong" role="alert">${this.wrong ? `■ ${t(this.wrong)}` : nothing}</p>
      <details>
        <summary>${t('byHandNotAllGood')}</summary>
        <div class="row">
          <label>${t('byHandRework')}<input id="rework" inputmode="numeric" autocomplete="off" /></label>
          <label>${t('byHandScrap')}<input id="scrap" inputmode="numeric" autocomplete="off" /></label>
        </div>
      </details>
    </form>`;
  }

  readonly #enter = (event: SubmitEvent): void => {
    event.preventDefault();
    const produced = whole(this.produced.value);
    const rework = whole(this.rework.value || '0');
    const scrap = whole(this.scrap.value || '0');
    if (produced === null || rework === null || scrap === null) this.wrong = 'byHandNotNumber';
    else if (rework + scrap > produced) this.wrong = 'byHandTooMany';
    else {
      this.wrong = null;
      const detail: PartsCounted = { produced, good: produced - rework - scrap, rework };
      this.dispatchEvent(new CustomEvent<PartsCounted>('parts-counted', { detail }));
    }
  };
}

/** `1,200`, `1.200` and `1 200` are all twelve hundred: nobody counts in parts of a part. */
function whole(text: string): number | null {
  const digits = text.trim().replace(/(?<=\d)[\s.,'’](?=\d{3}(?!\d))/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : null;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-by-hand-count': LsByHandCount;
  }
}
