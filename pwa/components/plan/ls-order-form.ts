import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { NO_ORDER, type OrderProblems, type OrderValues } from './order-values.ts';

/** An order, new or to be changed. Emits `order-wanted` with what was typed. */
@customElement('ls-order-form')
export class LsOrderForm extends LitElement {
  @property({ attribute: false }) values: OrderValues = NO_ORDER;
  @property({ attribute: false }) problems: OrderProblems = {};
  /** Ids and names, as they are to be listed. */
  @property({ attribute: false }) products: readonly { id: string; name: string }[] = [];
  @property() action = '';

  @state() private typed: OrderValues = NO_ORDER;

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

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('values')) this.typed = this.values;
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('select, input')?.focus();
  }

  protected override render() {
    return html`<form novalidate @submit=${this.#submit}>
      <label class="field">
        <span>${p('field-product')}</span>
        <select .value=${this.typed.product} @change=${this.#typing('product')}>
          <option value="" ?selected=${this.typed.product === ''}>${p('noProduct')}</option>
          ${this.products.map(
            ({ id, name }) => html`<option value=${id} ?selected=${id === this.typed.product}>${name}</option>`,
          )}
        </select>
        ${this.#problem('product')}
      </label>
      <div class="pair">${this.#field('lot')} ${this.#field('lotNumber', p('lotNumberHint'))}</div>
      <div class="pair">${this.#field('quantity', '', 'numeric')} ${this.#field('due', '', 'datetime-local')}</div>
      <div class="pair">${this.#field('upstreamLot')} ${this.#field('reference')}</div>
      <div class="pair">
        ${this.#field('priority', p('priorityHint'), 'numeric')}
        <label class="field">
          <span>${p('field-colour')}</span>
          <input type="color" .value=${this.typed.colour || '#c9ced2'} @input=${this.#typing('colour')} />
        </label>
      </div>
      <label class="field">
        <span>${p('field-notes')}</span>
        <textarea maxlength="2000" .value=${this.typed.notes} @input=${this.#typing('notes')}></textarea>
      </label>
      <div class="buttons"><button class="main" type="submit">${this.action}</button></div>
    </form>`;
  }

  #field(name: keyof OrderValues, hint = '', kind: 'text' | 'numeric' | 'datetime-local' = 'text') {
    return html`<label class="field">
      <span>${p(`field-${name}`)}</span>
      <input
        type=${kind === 'datetime-local' ? kind : 'text'}
        inputmode=${kind === 'numeric' ? 'numeric' : nothing}
        autocomplete="off"
        .value=${this.typed[name]}
        aria-invalid=${this.problems[name] !== undefined}
        @input=${this.#typing(name)}
      />
      ${hint === '' ? nothing : html`<span class="hint">${hint}</span>`} ${this.#problem(name)}
    </label>`;
  }

  #problem(name: keyof OrderValues) {
    const problem = this.problems[name];
    return problem === undefined ? nothing : html`<span class="wrong" role="alert">■ ${problem}</span>`;
  }

  #typing(name: keyof OrderValues) {
    return ({ target }: Event) => {
      this.typed = { ...this.typed, [name]: (target as HTMLInputElement).value };
    };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent<OrderValues>('order-wanted', { detail: this.typed }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-form': LsOrderForm;
  }
}
