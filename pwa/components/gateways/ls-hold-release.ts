import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { isReason } from './reason-given.ts';

/** Why months may go. Emits `release-wanted` with it, and `cancelled`. */
@customElement('ls-hold-release')
export class LsHoldRelease extends LitElement {
  @property({ type: Boolean }) still = false;

  @state() private why = '';
  @state() private tried = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: block;
        max-width: 40rem;
        padding: 8px 0;
      }
    `,
  ];

  protected override render() {
    const wrong = this.tried && !isReason(this.why);
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <p>${g('releaseWhat')}</p>
      <label class="field">
        <span>${g('releaseWhy')}</span>
        <input
          autocomplete="off"
          maxlength="300"
          .value=${this.why}
          aria-invalid=${wrong}
          @input=${({ target }: Event) => (this.why = (target as HTMLInputElement).value)}
        />
        ${wrong ? html`<span class="wrong" role="alert">■ ${g('holdShort')}</span>` : nothing}
      </label>
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${this.still}>${g('releaseNow')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${g('cancel')}</button>
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.tried = true;
    if (!isReason(this.why) || this.still) return;
    this.dispatchEvent(new CustomEvent<string>('release-wanted', { detail: this.why.trim() }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-hold-release': LsHoldRelease;
  }
}
