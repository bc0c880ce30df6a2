import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { planText as p } from '../../locales/plan.ts';
import { tasksText as k } from '../../locales/tasks.ts';
import { controls } from '../../styles/controls.ts';
import { formStyles } from '../../styles/form.ts';
import { TONE_SHAPES, type Tone } from '../../styles/tone.ts';
import { taskListStyles } from './task-list-styles.ts';

/** `presses`: late; `soon`: within a shift; `past`: nobody waits for it any more. */
export type TaskGroup = 'presses' | 'soon' | 'later' | 'past' | 'done';
const GROUPS = ['presses', 'soon', 'later', 'past', 'done'] as const;
const HEADINGS = { presses: 'groupPresses', soon: 'groupSoon', later: 'groupLater', past: 'groupPast' } as const;

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
  whenNote: string;
  /** Red is for what somebody waits for. */
  tone: Tone;
  group: TaskGroup;
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

  static override styles = [controls, formStyles, taskListStyles];

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('tasks')) this.renderRoot.querySelector('.wanted')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    return GROUPS.map((group) => {
      const tasks = this.tasks.filter((task) => task.group === group);
      if (tasks.length === 0) return nothing;
      return html`<section>
        ${group === 'done' ? nothing : html`<h2>${k(HEADINGS[group])} <span>${tasks.length}</span></h2>`}
        <ul>
          ${repeat(
            tasks,
            ({ id }) => id,
            (task) => this.#task(task),
          )}
        </ul>
      </section>`;
    });
  }

  #task(task: TaskCard) {
    const { id, name, job, href, line, kind, department, tone, blocks, claimed, done, note, unsent } = task;
    const notes = [kind, department, claimed, note, unsent ? p('mark-unsent') : ''].filter(Boolean).join(' · ');
    return html`<li class="${tone} ${task.wanted ? 'wanted' : ''}">
      <div class="when">
        <strong>${TONE_SHAPES[tone]}${task.when}</strong>
        <span class="hint">${task.whenNote}</span>
      </div>
      <div class="what">
        <strong>${name}</strong>
        <a href=${href}>${[job, line].filter(Boolean).join(' · ')}</a>
        ${blocks ? html`<span class="blocks">▲ ${p('blocks')}</span>` : nothing}
        <span class="hint">${notes}</span>
      </div>
      ${this.does ? this.#does(id, task.mine, claimed !== '', done) : nothing}
    </li>`;
  }

  #does(id: string, mine: boolean, isClaimed: boolean, done: boolean) {
    if (done)
      return html`<div class="buttons">
        <button @click=${() => this.#tell('task-undone', id)}>${p('taskUndo')}</button>
      </div>`;
    return html`<div class="buttons">
      ${
        mine
          ? html`<button @click=${() => this.#tell('task-freed', id)}>${p('taskFree')}</button>`
          : html`<button @click=${() => this.#tell('task-claimed', id)}>
              ${p(isClaimed ? 'taskTakeOver' : 'taskClaim')}
            </button>`
      }
      <button class=${mine ? 'main' : ''} @click=${() => this.#tell('task-done', id)}>${p('taskDone')}</button>
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
