import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { planningText as p } from '../../locales/planning.ts';
import { syncText as s } from '../../locales/sync.ts';
import { controls } from '../../styles/controls.ts';

/** What was refused of the plan can be entered again as it was, with a reason. Emits `planned-again` with it (empty = none), and `cancelled`. */
@customElement('ls-plan-again')
export class LsPlanAgain extends LitElement {
  @property() why = '';

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
      <strong>${p('again')}</strong>
      <label>${p('why')}<input name="why" maxlength="500" autocomplete="off" .value=${this.why} /></label>
      <div class="buttons">
        <button class="send" type="submit">${s('sendAgain')}</button>
        <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('cancelled'))}>${s('cancel')}</button>
      </div>
    </form>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const why = String(new FormData(this.form).get('why') ?? '').trim();
    this.dispatchEvent(new CustomEvent<string>('planned-again', { detail: why }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-plan-again': LsPlanAgain;
  }
}
