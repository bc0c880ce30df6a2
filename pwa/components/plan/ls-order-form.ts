import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { sheetText as s } from '../../locales/sheet.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { NO_ORDER, type OrderProblems, type OrderTyped, type OrderValues } from './order-values.ts';

/**
 * An order, new or to be changed while others may be changing it too: what was typed here stays, the rest follows the plan.
 * Emits `order-typed` (OrderTyped) while somebody types, and `order-wanted` with what was typed.
 */
@customElement('ls-order-form')
export class LsOrderForm extends LitElement {
  @property({ attribute: false }) values: OrderValues = NO_ORDER;
  @property({ attribute: false }) problems: OrderProblems = {};
  /** Ids and names, as they are to be listed. */
  @property({ attribute: false }) products: readonly { id: string; name: string; colour?: string }[] = [];
  @property() action = '';

  /** What was touched, and what stood there then. */
  @state() private typed: Partial<OrderValues> = {};
  @state() private saw: Partial<OrderValues> = {};

  static override styles = [
    controls,
    formStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr));
        gap: 16px;
        align-items: start;
      }
      /* Fields of dates would rather be wider than there is room. */
      label.field {
        grid-template-columns: minmax(0, 1fr);
      }
      textarea {
        min-height: 96px;
        padding: 12px;
        resize: vertical;
      }
      input[type='color'] {
        padding: 4px;
      }
    `,
  ];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('select, input')?.focus();
  }

  protected override render() {
    const shown = this.#shown;
    return html`<form novalidate @submit=${this.#submit}>
      <label class="field">
        <span id="product">${p('field-product')}</span>
        <select
          aria-labelledby="product"
          aria-describedby="about-product"
          .value=${shown.product}
          @change=${this.#typing('product')}
        >
          <option value="" ?selected=${shown.product === ''}>${p('noProduct')}</option>
          ${this.products.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === shown.product}>${name}</option>`,
          )}
        </select>
        <span class="about" id="about-product">${this.#remarks('product')}</span>
      </label>
      <div class="pair">${this.#field('lot', s('lotHint'))} ${this.#field('lotNumber', p('lotNumberHint'))}</div>
      <div class="pair">${this.#field('quantity', '', 'numeric')} ${this.#field('due', '', 'datetime-local')}</div>
      <div class="pair">${this.#field('upstreamLot')} ${this.#field('reference')}</div>
      <div class="pair">
        ${this.#field('priority', p('priorityHint'), 'numeric')}
        <label class="field">
          <span>${p('field-colour')}</span>
          <input
            type="color"
            .value=${shown.colour || this.#colourOf(shown.product)}
            @input=${this.#typing('colour')}
          />
        </label>
      </div>
      <label class="field">
        <span>${p('field-notes')}</span>
        <textarea maxlength="2000" .value=${shown.notes} @input=${this.#typing('notes')}></textarea>
      </label>
      <div class="buttons done"><button class="main" type="submit">${this.action}</button></div>
    </form>`;
  }

  #field(name: keyof OrderValues, hint = '', kind: 'text' | 'numeric' | 'datetime-local' = 'text') {
    return html`<label class="field">
      <span id=${name}>${p(`field-${name}`)}</span>
      <input
        type=${kind === 'datetime-local' ? kind : 'text'}
        inputmode=${kind === 'numeric' ? 'numeric' : nothing}
        autocomplete="off"
        aria-labelledby=${name}
        aria-describedby=${`about-${name}`}
        .value=${this.#shown[name]}
        aria-invalid=${this.problems[name] !== undefined}
        @input=${this.#typing(name)}
      />
      <span class="about" id=${`about-${name}`}>
        ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`} ${this.#remarks(name)}
      </span>
    </label>`;
  }

  #remarks(name: keyof OrderValues) {
    const problem = this.problems[name];
    const now = this.values[name];
    const isOvertaken = this.typed[name] !== undefined && this.saw[name] !== now && this.typed[name] !== now;
    return html`${problem === undefined ? nothing : html`<span class="wrong" role="alert">■ ${problem}</span>`}
    ${isOvertaken ? html`<span class="note" role="status">▲ ${p('meanwhileIs', this.#words(name))}</span>` : nothing}`;
  }

  /** What the plan has, as people read it. */
  #words(name: keyof OrderValues): string {
    const now = this.values[name];
    if (name === 'product') return this.products.find(({ id }) => id === now)?.name ?? '–';
    return now.replace('T', ' ') || '–';
  }

  /** Until it has one of its own. */
  #colourOf(product: string): string {
    return this.products.find(({ id }) => id === product)?.colour ?? '#c9ced2';
  }

  get #shown(): OrderValues {
    return { ...this.values, ...this.typed };
  }

  #typing(name: keyof OrderValues) {
    return ({ target }: Event) => {
      this.saw = { [name]: this.values[name], ...this.saw };
      this.typed = { ...this.typed, [name]: (target as HTMLInputElement).value };
      const detail: OrderTyped = { name, typed: this.typed };
      this.dispatchEvent(new CustomEvent('order-typed', { detail }));
    };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<Partial<OrderValues>>('order-wanted', { detail: this.typed }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-form': LsOrderForm;
  }
}
