import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Head } from '../../shared/orders/fold.ts';
import { addComment } from '../../shared/orders/verbs/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import type { PlanActing } from './plan-acting.ts';

/** What people said about an order. */
@customElement('ls-order-comments')
export class LsOrderComments extends LitElement {
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) view!: PlanView;
  @property() order = '';
  /** Whoever is here may comment. */
  @property({ type: Boolean }) comments = false;

  static override styles = [
    controls,
    formStyles,
    css`
      :host {
        display: grid;
        gap: 8px;
        padding: 12px 16px;
        border: 1px solid var(--ls-line);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      h2 {
        font-size: var(--ls-15);
      }
      li {
        overflow-wrap: anywhere;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px;
      }
      label {
        flex: 1 1 12rem;
      }
    `,
  ];

  protected override render() {
    const { view } = this;
    const comments = [...view.plan.comments.values()].filter(({ fields }) => fields.order === this.order);
    return html`<h2>${p('comments')}</h2>
      <ul>
        ${comments.map(
          ({ id, fields, said }) =>
            html`<li>
              ${fields.text}
              <span class="second">${saidBy(view, said?.['text'])}</span>
              ${view.unsent.has(`comment:${id}`) ? html`<span class="second">${p('mark-unsent')}</span>` : nothing}
            </li>`,
        )}
      </ul>
      ${
        this.comments
          ? html`<form @submit=${this.#comment}>
              <label class="field">
                <span>${p('comment')}</span>
                <input name="text" maxlength="2000" autocomplete="off" required />
              </label>
              <button type="submit">${p('commentAdd')}</button>
            </form>`
          : nothing
      }`;
  }

  readonly #comment = (event: Event): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = String(new FormData(form).get('text') ?? '').trim();
    if (text === '') return;
    void this.acting
      .attempt((world) => addComment(world, { order: this.order, text }), p('commentAdded'))
      .then((entered) => entered && form.reset());
  };
}

function saidBy({ plant, schedule }: PlanView, head: Head | undefined): string {
  if (!head) return '';
  return p('saidBy', head.user ?? head.origin, clockOfPlan(head.at, plant.timezone, schedule.now));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-comments': LsOrderComments;
  }
}
