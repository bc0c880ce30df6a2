import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/plan/ls-task-list.ts';
import '../components/plan/ls-task-waits.ts';
import { claimTask, doTask } from '../../shared/orders/verbs/tasks.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { tasksText as k } from '../locales/tasks.ts';
import { formStyles } from '../styles/form.ts';
import { jobTitle } from './board-order.ts';
import { PageAddress } from './page-address.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';
import { searchOfTasks, taskLookIn, type TaskLook } from './tasks-look.ts';
import { tasksPageStyles } from './tasks-page-styles.ts';
import { departmentsOf, narrowedTasks, taskCards, waitedRows } from './tasks-rows.ts';

const WHICH = ['open', 'mine', 'done'] as const;

/** What each department has to do, and when: it moves with the forecast. */
@customElement('ls-tasks-page')
export class LsTasksPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  readonly #desk = new PlanDesk(this);
  readonly #address = new PageAddress<TaskLook>(this, window, { read: taskLookIn, write: searchOfTasks });

  static override styles = [...deskStyles, formStyles, tasksPageStyles];

  protected override willUpdate(): void {
    this.#desk.follow();
  }

  protected override render() {
    return this.#desk.frame({ page: 'tasks', title: p('page-tasks'), content: (view) => this.#tasks(view) });
  }

  #tasks(view: PlanView) {
    const look = this.#address.choice;
    const user = this.#desk.user;
    const tasks = taskCards(view, look, user);
    // Every lot has the same tasks: its order tells them apart.
    const name = (id: string) => {
      const task = view.schedule.tasks.find((one) => one.id === id);
      return task ? `${task.name} · ${jobTitle(view.plan, task.job)}` : '';
    };
    return html`${this.#desk.paper(p('page-tasks'), [k('counted', p(`tasks-${look.which}`), tasks.length)], narrowedTasks(view, look))}
      <main>
        ${this.#which(view, look, user)}
        <div class="tasks">
          ${
            tasks.length === 0
              ? this.#none(view, look, user)
              : html`<ls-task-list
                  .tasks=${tasks}
                  ?does=${this.data.access.offers('do-tasks')}
                  @task-claimed=${({ detail }: CustomEvent<string>) => void this.#claim(detail, name(detail))}
                  @task-freed=${({ detail: id }: CustomEvent<string>) =>
                    void this.#desk.acting.attempt(
                      (world) => claimTask(world, { id, user: null }),
                      p('taskFreed', name(id)),
                    )}
                  @task-done=${({ detail: id }: CustomEvent<string>) =>
                    void this.#desk.acting.attempt((world) => doTask(world, { id }), p('taskIsDone', name(id)))}
                  @task-undone=${({ detail: id }: CustomEvent<string>) =>
                    void this.#desk.acting.attempt(
                      (world) => doTask(world, { id, at: null }),
                      p('taskIsOpen', name(id)),
                    )}
                ></ls-task-list>`
          }
        </div>
        ${this.#waited(view)}
      </main>`;
  }

  /** Says whether a filter hides some, and where tasks come from at all. */
  #none(view: PlanView, look: TaskLook, user: string | null) {
    const everywhere = { ...look, department: '', line: '' };
    const hidden = taskCards(view, everywhere, user).length;
    return html`<div class="none">
      <p role="status">${p(`noTasks-${look.which}`)}</p>
      ${
        hidden > 0
          ? html`<p class="hint">${k('elsewhere', hidden)}</p>
              <button @click=${() => this.#address.step(everywhere)}>${k('showAll')}</button>`
          : view.schedule.tasks.length > 0
            ? nothing
            : html`<p class="hint">${k('howTheyCome')}</p>
                <a href="/products">${k('toRoutes')}</a>`
      }
    </div>`;
  }

  /** In whose name is known only when somebody is signed on. */
  async #claim(id: string, name: string): Promise<void> {
    const person = await this.data.access.personFor('do-tasks', null).catch(() => null);
    if (person)
      await this.#desk.acting.attempt((world) => claimTask(world, { id, user: person.user }), p('taskClaimed', name));
  }

  #which(view: PlanView, look: TaskLook, user: string | null) {
    const step = (change: Partial<TaskLook>) => this.#address.step({ ...look, task: null, ...change });
    const count = (which: TaskLook['which']) => taskCards(view, { ...look, which }, user).length;
    const listed = (label: string, all: string, chosen: string, choices: readonly [string, string][], field: string) =>
      html`<select
        aria-label=${label}
        @change=${({ target }: Event) => step({ [field]: (target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${chosen === ''}>${all}</option>
        ${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select>`;
    return html`<div class="which" role="group" aria-label=${k('which')}>
      ${WHICH.map(
        (which) =>
          html`<button aria-pressed=${which === look.which} @click=${() => step({ which })}>
            ${k('counted', p(`tasks-${which}`), count(which))}
          </button>`,
      )}
      ${listed(
        p('department'),
        p('allDepartments'),
        look.department,
        departmentsOf(view).map((one) => [one, one]),
        'department',
      )}
      ${listed(
        k('line'),
        k('allLines'),
        look.line,
        view.lines.map(({ id, name }) => [id, name]),
        'line',
      )}
    </div>`;
  }

  #waited(view: PlanView) {
    const rows = waitedRows(view);
    return rows.length === 0 ? nothing : html`<ls-task-waits .rows=${rows}></ls-task-waits>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-tasks-page': LsTasksPage;
  }
}
