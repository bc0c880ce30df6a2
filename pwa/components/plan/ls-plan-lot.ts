import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** A lot that a line makes and whose order is in question. */
export interface LotQuestion {
  text: string;
  /** The machine's item number; '' = it says none. */
  item: string;
  /** Title of the order that it would start; null = no order has it. */
  confirm: string | null;
  jobs: readonly { id: string; title: string }[];
  chosen: string | null;
}

/** Emits `lot-confirmed`, or `lot-assigned` with a job's id. */
@customElement('ls-plan-lot')
export class LsPlanLot extends LitElement {
  @property({ attribute: false }) question!: LotQuestion;

  @state() private chosen: string | null = null;

  static override styles = [controls, formStyles];

  protected override render() {
    const { text, item, confirm, jobs } = this.question;
    const chosen = this.chosen ?? this.question.chosen ?? jobs[0]?.id ?? '';
    return html`<form novalidate @submit=${this.#submit}>
      <p>${text}</p>
      ${item === '' ? nothing : html`<p class="hint">${p('lotItem', item)}</p>`}
      ${
        confirm === null
          ? nothing
          : html`<div class="buttons">
              <button class="main" type="button" @click=${() => this.dispatchEvent(new CustomEvent('lot-confirmed'))}>
                ${p('lotConfirm', confirm)}
              </button>
            </div>`
      }
      <label class="field">
        <span>${p('lotBelongs')}</span>
        <select name="job" @change=${({ target }: Event) => (this.chosen = (target as HTMLSelectElement).value)}>
          ${jobs.map(({ id, title }) => html`<option value=${id} ?selected=${id === chosen}>${title}</option>`)}
        </select>
      </label>
      <div class="buttons">
        <button class=${confirm === null ? 'main' : ''} type="submit" ?disabled=${jobs.length === 0}>
          ${p('lotAssign')}
        </button>
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const detail = this.renderRoot.querySelector('select')?.value;
    if (detail) this.dispatchEvent(new CustomEvent('lot-assigned', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-lot': LsPlanLot;
  }
}
