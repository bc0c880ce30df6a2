import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/sheet/ls-route-step.ts';
import type { StepDraft } from '../components/sheet/route-draft.ts';
import { TASK_KINDS } from '../../shared/orders/entities.ts';
import type { JobOrder, WorkOrder } from '../../shared/orders/plan.ts';
import { addJob, editJob, removeJob } from '../../shared/orders/verbs/steps.ts';
import type { PlanView } from '../data/planning.ts';
import { stepsText as st } from '../locales/order-steps.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { canLeaveOut, draftOfJob, draftOfNew, fieldsOfDraft, possibleBefore } from './order-steps.ts';
import type { PlanActing } from './plan-acting.ts';
import { newTask, taskKindText } from './products-route.ts';

/** One operation of an order, or one more: whatever its product's route says. Emits `closed`. */
@customElement('ls-order-step')
export class LsOrderStep extends LitElement {
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) order!: WorkOrder;
  /** Id; null = a new one. */
  @property() job: string | null = null;

  @state() private draft: StepDraft | null = null;
  @state() private problems: readonly string[] = [];

  static override styles = [
    controls,
    formStyles,
    css`
      .step {
        display: grid;
        gap: 12px;
      }
    `,
  ];

  /** Once: what is typed stays, whatever others change meanwhile. */
  protected override willUpdate(): void {
    const { plan } = this.view;
    const job = this.#job;
    this.draft ??= job ? draftOfJob(plan, job) : draftOfNew(plan, this.order);
  }

  protected override render() {
    const { plan, plant, lines } = this.view;
    const { draft: step } = this;
    if (!step) return nothing;
    const heading = this.job === null ? st('newStep', titleOf(plan, this.order)) : st('editStep', this.#title);
    const able = lines.filter(({ processGroup }) => step.processGroup === '' || processGroup === step.processGroup);
    return html`<ls-dialog .heading=${heading} open wide @closed=${this.#close}>
      <div class="step">
        <ls-route-step
          .step=${step}
          .number=${this.#number}
          .groups=${plant.processGroups}
          .lines=${able}
          .kinds=${TASK_KINDS.map((id) => ({ id, name: taskKindText(id) }))}
          .earlier=${possibleBefore(this.view, this.order, this.#job)}
          placed
          ?stays=${this.job === null || !canLeaveOut(this.view, this.order, this.job)}
          @step-typed=${({ detail }: CustomEvent<StepDraft>) => (this.draft = detail)}
          @step-removed=${() => void this.#remove()}
          @task-wanted=${() => (this.draft = { ...step, tasks: [...step.tasks, newTask(step.tasks)] })}
        ></ls-route-step>
        ${
          this.problems.length === 0
            ? nothing
            : html`<div class="note" role="alert">
                <ul>
                  ${this.problems.map((problem) => html`<li>■ ${problem}</li>`)}
                </ul>
              </div>`
        }
        <div class="buttons">
          <button class="main" @click=${() => void this.#save(step)}>${st(this.job === null ? 'add' : 'save')}</button>
        </div>
        <p class="hint">${st('stepNote')}</p>
      </div>
    </ls-dialog>`;
  }

  get #job(): JobOrder | null {
    return this.view.plan.jobs.get(this.job ?? '') ?? null;
  }

  get #title(): string {
    return jobTitle(this.view.plan, this.job ?? '');
  }

  /** As it stands on the page. */
  get #number(): number {
    const { jobs } = this.order;
    return this.job === null ? jobs.length + 1 : jobs.indexOf(this.job) + 1;
  }

  async #save(step: StepDraft): Promise<void> {
    const { job, order } = this;
    const isNameless = job !== null && this.#job?.fields.operation === undefined;
    const read = fieldsOfDraft(step, this.#number, isNameless);
    this.problems = read.ok ? [] : read.problems;
    if (!read.ok) return;
    const { fields } = read;
    const saved =
      job === null
        ? this.acting.attempt((w) => addJob(w, { order: order.id, fields }), st('stepAdded', step.operation.trim()))
        : this.acting.attempt((w, why) => editJob(w, { id: job, fields, why }), st('stepSaved', this.#title));
    if (await saved) this.#close();
  }

  async #remove(): Promise<void> {
    const id = this.job!;
    const removed = this.acting.attempt((w, why) => removeJob(w, { id, why }), st('stepRemoved', this.#title));
    if (await removed) this.#close();
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-step': LsOrderStep;
  }
}
