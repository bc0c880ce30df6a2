import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { stepsText as st } from '../../locales/order-steps.ts';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** Quantity that becomes another order, or goes to one. */
export interface PartWanted {
  quantity: number;
  lot: string;
  lotNumber: string;
  /** From which operation on; null = nobody was asked. */
  step: string | null;
}

/** Asks for a part of an order (split, rework). Emits `part-wanted`. */
@customElement('ls-order-part')
export class LsOrderPart extends LitElement {
  /** What can be taken at most; null = not known. */
  @property({ attribute: false }) most: number | null = null;
  @property() action = '';
  /** Operations of which one is chosen, and which is most likely; none = nobody is asked. */
  @property({ attribute: false }) steps: readonly { id: string; name: string }[] = [];
  @property({ attribute: false }) likely: string | null = null;

  @state() private quantity = '';
  @state() private lot = '';
  @state() private lotNumber = '';
  @state() private step: string | null = null;
  @state() private tried = false;

  static override styles = [controls, formStyles];

  protected override render() {
    const problem = this.tried && this.#count() === null;
    return html`<form novalidate @submit=${this.#submit}>
      <label class="field">
        <span id="quantity">${p('field-quantity')}</span>
        <input
          inputmode="numeric"
          aria-labelledby="quantity"
          aria-describedby="about-quantity"
          autocomplete="off"
          .value=${this.quantity}
          aria-invalid=${problem}
          @input=${this.#typing('quantity')}
        />
        <span class="about" id="about-quantity">
          ${this.most === null ? nothing : html`<span class="hint">${p('atMost', this.most)}</span>`}
          ${problem ? html`<span class="wrong" role="alert">■ ${p('wrongNumber', this.most ?? 1_000_000_000)}</span>` : nothing}
        </span>
      </label>
      ${this.steps.length < 2 ? nothing : this.#steps()}
      <label class="field">
        <span>${p('field-lot')}</span>
        <input maxlength="40" autocomplete="off" .value=${this.lot} @input=${this.#typing('lot')} />
      </label>
      <label class="field">
        <span id="lot-number">${p('field-lotNumber')}</span>
        <input
          maxlength="40"
          autocomplete="off"
          aria-labelledby="lot-number"
          aria-describedby="about-lot-number"
          .value=${this.lotNumber}
          @input=${this.#typing('lotNumber')}
        />
        <span class="hint" id="about-lot-number">${p('lotNumberHint')}</span>
      </label>
      <div class="buttons"><button class="main" type="submit">${this.action}</button></div>
    </form>`;
  }

  #steps() {
    const chosen = this.step ?? this.likely;
    return html`<label class="field">
      <span>${st('rework')}</span>
      <select @change=${({ target }: Event) => (this.step = (target as HTMLSelectElement).value)}>
        ${this.steps.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
      </select>
    </label>`;
  }

  #count(): number | null {
    const count = Number(this.quantity.replaceAll(/[\s.,'’\u00a0\u202f]/g, ''));
    return Number.isInteger(count) && count > 0 && count <= (this.most ?? Infinity) ? count : null;
  }

  #typing(field: 'quantity' | 'lot' | 'lotNumber') {
    return ({ target }: Event) => (this[field] = (target as HTMLInputElement).value);
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    const quantity = this.#count();
    if (quantity === null) return;
    const step = this.steps.length < 2 ? null : (this.step ?? this.likely);
    const detail: PartWanted = { quantity, lot: this.lot.trim(), lotNumber: this.lotNumber.trim(), step };
    this.dispatchEvent(new CustomEvent<PartWanted>('part-wanted', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-part': LsOrderPart;
  }
}
