import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/plan/ls-task-list.ts';
import { claimTask, doTask } from '../../shared/orders/verbs/tasks.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import { PageAddress } from './page-address.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlanActing } from './plan-acting.ts';
import { planFrameStyles, planHead, planMissing } from './plan-frame.ts';
import { departmentsOf, searchOfTasks, taskCards, taskLookIn, waitedRows, type TaskLook } from './tasks-rows.ts';

const WHICH = ['open', 'mine', 'done'] as const;

/** What each department has to do, and when: it moves with the forecast. */
@customElement('ls-tasks-page')
export class LsTasksPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #address = new PageAddress<TaskLook>(this, window, { read: taskLookIn, write: searchOfTasks });
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );

  static override styles = [
    tokens,
    controls,
    formStyles,
    pageMessageStyles,
    ...planFrameStyles,
    css`
      main:not(.message) {
        display: grid;
        gap: 16px;
        max-width: 80rem;
        margin: 0 auto;
        padding: 12px;
      }
      .which {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .which select {
        width: auto;
      }
      button[aria-pressed='true'] {
        border-color: var(--ls-touch);
        font-weight: 600;
      }
      .waited dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 24px;
      }
      .waited h2 {
        margin-bottom: 8px;
        font-size: var(--ls-15);
      }
    `,
  ];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const view = this.#view.value;
    const zone = view?.plant.timezone ?? 'UTC';
    return html`${planHead({ data: this.data, connection, zone, page: 'tasks', title: p('page-tasks') })}
    ${view ? this.#tasks(view) : pageMessage(...planMissing(connection))} ${this.#acting.render()}`;
  }

  #tasks(view: PlanView) {
    const look = this.#address.choice;
    const user = this.#access.value?.person?.user ?? null;
    const tasks = taskCards(view, look, user);
    const name = (id: string) => view.schedule.tasks.find((task) => task.id === id)?.name ?? '';
    return html`<main>
      ${this.#which(view, look)}
      ${
        tasks.length === 0
          ? html`<p role="status">${p(`noTasks-${look.which}`)}</p>`
          : html`<ls-task-list
              .tasks=${tasks}
              ?does=${this.data.access.offers('do-tasks')}
              @task-claimed=${({ detail }: CustomEvent<string>) => void this.#claim(detail, name(detail))}
              @task-freed=${({ detail: id }: CustomEvent<string>) =>
                void this.#acting.attempt((world) => claimTask(world, { id, user: null }), p('taskFreed', name(id)))}
              @task-done=${({ detail: id }: CustomEvent<string>) =>
                void this.#acting.attempt((world) => doTask(world, { id }), p('taskIsDone', name(id)))}
              @task-undone=${({ detail: id }: CustomEvent<string>) =>
                void this.#acting.attempt((world) => doTask(world, { id, at: null }), p('taskIsOpen', name(id)))}
            ></ls-task-list>`
      }
      ${this.#waited(view)}
    </main>`;
  }

  /** In whose name is known only when somebody is signed on. */
  async #claim(id: string, name: string): Promise<void> {
    const person = await this.data.access.personFor('do-tasks', null).catch(() => null);
    if (person)
      await this.#acting.attempt((world) => claimTask(world, { id, user: person.user }), p('taskClaimed', name));
  }

  #which(view: PlanView, look: TaskLook) {
    const step = (change: Partial<TaskLook>) => this.#address.step({ ...look, task: null, ...change });
    return html`<div class="which">
      ${WHICH.map(
        (which) =>
          html`<button aria-pressed=${which === look.which} @click=${() => step({ which })}>
            ${p(`tasks-${which}`)}
          </button>`,
      )}
      <select
        aria-label=${p('department')}
        @change=${({ target }: Event) => step({ department: (target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${look.department === ''}>${p('allDepartments')}</option>
        ${departmentsOf(view).map((one) => html`<option value=${one} ?selected=${one === look.department}>${one}</option>`)}
      </select>
    </div>`;
  }

  #waited(view: PlanView) {
    const rows = waitedRows(view);
    if (rows.length === 0) return nothing;
    return html`<section class="waited">
      <h2>${p('waited')}</h2>
      <dl>
        ${rows.map(
          ({ why, time }) =>
            html`<dt>${why}</dt>
              <dd>${time}</dd>`,
        )}
      </dl>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-tasks-page': LsTasksPage;
  }
}
