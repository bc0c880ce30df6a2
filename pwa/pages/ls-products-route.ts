import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/sheet/ls-route-copy.ts';
import '../components/sheet/ls-route-step.ts';
import type { StepDraft } from '../components/sheet/route-draft.ts';
import { TASK_KINDS } from '../../shared/orders/entities.ts';
import { setFields } from '../../shared/orders/verbs/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import type { PlanActing } from './plan-acting.ts';
import { routesOfOthers } from './products-copied.ts';
import { draftsOf, earlier, newStep, newTask, routeOf, taskKindText, withoutLost } from './products-route.ts';

/** What has to be done for a product, step by step. Emits `closed`. */
@customElement('ls-products-route')
export class LsProductsRoute extends LitElement {
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) acting!: PlanActing;
  @property() product = '';
  /** Whoever is here may change it. */
  @property({ type: Boolean }) plans = false;

  @state() private steps: readonly StepDraft[] = [];
  @state() private problems: readonly string[] = [];

  static override styles = [
    controls,
    formStyles,
    css`
      .steps {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('product')) this.steps = draftsOf(this.view.plan.products.get(this.product)?.fields.route ?? []);
  }

  protected override render() {
    return html`<ls-dialog .heading=${s('routeOf', this.#name)} open wide @closed=${this.#close}>
      <div class="steps">
        ${
          this.plans
            ? html`<ls-route-copy
                .from=${routesOfOthers(this.view, this.product)}
                @route-chosen=${({ detail }: CustomEvent<string>) => this.#copy(detail)}
              ></ls-route-copy>`
            : nothing
        }
        ${this.steps.map((step, index) => this.#step(step, index))}
        ${this.steps.length === 0 ? html`<p>${s('noRoute')}</p>` : nothing}
        ${
          this.problems.length === 0
            ? nothing
            : html`<div class="note" role="alert">
                <p>■ ${s('wrongRoute')}</p>
                <ul>
                  ${this.problems.map((problem) => html`<li>${problem}</li>`)}
                </ul>
              </div>`
        }
        ${
          this.plans
            ? html`<div class="buttons">
                  <button @click=${() => (this.steps = [...this.steps, newStep(this.steps)])}>${s('addStep')}</button>
                  <button class="main" @click=${() => void this.#save()}>${s('saveRoute')}</button>
                </div>
                <p class="hint">${s('routeNote')}</p>`
            : html`<p class="hint">${s('readOnly')}</p>`
        }
      </div>
    </ls-dialog>`;
  }

  #step(step: StepDraft, index: number) {
    const { plant, lines } = this.view;
    const put = (changed: StepDraft) => (this.steps = this.steps.map((one, at) => (at === index ? changed : one)));
    return html`<ls-route-step
      .step=${step}
      .number=${index + 1}
      .groups=${plant.processGroups}
      .lines=${lines.filter(({ processGroup }) => step.processGroup === '' || processGroup === step.processGroup)}
      .kinds=${TASK_KINDS.map((id) => ({ id, name: taskKindText(id) }))}
      .earlier=${this.steps.slice(0, index).map(({ key, operation }, at) => ({ id: key, name: operation || s('step', at + 1) }))}
      ?readonly=${!this.plans}
      @step-typed=${({ detail }: CustomEvent<StepDraft>) => put(detail)}
      @step-removed=${() => (this.steps = withoutLost(this.steps.filter((_step, at) => at !== index)))}
      @step-earlier=${() => (this.steps = earlier(this.steps, index))}
      @task-wanted=${() => put({ ...step, tasks: [...step.tasks, newTask(step.tasks)] })}
    ></ls-route-step>`;
  }

  #copy(product: string): void {
    this.steps = draftsOf(this.view.plan.products.get(product)?.fields.route ?? []);
    this.problems = [];
  }

  get #name(): string {
    return this.view.plan.products.get(this.product)?.fields.name ?? this.product;
  }

  async #save(): Promise<void> {
    const read = routeOf(this.steps);
    this.problems = read.ok ? [] : read.problems;
    if (!read.ok) return;
    const fields = { route: read.route.length > 0 ? read.route : null };
    const saved = await this.acting.attempt(
      (world) => setFields(world, { edits: [{ entity: 'product', id: this.product, fields }] }),
      s('routeSaved', this.#name),
    );
    if (saved) this.#close();
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-products-route': LsProductsRoute;
  }
}
