import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** Asks for a name. Emits `name-given`. */
@customElement('ls-plan-name')
export class LsPlanName extends LitElement {
  @property() action = '';

  @state() private name = '';

  static override styles = [controls, formStyles];

  protected override render() {
    return html`<form novalidate @submit=${this.#submit}>
      <label class="field">
        <span>${p('name')}</span>
        <input
          maxlength="80"
          autocomplete="off"
          .value=${this.name}
          @input=${({ target }: Event) => (this.name = (target as HTMLInputElement).value)}
        />
      </label>
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.name.trim() === ''}>${this.action}</button>
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const detail = this.name.trim();
    if (detail !== '') this.dispatchEvent(new CustomEvent('name-given', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-name': LsPlanName;
  }
}
