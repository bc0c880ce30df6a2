import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { planningText as p } from '../../locales/planning.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls } from '../../styles/controls.ts';

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

  static override styles = [
    controls,
    css`
      form {
        display: grid;
        gap: 8px;
        padding-top: 4px;
      }
      label {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      input {
        display: block;
        box-sizing: border-box;
        width: 100%;
        min-height: 48px;
        margin-top: 4px;
        padding: 4px 12px;
        border: 1px solid var(--ls-second);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
        color: var(--ls-ink);
        font: var(--ls-15) var(--ls-font);
      }
      input[aria-invalid='true'] {
        border-color: var(--ls-red);
      }
      .wrong {
        color: var(--ls-red);
        font-size: var(--ls-13);
        font-weight: 600;
      }
      .hint {
        color: var(--ls-second);
        font-size: var(--ls-13);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .send {
        border-color: var(--ls-touch);
        color: var(--ls-touch);
        font-weight: 600;
      }
    `,
  ];

  override focus(): void {
    this.form.querySelector<HTMLElement>('input')?.focus();
  }

  protected override render() {
    return html`<form @submit=${this.#submit} novalidate>
      ${this.taken.length === 0 ? html`<strong>${p('again')}</strong>` : this.taken.map((one, at) => this.#number(one, at))}
      <label>${p('why')}<input name="why" maxlength="500" autocomplete="off" .value=${this.why} /></label>
      <div class="buttons">
        <button class="send" type="submit">${s('sendAgain')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${s('cancel')}</button>
      </div>
    </form>`;
  }

  #number({ id, name, field, number }: TakenNumber, at: number) {
    const wrong = this.wrong.get(id);
    return html`<div>
      <label
        >${p('otherNumber', field, name)}<input
          name=${`number-${id}`}
          maxlength="80"
          autocomplete="off"
          .value=${number}
          aria-invalid=${wrong !== undefined}
          aria-describedby=${`about-${at}`}
      /></label>
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
