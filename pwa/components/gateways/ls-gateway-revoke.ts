import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** For good, so it is confirmed by typing the name. Emits `sure`. */
@customElement('ls-gateway-revoke')
export class LsGatewayRevoke extends LitElement {
  @property() name = '';
  @property({ type: Boolean }) still = false;

  /** null = it has not been asked for. */
  @state() private typed: string | null = null;

  static override styles = [controls, formStyles];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('name')) this.typed = null;
  }

  protected override render() {
    const { typed, name } = this;
    if (typed === null)
      return html`<div class="buttons">
        <button ?disabled=${this.still} @click=${() => (this.typed = '')}>${g('revoke')}</button>
      </div>`;
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <p>${g('revokeWhat', name)}</p>
      <label class="field">
        <span>${g('revokeType', name)}</span>
        <input
          autocomplete="off"
          spellcheck="false"
          .value=${typed}
          @input=${({ target }: Event) => (this.typed = (target as HTMLInputElement).value)}
        />
      </label>
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.still || !this.#isSure}>${g('revokeNow')}</button>
        <button type="button" @click=${() => (this.typed = null)}>${g('cancel')}</button>
      </div>
    </form>`;
  }

  get #isSure(): boolean {
    return this.typed?.trim() === this.name.trim();
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.#isSure && !this.still) this.dispatchEvent(new CustomEvent('sure'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-revoke': LsGatewayRevoke;
  }
}
