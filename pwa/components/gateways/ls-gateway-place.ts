import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** A gateway whose place can be taken. */
export interface FormerGateway {
  id: string;
  name: string;
  /** Names of the lines that would be given on; empty = none. */
  lines: string;
  /** It says something right now, so it is hardly lost. */
  isHeard: boolean;
  /** What is known of it beside the name. */
  says: string;
}

/** Whose place a new gateway takes, and what will be done for it. Emits `place-chosen` with the id, and `back-wanted`. */
@customElement('ls-gateway-place')
export class LsGatewayPlace extends LitElement {
  @property() name = '';
  @property({ attribute: false }) formers: readonly FormerGateway[] = [];
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private chosen: string | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      .choice span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .hint {
        display: block;
      }
    `,
  ];

  protected override render() {
    const former = this.formers.find(({ id }) => id === this.chosen);
    const back = html`<button type="button" @click=${() => this.dispatchEvent(new CustomEvent('back-wanted'))}>
      ${g('back')}
    </button>`;
    if (this.formers.length === 0)
      return html`<div class="form">
        <p>${g('takeOverNone')}</p>
        <div class="buttons">${back}</div>
      </div>`;
    return html`<form class="form" novalidate @submit=${this.#submit}>
      <fieldset>
        <legend>${g('takeOverTitle', this.name)}</legend>
        ${this.formers.map((one) => this.#choice(one))}
      </fieldset>
      ${former ? this.#steps(former) : nothing}
      <div class="buttons">
        <button class="main" type="submit" ?disabled=${!former || this.busy || !this.reachable}>
          ${this.busy ? g('saving') : g('takeOverNow')}
        </button>
        ${back}
      </div>
    </form>`;
  }

  #choice({ id, name, says }: FormerGateway) {
    return html`<label class="choice">
      <input type="radio" name="former" .checked=${id === this.chosen} @change=${() => (this.chosen = id)} />
      <span>${name}<span class="hint">${says}</span></span>
    </label>`;
  }

  #steps({ name, lines, isHeard }: FormerGateway) {
    return html`<p>${g('takeOverSteps', this.name, name, lines || g('withoutLines'))}</p>
      ${isHeard ? html`<p class="note" role="alert">▲ ${g('takeOverIsHeard', name)}</p>` : nothing}`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.chosen === null || this.busy || !this.reachable) return;
    this.dispatchEvent(new CustomEvent<string>('place-chosen', { detail: this.chosen }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-place': LsGatewayPlace;
  }
}
