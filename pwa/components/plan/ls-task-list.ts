import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { planText as p } from '../../locales/plan.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';

export interface TaskCard {
  id: string;
  name: string;
  job: string;
  /** Of its order. */
  href: string;
  line: string;
  kind: string;
  department: string;
  when: string;
  /** Red is for what somebody waits for. */
  tone: 'plain' | 'look' | 'act';
  /** A job cannot go on without it. */
  blocks: boolean;
  /** '' = nobody. */
  claimed: string;
  mine: boolean;
  done: boolean;
  note: string;
  unsent: boolean;
  /** Somebody came for it. */
  wanted: boolean;
}

/** Tasks, each with what can be done about it. Emits `task-claimed`, `task-freed`, `task-done`, `task-undone` (id). */
@customElement('ls-task-list')
export class LsTaskList extends LitElement {
  @property({ attribute: false }) tasks: readonly TaskCard[] = [];
  /** Whoever is here may claim and do. */
  @property({ type: Boolean }) does = false;

  static override styles = [
    controls,
    formStyles,
    css`
      ul {
        display: grid;
        gap: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 16px;
        border: 1px solid var(--ls-line);
        border-left: 4px solid var(--ls-running);
        border-radius: var(--ls-radius);
        background: var(--ls-panel);
      }
      li.act {
        border-left-color: var(--ls-red);
      }
      li.look {
        border-left-color: var(--ls-amber);
      }
      li.wanted {
        outline: 2px solid var(--ls-touch);
      }
      .what {
        display: grid;
        flex: 1 1 16rem;
        gap: 2px;
        min-width: 0;
      }
      .what a {
        display: inline-flex;
        align-items: center;
        min-height: 48px;
      }
      @media (pointer: fine) {
        .what a {
          min-height: 24px;
        }
      }
      .when {
        flex: 0 1 12rem;
        font-weight: 600;
      }
      .act .when {
        color: var(--ls-red);
      }
      .look .when {
        color: var(--ls-amber);
      }
      .blocks {
        color: var(--ls-amber);
        font-size: var(--ls-13);
      }
    `,
  ];

  protected override updated(): void {
    this.renderRoot.querySelector('.wanted')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    return html`<ul>
      ${repeat(
        this.tasks,
        ({ id }) => id,
        (task) => this.#task(task),
      )}
    </ul>`;
  }

  #task(task: TaskCard) {
    const { id, name, job, href, line, kind, department, when, tone, blocks, claimed, done, note, unsent } = task;
    const classes = [tone, task.wanted ? 'wanted' : ''].join(' ');
    return html`<li class=${classes}>
      <div class="what">
        <strong>${name}</strong>
        <a href=${href}>${[job, line].filter(Boolean).join(' · ')}</a>
        <span class="hint"
          >${[kind, department, claimed, note, unsent ? p('mark-unsent') : ''].filter(Boolean).join(' · ')}</span
        >
        ${blocks ? html`<span class="blocks">▲ ${p('blocks')}</span>` : nothing}
      </div>
      <span class="when">${tone === 'act' ? '■ ' : tone === 'look' ? '▲ ' : ''}${when}</span>
      ${this.does ? this.#does(id, task.mine, claimed !== '', done) : nothing}
    </li>`;
  }

  #does(id: string, mine: boolean, isClaimed: boolean, done: boolean) {
    if (done) return html`<button @click=${() => this.#tell('task-undone', id)}>${p('taskUndo')}</button>`;
    return html`<div class="buttons">
      ${
        mine
          ? html`<button @click=${() => this.#tell('task-freed', id)}>${p('taskFree')}</button>`
          : html`<button @click=${() => this.#tell('task-claimed', id)}>
              ${p(isClaimed ? 'taskTakeOver' : 'taskClaim')}
            </button>`
      }
      <button class="main" @click=${() => this.#tell('task-done', id)}>${p('taskDone')}</button>
    </div>`;
  }

  #tell(name: string, detail: string): void {
    this.dispatchEvent(new CustomEvent<string>(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-list': LsTaskList;
  }
}
