import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { gatewaysText as g } from '../../locales/gateways.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import './ls-gateway-revoke.ts';
import { takenLines, type LineChoice } from './taken-lines.ts';

export interface GatewayEdits {
  name: string;
  lines: string[];
}

/**
 * Name and lines of a gateway; what is taken from another one is said before. Emits `save-wanted` with both, `place-wanted`,
 * and `revoke-wanted`.
 */
@customElement('ls-gateway-edit')
export class LsGatewayEdit extends LitElement {
  @property({ attribute: false }) gateway!: GatewayEdits & { id: string };
  @property({ attribute: false }) choices: readonly LineChoice[] = [];
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean }) reachable = false;

  @state() private edits: Partial<GatewayEdits> = {};

  static override styles = [
    controls,
    formStyles,
    css`
      section {
        display: grid;
        gap: 8px;
        margin-top: 16px;
        padding-top: 16px;
        border-top: 1px solid var(--ls-line);
      }
      .lines {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        gap: 0 16px;
      }
      .choice span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .hint {
        display: block;
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('gateway');
    if (before !== undefined && before.id !== this.gateway.id) this.edits = {};
  }

  protected override render() {
    const { name, lines } = this.#edited;
    const still = this.busy || !this.reachable;
    const taken = takenLines(lines, this.choices);
    const isSame = name.trim() === this.gateway.name && sorted(lines) === sorted(this.gateway.lines);
    return html`<form class="form" novalidate @submit=${this.#submit}>
        <label class="field">
          <span>${g('name')}</span>
          <input
            autocomplete="off"
            maxlength="80"
            .value=${name}
            aria-invalid=${name.trim() === ''}
            @input=${({ target }: Event) => (this.edits = { ...this.edits, name: (target as HTMLInputElement).value })}
          />
        </label>
        <fieldset>
          <legend>${g('linesBound')}</legend>
          <p class="hint">${g('linesBoundHint')}</p>
          <div class="lines">${this.choices.map((line) => this.#choice(line, lines))}</div>
        </fieldset>
        ${taken.map(({ from, lines: gone }) => html`<p class="note" role="alert">▲ ${g('takes', gone.join(', '), from)}</p>`)}
        <div class="buttons">
          <button class="main" type="submit" ?disabled=${isSame || name.trim() === '' || still}>
            ${this.busy ? g('saving') : g(taken.length > 0 ? 'takeAndSave' : 'save')}
          </button>
        </div>
      </form>
      <section>
        <p class="hint">${g('takeOverWhat')}</p>
        <div class="buttons">
          <button ?disabled=${still} @click=${() => this.dispatchEvent(new CustomEvent('place-wanted'))}>
            ${g('takeOver')}
          </button>
        </div>
      </section>
      <section>
        <ls-gateway-revoke
          .name=${this.gateway.name}
          ?still=${still}
          @sure=${() => this.dispatchEvent(new CustomEvent('revoke-wanted'))}
        ></ls-gateway-revoke>
      </section>`;
  }

  #choice({ id, name, owner }: LineChoice, chosen: readonly string[]) {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${chosen.includes(id)}
        @change=${({ target }: Event) => this.#bind(id, (target as HTMLInputElement).checked)}
      />
      <span>${name}${owner ? html`<span class="hint">${g('ofOther', owner.name)}</span>` : nothing}</span>
    </label>`;
  }

  get #edited(): GatewayEdits {
    return { name: this.gateway.name, lines: this.gateway.lines, ...this.edits };
  }

  #bind(id: string, on: boolean): void {
    const rest = this.#edited.lines.filter((line) => line !== id);
    this.edits = { ...this.edits, lines: on ? [...rest, id] : rest };
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { name, lines } = this.#edited;
    const detail = { name: name.trim(), lines };
    this.dispatchEvent(new CustomEvent<GatewayEdits>('save-wanted', { detail }));
  };
}

function sorted(lines: readonly string[]): string {
  return lines.toSorted().join();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-gateway-edit': LsGatewayEdit;
  }
}
