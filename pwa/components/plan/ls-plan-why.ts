import { LitElement, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { enteringText as e } from '../../locales/plan-entering.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** Asks why something becomes of a job that people at the line count on. Emits `why-given`. */
@customElement('ls-plan-why')
export class LsPlanWhy extends LitElement {
  @state() private why = '';
  @state() private tried = false;

  static override styles = [controls, formStyles];

  protected override firstUpdated(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render() {
    const missing = this.tried && this.why.trim() === '';
    return html`<form novalidate @submit=${this.#submit}>
      <p>${e('whyNote')}</p>
      <label class="field">
        <span>${e('why')}</span>
        <input
          maxlength="500"
          autocomplete="off"
          .value=${this.why}
          aria-invalid=${missing}
          @input=${({ target }: Event) => (this.why = (target as HTMLInputElement).value)}
        />
        ${missing ? html`<span class="wrong" role="alert">■ ${e('whyMissing')}</span>` : ''}
      </label>
      <div class="buttons"><button class="main" type="submit">${e('goOn')}</button></div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    const detail = this.why.trim();
    if (detail !== '') this.dispatchEvent(new CustomEvent('why-given', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-why': LsPlanWhy;
  }
}
