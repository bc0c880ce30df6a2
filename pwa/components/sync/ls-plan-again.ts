import { LitElement, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { planningText as p } from '../../locales/planning.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

/** A number of an order that another order has. */
export interface TakenNumber {
  /** Of the order. */
  id: string;
  /** `New order Flu 125`'s own name. */
  name: string;
  /** `lot number` */
  field: string;
  number: string;
}

export interface PlannedAgain {
  /** Empty = none. */
  why: string;
  /** By order; empty = none. */
  numbers: ReadonlyMap<string, string>;
}

/**
 * What was refused of the plan can be entered again as it was, with a reason, or with other numbers where its own are taken.
 * Emits `planned-again` (PlannedAgain) and `cancelled`.
 */
@customElement('ls-plan-again')
export class LsPlanAgain extends LitElement {
  @property() why = '';
  @property({ attribute: false }) taken: readonly TakenNumber[] = [];
  /** By order: why its new number will not do either. */
  @property({ attribute: false }) wrong: ReadonlyMap<string, string> = new Map();

  @query('form') private readonly form!: HTMLFormElement;

  static override styles = [controls, formStyles];

  override focus(): void {
    this.form.querySelector<HTMLElement>('input')?.focus();
  }

  protected override render() {
    return html`<form @submit=${this.#submit} novalidate>
      ${this.taken.length === 0 ? html`<strong>${p('again')}</strong>` : this.taken.map((one, at) => this.#number(one, at))}
      <label class="field">
        <span>${p('why')}</span>
        <input name="why" maxlength="500" autocomplete="off" .value=${this.why} />
      </label>
      <div class="buttons">
        <button class="main" type="submit">${s('sendAgain')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${s('cancel')}</button>
      </div>
    </form>`;
  }

  #number({ id, name, field, number }: TakenNumber, at: number) {
    const wrong = this.wrong.get(id);
    return html`<div>
      <label class="field">
        <span>${p('otherNumber', field, name)}</span>
        <input
          name=${`number-${id}`}
          maxlength="80"
          autocomplete="off"
          .value=${number}
          aria-invalid=${wrong !== undefined}
          aria-describedby=${`about-${at}`}
        />
      </label>
      <p
        id=${`about-${at}`}
        class=${wrong === undefined ? 'hint' : 'wrong'}
        role=${ifDefined(wrong === undefined ? undefined : 'alert')}
      >
        ${wrong === undefined ? p('numberMissing') : `■ ${p('numberIs', wrong)}`}
      </p>
    </div>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const fields = new FormData(this.form);
    const typed = (name: string) => String(fields.get(name) ?? '').trim();
    const detail: PlannedAgain = {
      why: typed('why'),
      numbers: new Map(this.taken.map(({ id }) => [id, typed(`number-${id}`)])),
    };
    this.dispatchEvent(new CustomEvent<PlannedAgain>('planned-again', { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-again': LsPlanAgain;
  }
}
