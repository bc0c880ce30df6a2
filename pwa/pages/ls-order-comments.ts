import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Head } from '../../shared/orders/fold.ts';
import { authorOfComment } from '../../shared/orders/comment-author.ts';
import type { Planned } from '../../shared/orders/plan.ts';
import { addComment, removeEntity, setFields } from '../../shared/orders/verbs/sheet.ts';
import { whoSaid } from '../data/plan-names.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { t } from '../locales/locale.ts';
import { orderText as o } from '../locales/order.ts';
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
  /** Whoever is here may change what others said. */
  @property({ type: Boolean }) plans = false;
  /** Who is here; null = nobody. */
  @property({ attribute: false }) user: string | null = null;

  /** Id of the comment that is being changed. */
  @state() private edited: string | null = null;

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
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
        justify-content: space-between;
        overflow-wrap: anywhere;
      }
      li > form {
        flex: 1;
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
      @media print {
        :host {
          display: block;
          padding: 0;
          border: 0;
        }
        h2:not(:has(+ ul li)),
        form {
          display: none;
        }
        li {
          break-inside: avoid;
        }
      }
    `,
  ];

  protected override render() {
    const { view } = this;
    const comments = [...view.plan.comments.values()].filter(({ fields }) => fields.order === this.order);
    return html`<h2>${p('comments')}</h2>
      <ul>
        ${comments.map((comment) => (this.edited === comment.id ? this.#editing(comment) : this.#shown(comment)))}
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

  #shown(comment: Planned<'comment'>) {
    const { id, fields, said } = comment;
    return html`<li>
      <span>
        ${fields.text}
        <span class="second">${saidBy(this.view, said?.['text'])}</span>
        ${this.view.unsent.has(`comment:${id}`) ? html`<span class="second">${p('mark-unsent')}</span>` : nothing}
      </span>
      ${
        this.#mayChange(comment)
          ? html`<span class="acts">
              <button @click=${() => (this.edited = id)}>${o('commentEdit')}</button>
              <button @click=${() => this.#remove(id)}>${o('commentRemove')}</button>
            </span>`
          : nothing
      }
    </li>`;
  }

  #editing({ id, fields }: Planned<'comment'>) {
    return html`<li>
      <form @submit=${(event: Event) => this.#change(event, id)}>
        <label class="field">
          <span>${p('comment')}</span>
          <input name="text" maxlength="2000" autocomplete="off" required .value=${fields.text ?? ''} />
        </label>
        <button class="main" type="submit">${o('commentSave')}</button>
        <button type="button" @click=${() => (this.edited = null)}>${t('cancel')}</button>
      </form>
    </li>`;
  }

  /** Others would be refused: what somebody said stays as it was said. */
  #mayChange(comment: Planned<'comment'>): boolean {
    return this.plans || (this.comments && this.user !== null && authorOfComment(comment) === this.user);
  }

  #remove(id: string): void {
    void this.acting.attempt((world) => removeEntity(world, { entity: 'comment', ids: [id] }), o('commentRemoved'));
  }

  #change(event: Event, id: string): void {
    const text = textIn(event);
    if (text === '') return;
    const edits = [{ entity: 'comment' as const, id, fields: { text } }];
    void this.acting
      .attempt((world) => setFields(world, { edits }), o('commentChanged'))
      .then((entered) => entered && (this.edited = null));
  }

  readonly #comment = (event: Event): void => {
    const form = event.target as HTMLFormElement;
    const text = textIn(event);
    if (text === '') return;
    void this.acting
      .attempt((world) => addComment(world, { order: this.order, text }), p('commentAdded'))
      .then((entered) => entered && form.reset());
  };
}

function textIn(event: Event): string {
  event.preventDefault();
  return String(new FormData(event.target as HTMLFormElement).get('text') ?? '').trim();
}

function saidBy(view: PlanView, head: Head | undefined): string {
  if (!head) return '';
  return p('saidBy', whoSaid(view, head), clockOfPlan(head.at, view.plant.timezone, view.schedule.now));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-comments': LsOrderComments;
  }
}
