import { LitElement, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** Somebody has to write the word before an order goes. Emits `delete-wanted`. */
@customElement('ls-order-delete')
export class LsOrderDelete extends LitElement {
  @state() private typed = '';

  static override styles = [controls, formStyles];

  protected override render() {
    const word = p('deleteWord');
    const isTyped = this.typed.trim().toLowerCase() === word.toLowerCase();
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        if (isTyped) this.dispatchEvent(new CustomEvent('delete-wanted'));
      }}
    >
      <label class="field">
        <span>${p('deleteType', word)}</span>
        <input
          autocomplete="off"
          .value=${this.typed}
          @input=${({ target }: Event) => (this.typed = (target as HTMLInputElement).value)}
        />
      </label>
      <div class="buttons"><button class="main" type="submit" ?disabled=${!isTyped}>${p('now-delete')}</button></div>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-delete': LsOrderDelete;
  }
}
